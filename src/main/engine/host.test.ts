import { EventEmitter } from 'node:events';
import type { EngineProgress, EngineTask } from '@causebook/backup';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EngineHost, PROMPT_CANCEL_MS, type EngineProcess } from './host.ts';
import type { FromEngine, ToEngine } from './messages.ts';

/** A process that does as it is told by the test. */
class FakeProcess extends EventEmitter implements EngineProcess {
  readonly received: ToEngine[] = [];
  killed = 0;

  postMessage(message: ToEngine): void {
    this.received.push(message);
  }

  kill(): boolean {
    this.killed += 1;
    setImmediate(() => this.emit('exit', 15));
    return true;
  }

  say(message: FromEngine): void {
    this.emit('message', message);
  }
}

const task: EngineTask = { kind: 'unpack', filePath: '/a.zip', folder: '/a' };
const progress = { phase: 'extract', percent: 10 } as EngineProgress;
const failure = (
  code: 'INSUFFICIENT_SPACE' | 'INTERNAL' | 'CANCELLED',
  details?: Record<string, string>,
): FromEngine => ({
  type: 'failure',
  failure: {
    success: false,
    code,
    error: 'Words.',
    message: 'Words.',
    remedy: 'Remedy.',
    ...(details ? { details } : {}),
  },
  trace: 'Error\n    at engine',
});

let child: FakeProcess;
let cancelling: AbortController;
const onProgress = vi.fn();
const onTrouble = vi.fn();
const cleanUp = vi.fn(async () => {});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  child = new FakeProcess();
  cancelling = new AbortController();
  onProgress.mockReset();
  onTrouble.mockReset();
  cleanUp.mockReset();
});
afterEach(() => vi.useRealTimers());

const run = () =>
  new EngineHost({ fork: () => child, onTrouble, cleanUp }).run(task, {
    signal: cancelling.signal,
    onProgress,
  });

test('one task is posted, progress is passed on, and the answer comes when the process has ended', async () => {
  const answer = run();
  expect(child.received).toEqual([{ type: 'run', task }]);
  child.say({ type: 'progress', progress });
  child.say({ type: 'result', result: { folder: '/a', entries: 3 } });
  expect(await answer).toEqual({ folder: '/a', entries: 3 });
  expect(onProgress).toHaveBeenCalledExactlyOnceWith(progress);
  expect(child.killed).toBe(1);
  expect(cleanUp).not.toHaveBeenCalled();
});

test('a failure of the engine is thrown as it was, and its trace is for the log', async () => {
  const answer = run();
  child.say(failure('INSUFFICIENT_SPACE', { errno: 'ENOSPC' }));
  await expect(answer).rejects.toMatchObject({
    name: 'AppError',
    code: 'INSUFFICIENT_SPACE',
    message: 'Words.',
    remedy: 'Remedy.',
    details: { errno: 'ENOSPC' },
  });
  expect(onTrouble).toHaveBeenCalledExactlyOnceWith('engine unpack: Error\n    at engine');
});

test('a defect of the engine has no code yet: what it means is for the caller to say', async () => {
  const answer = run();
  child.say(failure('INTERNAL', { reason: 'x is not a function' }));
  await expect(answer).rejects.toMatchObject({ name: 'Error', message: 'x is not a function' });
});

test('a process that ends without an answer has crashed', async () => {
  const answer = run();
  child.emit('exit', 139);
  await expect(answer).rejects.toMatchObject({ code: 'ENGINE_CRASHED', details: { exitCode: 139 } });
});

test('a process that runs out of memory has crashed', async () => {
  const answer = run();
  child.emit('error', 'FatalError', 'v8::OOM');
  await expect(answer).rejects.toMatchObject({
    code: 'ENGINE_CRASHED',
    details: { type: 'FatalError', location: 'v8::OOM' },
  });
});

test('a cancel is passed on, and the engine has its time to clean up', async () => {
  const answer = run();
  cancelling.abort();
  expect(child.received.at(-1)).toEqual({ type: 'cancel' });
  await vi.advanceTimersByTimeAsync(4_999);
  expect(child.killed).toBe(0);
  child.say(failure('CANCELLED'));
  await expect(answer).rejects.toMatchObject({ code: 'CANCELLED', message: 'Words.' });
  expect(onTrouble).not.toHaveBeenCalled();
});

test('a cancel that finds no ear ends the process after five seconds', async () => {
  const answer = run();
  const outcome = expect(answer).rejects.toMatchObject({ code: 'CANCELLED', details: { killed: true } });
  cancelling.abort();
  await vi.advanceTimersByTimeAsync(5_000);
  await outcome;
  expect(child.killed).toBeGreaterThan(0);
});

test('whoever cancels has the window back within half a second', async () => {
  expect(PROMPT_CANCEL_MS).toBeLessThan(500);
  const answer = new EngineHost({ fork: () => child, cleanUp, cancelDeadlineMs: PROMPT_CANCEL_MS }).run(
    task,
    {
      signal: cancelling.signal,
      onProgress,
    },
  );
  const outcome = expect(answer).rejects.toMatchObject({ code: 'CANCELLED', details: { killed: true } });
  cancelling.abort();
  await vi.advanceTimersByTimeAsync(PROMPT_CANCEL_MS);
  await outcome;
  expect(cleanUp).toHaveBeenCalledOnce();
});

test('a result that crosses a cancel counts', async () => {
  const answer = run();
  cancelling.abort();
  child.say({ type: 'result', result: { folder: '/a', entries: 3 } });
  expect(await answer).toEqual({ folder: '/a', entries: 3 });
});

test('a process that dies of a cancel was cancelled', async () => {
  const answer = run();
  cancelling.abort();
  child.emit('exit', 1);
  await expect(answer).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('an operation that shows no sign of life for ten minutes is ended', async () => {
  const answer = run();
  const outcome = expect(answer).rejects.toMatchObject({ code: 'TIMEOUT' });
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  child.say({ type: 'progress', progress });
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  expect(child.killed).toBe(0);
  await vi.advanceTimersByTimeAsync(60_000);
  await outcome;
});

test('what is cancelled before it begins needs no process', async () => {
  cancelling.abort();
  await expect(run()).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(child.received).toEqual([]);
});

test('a process that answers and does not end holds nobody up for more than five seconds', async () => {
  child.kill = () => true;
  const answer = run();
  child.say({ type: 'result', result: { folder: '/a', entries: 3 } });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await answer).toEqual({ folder: '/a', entries: 3 });
});

test('after a failure what is left is removed, when the process has ended', async () => {
  let hasEnded = false;
  child.on('exit', () => (hasEnded = true));
  cleanUp.mockImplementationOnce(async () => expect(hasEnded).toBe(true));
  const answer = run();
  child.say(failure('INSUFFICIENT_SPACE'));
  await expect(answer).rejects.toMatchObject({ code: 'INSUFFICIENT_SPACE' });
  expect(cleanUp).toHaveBeenCalledExactlyOnceWith(task);
});

test('a clean-up that fails is logged and hides nothing', async () => {
  cleanUp.mockRejectedValueOnce(new Error('busy'));
  const answer = run();
  child.emit('exit', 1);
  await expect(answer).rejects.toMatchObject({ code: 'ENGINE_CRASHED' });
  expect(onTrouble).toHaveBeenCalledExactlyOnceWith('cleaning up after unpack', expect.any(Error));
});
