import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { shutDownOnce } from './shut-down.ts';

const log = { info: vi.fn(), error: vi.fn() };
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  log.error.mockReset();
});

test('the steps run once, in order, however often the end is asked for', async () => {
  const done: string[] = [];
  const slowly = (name: string) => async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    done.push(name);
  };
  const shutDown = shutDownOnce({
    steps: [slowly('schedulers'), slowly('operation'), () => void done.push('databases')],
    log,
  });
  const ends = Promise.all([shutDown(), shutDown()]);
  await vi.advanceTimersByTimeAsync(2_000);
  await ends;
  expect(done).toEqual(['schedulers', 'operation', 'databases']);
  expect(log.error).not.toHaveBeenCalled();
});

test('a step that fails is logged, and the next one still lets go of what it holds', async () => {
  const close = vi.fn();
  await shutDownOnce({ steps: [() => Promise.reject(new Error('broken')), close], log })();
  expect(close).toHaveBeenCalledOnce();
  expect(log.error).toHaveBeenCalledOnce();
});

test('a step that hangs keeps nobody waiting beyond the deadline', async () => {
  const end = shutDownOnce({ steps: [() => new Promise<void>(() => {})], log, deadlineMs: 5_000 })();
  await vi.advanceTimersByTimeAsync(5_000);
  await end;
  expect(log.error).toHaveBeenCalledOnce();
});
