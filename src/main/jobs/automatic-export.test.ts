import { AppError, type Schedule } from '@causebook/contracts';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AutomaticExport, type ExportEnd, type Settings } from './automatic-export.ts';

class MemorySettings implements Settings {
  readonly kept = new Map<string, string>();
  isBroken = false;

  async setting(key: string): Promise<string | null> {
    return this.kept.get(key) ?? null;
  }

  async putSetting(key: string, value: string): Promise<void> {
    if (this.isBroken) throw Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' });
    this.kept.set(key, value);
  }
}

const scheduler = {
  isRunning: true,
  session: { awakeSince: new Date('2026-05-01T00:00:00Z'), clockSetBackAt: null },
};
const good: ExportEnd = { message: 'Backup made.', warnings: [] };

let settings: MemorySettings;
let time: string;
let exportNow: (signal: AbortSignal, fullEvery: number) => Promise<ExportEnd>;
let isPaused = false;
const onDone = vi.fn();
const onFailed = vi.fn();

beforeEach(() => {
  settings = new MemorySettings();
  time = '2026-05-04T01:00:00Z';
  exportNow = async () => good;
  onDone.mockReset();
  onFailed.mockReset();
});

const load = () =>
  AutomaticExport.load({
    settings,
    now: () => new Date(time),
    zone: 'UTC',
    isPaused: () => isPaused,
    exportNow: (signal, fullEvery) => exportNow(signal, fullEvery),
    onDone,
    onFailed,
  });
const nextRunAt = (job: AutomaticExport): string | null => job.status(scheduler).nextRunAt;
const runAt = async (
  job: AutomaticExport,
  at: string,
  signal = new AbortController().signal,
): Promise<void> => {
  time = at;
  await job.run(signal);
};

test('a new practice is backed up daily, from the next time on', async () => {
  const job = await load();
  expect(job.status(scheduler)).toEqual({
    schedule: { enabled: true, rule: { kind: 'daily', at: '02:00' }, fullEvery: 7 },
    running: true,
    paused: false,
    nextRunAt: '2026-05-04T02:00:00.000Z',
    lastRunAt: null,
    lastOutcome: null,
    consecutiveFailures: 0,
  });
});

test('nothing runs while a sample practice is open, and what was missed is made up for afterwards', async () => {
  isPaused = true;
  const job = await load();
  time = '2026-05-05T09:00:00Z';
  expect(job.status(scheduler)).toMatchObject({ paused: true, nextRunAt: null });
  isPaused = false;
  expect(Date.parse(nextRunAt(job)!)).toBeLessThanOrEqual(Date.parse(time));
});

test('an office that closes before the hour is backed up at the next start', async () => {
  await load();
  time = '2026-05-05T09:00:00Z';
  const awake = { awakeSince: new Date(time), clockSetBackAt: null };
  expect((await load()).nextRun(new Date(time), awake)?.toISOString()).toBe('2026-05-05T09:01:00.000Z');
});

test('a run is kept: a restart neither repeats nor forgets it', async () => {
  await runAt(await load(), '2026-05-04T02:00:00Z');
  expect(onDone).toHaveBeenCalledExactlyOnceWith(good);
  const again = await load();
  expect(again.status(scheduler)).toMatchObject({
    lastRunAt: '2026-05-04T02:00:00.000Z',
    lastOutcome: 'completed',
    nextRunAt: '2026-05-05T02:00:00.000Z',
  });
});

describe('a run that fails', () => {
  test('is told, kept, and tried again after 15 minutes', async () => {
    const failure = new AppError('INSUFFICIENT_SPACE');
    exportNow = () => Promise.reject(failure);
    await runAt(await load(), '2026-05-04T02:00:00Z');
    expect(onFailed).toHaveBeenCalledExactlyOnceWith(failure);
    const job = await load();
    expect(job.status(scheduler)).toMatchObject({
      lastOutcome: 'failed',
      consecutiveFailures: 1,
      nextRunAt: '2026-05-04T02:15:00.000Z',
    });
    await runAt(job, '2026-05-04T02:15:00Z');
    expect(job.status(scheduler)).toMatchObject({
      consecutiveFailures: 2,
      nextRunAt: '2026-05-04T03:15:00.000Z',
    });
    exportNow = async () => good;
    await runAt(job, '2026-05-04T03:15:00Z');
    expect(job.status(scheduler)).toMatchObject({
      consecutiveFailures: 0,
      nextRunAt: '2026-05-05T02:00:00.000Z',
    });
  });

  test('because a restore or a quit stopped it is not told, and tried again', async () => {
    const controller = new AbortController();
    exportNow = async () => {
      controller.abort();
      throw new AppError('CANCELLED');
    };
    const job = await load();
    await runAt(job, '2026-05-04T02:00:00Z', controller.signal);
    expect(onFailed).not.toHaveBeenCalled();
    expect(job.status(scheduler)).toMatchObject({
      lastOutcome: 'interrupted',
      nextRunAt: '2026-05-04T02:15:00.000Z',
    });
  });

  test('because the person cancelled it is not tried again', async () => {
    exportNow = () => Promise.reject(new AppError('CANCELLED'));
    const job = await load();
    await runAt(job, '2026-05-04T02:00:00Z');
    expect(job.status(scheduler)).toMatchObject({
      lastOutcome: 'cancelled',
      consecutiveFailures: 0,
      nextRunAt: '2026-05-05T02:00:00.000Z',
    });
  });

  test('because the power went counts as interrupted at the next start', async () => {
    const job = await load();
    exportNow = () => new Promise<never>(() => {});
    void runAt(job, '2026-05-04T02:00:00Z');
    await vi.waitFor(() => expect(settings.kept.get('schedule.runs')).toContain('interrupted'));
    expect(job.status(scheduler)).toMatchObject({ lastOutcome: null, consecutiveFailures: 0 });
    time = '2026-05-04T02:01:00Z';
    expect((await load()).status(scheduler)).toMatchObject({
      lastOutcome: 'interrupted',
      nextRunAt: '2026-05-04T02:15:00.000Z',
    });
  });
});

