import { expect, test, vi } from 'vitest';
import { FakeClock } from './fake-clock.ts';
import { Scheduler } from './scheduler.ts';
import type { ScheduledTask } from './scheduler.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = '2030-01-01T00:00:00Z';

/** A task that is due `ms` after its last run and remembers when it ran. */
function every(clock: FakeClock, ms: number, work: (signal: AbortSignal) => Promise<void> = async () => {}) {
  let last = clock.now().getTime();
  const runs: string[] = [];
  const task: ScheduledTask = {
    name: `every ${ms}`,
    nextRun: () => new Date(last + ms),
    run: async (signal) => {
      last = clock.now().getTime();
      runs.push(clock.now().toISOString());
      await work(signal);
    },
  };
  return { task, runs };
}

function failing(): never {
  throw new Error('broken');
}

test('a task runs when it is due and again after that, also beyond the 25 days of a Node timer', async () => {
  const clock = new FakeClock(START);
  const { task, runs } = every(clock, 40 * DAY);
  const scheduler = new Scheduler({ tasks: [task], onError: failing, clock });
  scheduler.boot();
  await clock.advance(39 * DAY);
  expect(runs).toEqual([]);
  await clock.advance(42 * DAY);
  expect(runs).toEqual(['2030-02-10T00:00:00.000Z', '2030-03-22T00:00:00.000Z']);
  await scheduler.stop();
});

test('no timer waits longer than an hour', async () => {
  const clock = new FakeClock(START);
  const after = vi.spyOn(clock, 'after');
  const scheduler = new Scheduler({ tasks: [every(clock, 400 * DAY).task], onError: failing, clock });
  scheduler.boot();
  await clock.advance(2 * DAY);
  expect(Math.max(...after.mock.calls.map(([ms]) => ms))).toBe(HOUR);
  await scheduler.stop();
});

test('stop aborts the run in flight, waits for it, and nothing runs until boot', async () => {
  const clock = new FakeClock(START);
  const log: string[] = [];
  const { task } = every(clock, HOUR, async (signal) => {
    log.push('start');
    await new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => clock.after(5 * SECOND, resolve)),
    );
    log.push('unwound');
  });
  const scheduler = new Scheduler({ tasks: [task], onError: failing, clock });
  scheduler.boot();
  await clock.advance(HOUR);
  expect(log).toEqual(['start']);
  const stopped = Promise.all([scheduler.stop(), scheduler.stop()]).then(() => log.push('stopped'));
  expect(scheduler.isRunning).toBe(false);
  await clock.advance(4 * SECOND);
  expect(log).toEqual(['start']);
  await clock.advance(2 * SECOND);
  await stopped;
  await clock.advance(3 * HOUR);
  expect(log).toEqual(['start', 'unwound', 'stopped']);
  scheduler.boot();
  await clock.advance(SECOND);
  expect(log.at(-1)).toBe('start');
});

test('a task never overlaps with itself, not even across stop and boot', async () => {
  const clock = new FakeClock(START);
  let atOnce = 0;
  let most = 0;
  const { task, runs } = every(clock, MINUTE, async () => {
    most = Math.max(most, ++atOnce);
    await new Promise<void>((resolve) => clock.after(10 * MINUTE, resolve));
    atOnce -= 1;
  });
  const scheduler = new Scheduler({ tasks: [task], onError: failing, clock });
  scheduler.boot();
  await clock.advance(2 * MINUTE);
  void scheduler.stop();
  scheduler.boot();
  await clock.advance(HOUR);
  expect(most).toBe(1);
  expect(runs.length).toBeGreaterThan(3);
});

test('a long task does not hold up the others', async () => {
  const clock = new FakeClock(START);
  const long = every(clock, HOUR, () => new Promise((resolve) => clock.after(DAY, resolve)));
  const short = every(clock, 2 * HOUR);
  const scheduler = new Scheduler({ tasks: [long.task, short.task], onError: failing, clock });
  scheduler.boot();
  await clock.advance(9 * HOUR);
  expect(long.runs).toHaveLength(1);
  expect(short.runs).toHaveLength(4);
});

