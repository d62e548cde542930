import { Scheduler } from '@causebook/jobs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ForgetDeleted } from './forget-deleted.ts';

const kept = new Map<string, string>();
const runs: string[] = [];
let forget: (now: Date) => Promise<void>;
let scheduler: Scheduler | undefined;

beforeEach(() => {
  kept.clear();
  runs.length = 0;
  forget = async (now) => void runs.push(now.toISOString().slice(0, 16));
  vi.useFakeTimers();
});
afterEach(async () => {
  await scheduler?.stop();
  vi.useRealTimers();
});

/** Starts the app at that time and lets it run. */
async function openFrom(from: string, hours: number): Promise<void> {
  vi.setSystemTime(new Date(`${from}:00Z`));
  const task = await ForgetDeleted.load({
    settings: {
      setting: async (key) => kept.get(key) ?? null,
      putSetting: async (key, value) => void kept.set(key, value),
    },
    now: () => new Date(),
    forget: (now) => forget(now),
  });
  scheduler = new Scheduler({ tasks: [task], onError: () => {} });
  scheduler.boot();
  await vi.advanceTimersByTimeAsync(hours * 3_600_000);
  await scheduler.stop();
}

test('once a day, a moment after the start', async () => {
  await openFrom('2026-05-04T09:00', 49);
  expect(runs).toEqual(['2026-05-04T09:01', '2026-05-05T09:01', '2026-05-06T09:01']);
});

test('a restart does not repeat it', async () => {
  await openFrom('2026-05-04T09:00', 2);
  await openFrom('2026-05-04T15:00', 2);
  await openFrom('2026-05-06T08:00', 2);
  expect(runs).toEqual(['2026-05-04T09:01', '2026-05-06T08:01']);
});

test('a failure is tried again', async () => {
  forget = vi.fn(forget).mockRejectedValueOnce(new Error('busy'));
  await openFrom('2026-05-04T09:00', 1);
  expect(runs).toEqual(['2026-05-04T09:02']);
});

test('a last time that lies ahead does not keep it from running', async () => {
  kept.set('deleted.forgottenAt', '2062-05-04T09:00:00.000Z');
  await openFrom('2026-05-04T09:00', 1);
  expect(runs).toEqual(['2026-05-04T09:01']);
});
