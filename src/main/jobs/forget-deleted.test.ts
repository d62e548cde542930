import { Scheduler } from '@causebook/jobs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ForgetDeleted } from './forget-deleted.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const kept = new Map<string, string>();
const looks: string[] = [];
/** Deleted entries and the clock's time at which each was deleted. */
const deleted = new Map<string, Date>();
/** What was forgotten, and when by the clock. */
const forgotten = new Map<string, Date>();
let look: () => Promise<void>;
let scheduler: Scheduler | undefined;

beforeEach(() => {
  kept.clear();
  looks.length = 0;
  deleted.clear();
  forgotten.clear();
  look = async () => void looks.push(new Date().toISOString().slice(0, 16));
  vi.useFakeTimers();
});
afterEach(async () => {
  await scheduler?.stop();
  vi.useRealTimers();
});

async function start(): Promise<void> {
  const task = await ForgetDeleted.load({
    settings: {
      setting: async (key) => kept.get(key) ?? null,
      putSetting: async (key, value) => void kept.set(key, value),
    },
    now: () => new Date(),
    deletions: async () => {
      await look();
      return [...deleted.keys()];
    },
    forget: async (ids, now) => {
      for (const id of ids) {
        if (deleted.get(id)!.getTime() >= now.getTime() - 30 * DAY) continue;
        deleted.delete(id);
        forgotten.set(id, now);
      }
    },
  });
  scheduler = new Scheduler({ tasks: [task], onError: () => {} });
  scheduler.boot();
}

/** Starts the app at that time by the clock, and lets it run. */
async function openFrom(from: string, hours: number): Promise<void> {
  vi.setSystemTime(new Date(`${from}:00Z`));
  await start();
  await vi.advanceTimersByTimeAsync(hours * HOUR);
  await scheduler!.stop();
}

const remove = (id: string): void => void deleted.set(id, new Date());
const setClockBy = (days: number): void => void vi.setSystemTime(new Date(Date.now() + days * DAY));

describe('it looks', () => {
  test('once a day, a moment after the start', async () => {
    await openFrom('2026-05-04T09:00', 49);
    expect(looks).toEqual(['2026-05-04T09:01', '2026-05-05T09:01', '2026-05-06T09:01']);
  });

  test('not again after a restart', async () => {
    await openFrom('2026-05-04T09:00', 2);
    await openFrom('2026-05-04T15:00', 2);
    await openFrom('2026-05-06T08:00', 2);
    expect(looks).toEqual(['2026-05-04T09:01', '2026-05-06T08:01']);
  });

  test('again after a failure', async () => {
    look = vi.fn(look).mockRejectedValueOnce(new Error('busy'));
    await openFrom('2026-05-04T09:00', 1);
    expect(looks).toEqual(['2026-05-04T09:02']);
  });

  test('although the last time lies ahead, or cannot be read', async () => {
    kept.set('deleted.seen', '{"at":"2062-05-04T09:00:00.000Z","passed":0,"since":{}}');
    await openFrom('2026-05-04T09:00', 1);
    kept.set('deleted.seen', 'not JSON');
    await openFrom('2026-05-04T19:00', 1);
    expect(looks).toEqual(['2026-05-04T09:01', '2026-05-04T19:01']);
  });
});

describe('an entry', () => {
  test('is kept for 30 days and forgotten soon after them', async () => {
    vi.setSystemTime(new Date('2026-05-04T09:00:00Z'));
    await start();
    await vi.advanceTimersByTimeAsync(3 * HOUR);
    remove('a');
    await vi.advanceTimersByTimeAsync(31 * DAY);
    expect([...deleted.keys()]).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(2 * DAY);
    expect(forgotten.has('a')).toBe(true);
  });

  test('is kept when the clock is a year ahead for a day, and when it stays so', async () => {
    vi.setSystemTime(new Date('2026-05-04T09:00:00Z'));
    await start();
    remove('a');
    await vi.advanceTimersByTimeAsync(5 * DAY);
    setClockBy(365);
    await vi.advanceTimersByTimeAsync(DAY);
    setClockBy(-365);
    await vi.advanceTimersByTimeAsync(5 * DAY);
    setClockBy(365);
    await vi.advanceTimersByTimeAsync(15 * DAY);
    expect([...deleted.keys()]).toEqual(['a']);
  });

  test('that was deleted while the clock was years behind is kept when it is right again', async () => {
    vi.setSystemTime(new Date('2010-01-01T00:00:00Z'));
    await start();
    remove('a');
    await vi.advanceTimersByTimeAsync(2 * DAY);
    vi.setSystemTime(new Date('2026-05-04T09:00:00Z'));
    await vi.advanceTimersByTimeAsync(25 * DAY);
    expect([...deleted.keys()]).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(7 * DAY);
    expect(forgotten.has('a')).toBe(true);
  });

  test('that a restore of an old backup brought back into the list has its 30 days again', async () => {
    vi.setSystemTime(new Date('2026-05-04T09:00:00Z'));
    await start();
    await vi.advanceTimersByTimeAsync(60 * DAY);
    deleted.set('old', new Date('2026-01-01T00:00:00Z'));
    await vi.advanceTimersByTimeAsync(30 * DAY);
    expect([...deleted.keys()]).toEqual(['old']);
    await vi.advanceTimersByTimeAsync(3 * DAY);
    expect(forgotten.has('old')).toBe(true);
  });

  test('of an office that opens once a week goes only after as many days as were seen to pass', async () => {
    remove('a');
    deleted.set('a', new Date('2026-05-04T09:00:00Z'));
    for (let week = 0; week < 31; week += 1)
      await openFrom(
        new Date(Date.parse('2026-05-04T09:00:00Z') + week * 7 * DAY).toISOString().slice(0, 16),
        2,
      );
    expect(deleted.has('a')).toBe(true);
    await openFrom('2027-01-04T09:00', 2);
    expect(forgotten.has('a')).toBe(true);
  });
});