test('a failing task stops neither the others nor its own next round', async () => {
  const clock = new FakeClock(START);
  const onError = vi.fn();
  const bad = every(clock, 6 * HOUR, () => Promise.reject(new Error('broken')));
  const good = every(clock, 6 * HOUR);
  const scheduler = new Scheduler({ tasks: [bad.task, good.task], onError, clock });
  scheduler.boot();
  await clock.advance(DAY);
  expect(bad.runs).toHaveLength(4);
  expect(good.runs).toHaveLength(4);
  expect(onError).toHaveBeenCalledTimes(4);
});

test('a task that can not say when it is due is reported and asked again within the hour', async () => {
  const clock = new FakeClock(START);
  const onError = vi.fn();
  let broken = true;
  const { task, runs } = every(clock, HOUR);
  const moody: ScheduledTask = {
    ...task,
    nextRun: (now, session) => (broken ? failing() : task.nextRun(now, session)),
  };
  const good = every(clock, HOUR);
  const scheduler = new Scheduler({ tasks: [moody, good.task], onError, clock });
  scheduler.boot();
  await clock.advance(90 * MINUTE);
  expect(onError).toHaveBeenCalled();
  expect(good.runs).toHaveLength(1);
  broken = false;
  await clock.advance(HOUR);
  expect(runs).toHaveLength(1);
});

test('a task that stays due does not spin, and the rest grows while it fails', async () => {
  const clock = new FakeClock(START);
  let runs = 0;
  const ok: ScheduledTask = { name: 'ok', nextRun: () => new Date(0), run: async () => void (runs += 1) };
  let failures = 0;
  const bad: ScheduledTask = {
    name: 'bad',
    nextRun: () => new Date(0),
    run: async () => {
      failures += 1;
      throw new Error('broken');
    },
  };
  const scheduler = new Scheduler({ tasks: [ok, bad], onError: () => {}, clock });
  scheduler.boot();
  await clock.advance(59 * MINUTE);
  expect(runs).toBe(60);
  expect(failures).toBe(6);
});

test('refresh takes a changed plan into account at once', async () => {
  const clock = new FakeClock(START);
  let due = new Date('2030-01-01T00:50:00Z');
  const runs: string[] = [];
  const task: ScheduledTask = {
    name: 'movable',
    nextRun: () => due,
    run: async () => {
      runs.push(clock.now().toISOString());
      due = new Date('2031-01-01T00:00:00Z');
    },
  };
  const scheduler = new Scheduler({ tasks: [task], onError: failing, clock });
  scheduler.boot();
  await clock.advance(MINUTE);
  due = new Date('2030-01-01T00:10:00Z');
  scheduler.refresh();
  await clock.advance(HOUR);
  expect(runs).toEqual(['2030-01-01T00:10:00.000Z']);
});

test('the session knows of wake-ups, announced or not, and of a clock that was set back', async () => {
  const clock = new FakeClock(START);
  const scheduler = new Scheduler({ tasks: [every(clock, 9 * HOUR).task], onError: failing, clock });
  scheduler.boot();
  expect(scheduler.session).toEqual({ awakeSince: clock.now(), clockSetBackAt: null });

  clock.sleep(8 * HOUR);
  scheduler.refresh('woke');
  expect(scheduler.session.awakeSince).toEqual(clock.now());

  clock.sleep(8 * HOUR);
  await clock.advance(HOUR);
  expect(scheduler.session.awakeSince).toEqual(new Date('2030-01-01T17:00:00Z'));

  clock.setBy(-2 * DAY);
  scheduler.refresh();
  expect(scheduler.session).toEqual({ awakeSince: clock.now(), clockSetBackAt: clock.now() });
});

test('refresh and stop before boot do nothing', async () => {
  const clock = new FakeClock(START);
  const { task, runs } = every(clock, MINUTE);
  const scheduler = new Scheduler({ tasks: [task], onError: failing, clock });
  scheduler.refresh('woke');
  await scheduler.stop();
  await clock.advance(HOUR);
  expect(runs).toEqual([]);
});
