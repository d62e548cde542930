import { AppError } from '@causebook/contracts';
import type { ExpiryLook } from '@causebook/backup';
import { Scheduler } from '@causebook/jobs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ExpirePoints } from './expire-points.ts';

const kept = new Map<string, string>();
let looks: string[];
let seen: (ExpiryLook | null)[];
let told: string[];
let failures: number;
let scheduler: Scheduler | undefined;

beforeEach(() => {
  kept.clear();
  looks = [];
  seen = [];
  told = [];
  failures = 0;
  vi.useFakeTimers();
});
afterEach(async () => {
  await scheduler?.stop();
  vi.useRealTimers();
});

const DUE = 'g-20260101T000000Z-00000001';

/** Starts the app at that time and lets it run. */
async function openFrom(from: string, hours: number): Promise<void> {
  vi.setSystemTime(new Date(`${from}:00Z`));
  const task = await ExpirePoints.load({
    settings: {
      setting: async (key) => kept.get(key) ?? null,
      putSetting: async (key, value) => void kept.set(key, value),
    },
    now: () => new Date(),
    removeExpired: async (last) => {
      if (failures-- > 0) throw new AppError('BUSY');
      const at = new Date().toISOString();
      looks.push(at.slice(0, 16));
      seen.push(last);
      return { look: { at, due: [DUE] }, removed: last === null ? 0 : 1, message: '1 restore point' };
    },
    onRemoved: (message) => told.push(message),
  });
  scheduler = new Scheduler({ tasks: [task], onError: () => {} });
  scheduler.boot();
  await vi.advanceTimersByTimeAsync(hours * 3_600_000);
  await scheduler.stop();
}

test('it looks once a day, hands on what the last look saw, and tells only of what it removed', async () => {
  await openFrom('2026-05-04T09:00', 25);
  expect(looks).toEqual(['2026-05-04T09:01', '2026-05-05T09:01']);
  expect(seen).toMatchObject([null, { due: [DUE] }]);
  expect(told).toEqual(['1 restore point']);
});

test('a restart does not repeat the look, and remembers it', async () => {
  await openFrom('2026-05-04T09:00', 1);
  await openFrom('2026-05-04T15:00', 1);
  await openFrom('2026-05-05T15:00', 1);
  expect(looks).toEqual(['2026-05-04T09:01', '2026-05-05T15:01']);
  expect(seen[1]).toMatchObject({ due: [DUE] });
});

test('while another operation runs it waits and looks later', async () => {
  failures = 1;
  await openFrom('2026-05-04T09:00', 1);
  expect(looks).toEqual(['2026-05-04T09:11']);
});

test('what is kept of the last look and cannot be understood counts as no look', async () => {
  kept.set('restorePoints.lastLook', '{"at":');
  await openFrom('2026-05-04T09:00', 1);
  expect(seen).toEqual([null]);
});