test('a run that cannot be recorded is told, and not run again in this session', async () => {
  const job = await load();
  settings.isBroken = true;
  await runAt(job, '2026-05-04T02:00:00Z');
  expect(onDone).toHaveBeenCalledOnce();
  expect(onFailed).toHaveBeenCalledWith(
    expect.objectContaining({ message: 'The run of the schedule could not be recorded.' }),
  );
  expect(nextRunAt(job)).toBe('2026-05-05T02:00:00.000Z');
});

describe('a changed schedule', () => {
  const weekly: Schedule = {
    enabled: true,
    rule: { kind: 'weekly', on: ['friday'], at: '02:30' },
    fullEvery: 7,
  };

  test('counts from now on: what it would have wanted earlier is not missed', async () => {
    const job = await load();
    time = '2026-05-06T01:00:00Z';
    await job.save(weekly);
    expect(nextRunAt(job)).toBe('2026-05-08T02:30:00.000Z');
    expect((await load()).schedule).toEqual(weekly);
    expect(nextRunAt(await load())).toBe('2026-05-08T02:30:00.000Z');
  });

  test('that is the same as before forgets nothing that was missed', async () => {
    const job = await load();
    time = '2026-05-06T01:00:00Z';
    await job.save({ enabled: true, rule: { kind: 'daily', at: '02:00' }, fullEvery: 3 });
    expect(nextRunAt(job)).toBe('2026-05-05T02:00:00.000Z');
  });

  test('that is off never runs', async () => {
    const job = await load();
    await job.save({ ...weekly, enabled: false });
    expect(nextRunAt(job)).toBeNull();
  });
});

describe('how often a backup is a full one', () => {
  const asked: number[] = [];
  beforeEach(() => {
    asked.length = 0;
    exportNow = async (_, fullEvery) => {
      asked.push(fullEvery);
      return good;
    };
  });

  test('is as the schedule says at the time of the run', async () => {
    const job = await load();
    await runAt(job, '2026-05-04T02:00:00Z');
    await job.save({ ...job.schedule, fullEvery: 3 });
    await runAt(job, '2026-05-05T02:00:00Z');
    expect(asked).toEqual([7, 3]);
  });

  test('stays every time for whoever saved a schedule before there was a choice', async () => {
    settings.kept.set('schedule', '{"enabled":true,"rule":{"kind":"daily","at":"18:00"}}');
    expect((await load()).schedule.fullEvery).toBe(1);
  });

  test('stays every time for whoever was backed up before without having saved one', async () => {
    settings.kept.set('schedule.runs', '{"since":"2026-05-01T00:00:00Z","runs":[]}');
    expect((await load()).schedule.fullEvery).toBe(1);
    expect((await load()).schedule.fullEvery).toBe(1);
  });

  test('is every seventh time in a new practice, also after the next start', async () => {
    expect((await load()).schedule.fullEvery).toBe(7);
    expect((await load()).schedule.fullEvery).toBe(7);
  });
});

test.each(['not JSON', '{"enabled":"yes"}', 'null'])('a schedule that reads %s begins anew', async (text) => {
  settings.kept.set('schedule', text);
  settings.kept.set('schedule.runs', text);
  expect(nextRunAt(await load())).toBe('2026-05-04T02:00:00.000Z');
});

test('no more runs are kept than decide about the next one', async () => {
  const job = await load();
  for (let day = 1; day <= 25; day += 1)
    await runAt(job, `2026-06-${String(day).padStart(2, '0')}T02:00:00Z`);
  expect(JSON.parse(settings.kept.get('schedule.runs') ?? '')).toMatchObject({ runs: { length: 10 } });
});
