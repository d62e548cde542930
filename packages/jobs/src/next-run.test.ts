import { describe, expect, test } from 'vitest';
import { nextRun } from './next-run.ts';
import type { NextRunOptions, PastRun, RunHistory, ScheduleRule } from './next-run.ts';

const daily = (at: string): ScheduleRule => ({ kind: 'daily', at });
const run = (startedAt: string, outcome: PastRun['outcome'] = 'completed', endedAt = startedAt): PastRun => ({
  startedAt: new Date(startedAt),
  endedAt: new Date(endedAt),
  outcome,
});
const since = (day: string, ...runs: PastRun[]): RunHistory => ({ since: new Date(day), runs });
const awake = (awakeSince: string, clockSetBackAt: string | null = null): NextRunOptions => ({
  session: {
    awakeSince: new Date(awakeSince),
    clockSetBackAt: clockSetBackAt === null ? null : new Date(clockSetBackAt),
  },
});
const next = (rule: ScheduleRule, history: RunHistory, now: string, options: NextRunOptions = {}): string =>
  nextRun(rule, history, new Date(now), { zone: 'UTC', ...options })
    .toISOString()
    .replace('.000Z', 'Z');

describe('regular times', () => {
  const history = since('2026-01-01T00:00:00Z', run('2026-05-04T13:00:00Z'));

  test.each<[string, ScheduleRule, string, string]>([
    ['daily, later today', daily('20:00'), '2026-05-04T13:00:01Z', '2026-05-04T20:00:00Z'],
    ['daily, tomorrow', daily('13:00'), '2026-05-04T13:00:01Z', '2026-05-05T13:00:00Z'],
    ['daily, at the very instant', daily('13:00'), '2026-05-05T13:00:00Z', '2026-05-05T13:00:00Z'],
    ['daily at midnight', daily('00:00'), '2026-05-04T23:59:59Z', '2026-05-05T00:00:00Z'],
    ['daily on a leap day', daily('12:59'), '2028-02-29T12:59:00Z', '2028-02-29T12:59:00Z'],
    [
      'weekly, the next of two days',
      { kind: 'weekly', on: ['monday', 'friday'], at: '13:00' },
      '2026-05-04T13:00:01Z',
      '2026-05-08T13:00:00Z',
    ],
    [
      'weekly, a week later',
      { kind: 'weekly', on: ['monday'], at: '13:00' },
      '2026-05-04T13:00:01Z',
      '2026-05-11T13:00:00Z',
    ],
    [
      'hourly, counted from the last run',
      { kind: 'hourly', everyHours: 6 },
      '2026-05-04T13:00:01Z',
      '2026-05-04T19:00:00Z',
    ],
  ])('%s', (_name, rule, now, expected) => {
    expect(next(rule, history, now)).toBe(expected);
  });

  test('a new schedule begins with its next time and misses nothing that fell due before it', () => {
    expect(next(daily('13:00'), since('2026-05-04T14:00:00Z'), '2026-05-04T14:00:00Z')).toBe(
      '2026-05-05T13:00:00Z',
    );
    expect(
      next({ kind: 'hourly', everyHours: 3 }, since('2026-05-04T14:00:00Z'), '2026-05-04T14:00:00Z'),
    ).toBe('2026-05-04T17:00:00Z');
  });

  test('values that are no rule are refused', () => {
    expect(() => next(daily('25:00'), history, '2026-05-04T13:00:00Z')).toThrow(RangeError);
    expect(() => next({ kind: 'weekly', on: [], at: '13:00' }, history, '2026-05-04T13:00:00Z')).toThrow(
      RangeError,
    );
  });
});

describe('changes of the clock', () => {
  test.each<[string, string, string, string, string]>([
    [
      'skipped by spring in New York',
      'America/New_York',
      '02:30',
      '2026-03-08T06:00:00Z',
      '2026-03-08T07:00:00Z',
    ],
    [
      'doubled by autumn in New York: the first',
      'America/New_York',
      '01:30',
      '2026-11-01T05:00:00Z',
      '2026-11-01T05:30:00Z',
    ],
    [
      'doubled by autumn in New York: not again',
      'America/New_York',
      '01:30',
      '2026-11-01T05:30:01Z',
      '2026-11-02T06:30:00Z',
    ],
    ['skipped by spring in Berlin', 'Europe/Berlin', '02:30', '2026-03-29T00:00:00Z', '2026-03-29T01:00:00Z'],
    ['midnight skipped in Cairo', 'Africa/Cairo', '00:30', '2026-04-23T20:00:00Z', '2026-04-23T22:00:00Z'],
    [
      'half an hour skipped on Lord Howe',
      'Australia/Lord_Howe',
      '02:15',
      '2026-10-03T12:00:00Z',
      '2026-10-03T15:30:00Z',
    ],
    ['half past in Kolkata', 'Asia/Kolkata', '13:00', '2026-05-04T00:00:00Z', '2026-05-04T07:30:00Z'],
    [
      'three quarters in Kathmandu',
      'Asia/Kathmandu',
      '13:00',
      '2026-05-04T00:00:00Z',
      '2026-05-04T07:15:00Z',
    ],
    ['a whole day skipped in Apia', 'Pacific/Apia', '13:00', '2011-12-30T09:59:59Z', '2011-12-30T10:00:00Z'],
    [
      'the day after the skipped one',
      'Pacific/Apia',
      '13:00',
      '2011-12-30T10:00:01Z',
      '2011-12-30T23:00:00Z',
    ],
  ])('%s', (_name, zone, at, now, expected) => {
    const history = since('2010-01-01T00:00:00Z', run(now));
    expect(next(daily(at), history, now, { zone })).toBe(expected);
  });
});

describe('missed runs', () => {
  const history = since('2026-01-01T00:00:00Z', run('2026-05-01T13:00:00Z'));

  test('one run makes up for however many were missed, after a minute of settling', () => {
    const options = awake('2026-05-20T09:00:00Z');
    expect(next(daily('13:00'), history, '2026-05-20T09:00:00Z', options)).toBe('2026-05-20T09:01:00Z');
    const after = since('2026-01-01T00:00:00Z', run('2026-05-01T13:00:00Z'), run('2026-05-20T09:01:00Z'));
    expect(next(daily('13:00'), after, '2026-05-20T09:02:00Z', options)).toBe('2026-05-20T13:00:00Z');
  });

  test('the settling delay can be chosen and also holds back what falls due within it', () => {
    const options = { ...awake('2026-05-02T12:59:50Z'), settleMs: 30_000 };
    const complete = since('2026-01-01T00:00:00Z', run('2026-05-01T13:00:00Z'));
    expect(next(daily('13:00'), complete, '2026-05-02T12:59:50Z', options)).toBe('2026-05-02T13:00:20Z');
    expect(next(daily('13:00'), complete, '2026-05-02T13:00:10Z', options)).toBe('2026-05-02T13:00:20Z');
  });

  test('missed hours are made up for once', () => {
    const options = awake('2026-05-20T09:00:00Z');
    expect(next({ kind: 'hourly', everyHours: 4 }, history, '2026-05-20T09:00:00Z', options)).toBe(
      '2026-05-20T09:01:00Z',
    );
  });

  test('a run that began before the next time belongs to the period before', () => {
    const late = since(
      '2026-01-01T00:00:00Z',
      run('2026-05-02T12:59:50Z', 'completed', '2026-05-02T13:00:30Z'),
    );
    expect(next(daily('13:00'), late, '2026-05-02T13:00:31Z')).toBe('2026-05-02T13:00:00Z');
  });
});

describe('failed runs', () => {
  const failed = (...starts: string[]): RunHistory =>
    since(
      '2026-01-01T00:00:00Z',
      run('2026-05-03T13:00:00Z'),
      ...starts.map((start) => run(start, 'failed')),
    );

  test.each<[string, ScheduleRule, RunHistory, string]>([
    ['after 15 minutes', daily('13:00'), failed('2026-05-04T13:00:00Z'), '2026-05-04T13:15:00Z'],
    [
      'then after an hour',
      daily('13:00'),
      failed('2026-05-04T13:00:00Z', '2026-05-04T13:15:00Z'),
      '2026-05-04T14:15:00Z',
    ],
    [
      'then at the next regular time',
      daily('13:00'),
      failed('2026-05-04T13:00:00Z', '2026-05-04T13:15:00Z', '2026-05-04T14:15:00Z'),
      '2026-05-05T13:00:00Z',
    ],
    [
      'a weekly one does not wait a week',
      { kind: 'weekly', on: ['monday'], at: '13:00' },
      failed('2026-05-04T13:00:00Z', '2026-05-04T13:15:00Z', '2026-05-04T14:15:00Z'),
      '2026-05-05T14:15:00Z',
    ],
    [
      'an hourly one too',
      { kind: 'hourly', everyHours: 6 },
      failed('2026-05-04T19:00:00Z'),
      '2026-05-04T19:15:00Z',
    ],
    [
      'never later than its regular time',
      { kind: 'hourly', everyHours: 1 },
      failed('2026-05-04T19:00:00Z', '2026-05-04T19:15:00Z', '2026-05-04T20:15:00Z'),
      '2026-05-04T21:15:00Z',
    ],
  ])('are tried again: %s', (_name, rule, history, expected) => {
    const now = history.runs.at(-1)?.startedAt.toISOString() ?? '';
    expect(next(rule, history, now)).toBe(expected);
  });

  test('each day has its own retries', () => {
    const runs = [
      '2026-05-04T13:00:00Z',
      '2026-05-04T13:15:00Z',
      '2026-05-04T14:15:00Z',
      '2026-05-05T13:00:00Z',
    ];
    expect(next(daily('13:00'), failed(...runs), '2026-05-05T13:00:05Z')).toBe('2026-05-05T13:15:00Z');
  });

  test('the wait counts from the end of the failed run', () => {
    const history = since(
      '2026-01-01T00:00:00Z',
      run('2026-05-04T13:00:00Z', 'failed', '2026-05-04T13:40:00Z'),
    );
    expect(next(daily('13:00'), history, '2026-05-04T13:41:00Z')).toBe('2026-05-04T13:55:00Z');
  });

  test('what a quit or a crash interrupted is tried again, what a person cancelled is not', () => {
    const ended = (outcome: PastRun['outcome']) =>
      since('2026-01-01T00:00:00Z', run('2026-05-04T13:00:00Z', outcome));
    expect(next(daily('13:00'), ended('interrupted'), '2026-05-04T13:05:00Z')).toBe('2026-05-04T13:15:00Z');
    expect(next(daily('13:00'), ended('cancelled'), '2026-05-04T13:05:00Z')).toBe('2026-05-05T13:00:00Z');
  });
});

describe('a clock that is set back', () => {
  const history = since('2026-01-01T00:00:00Z', run('2026-05-31T13:00:00Z'));

  test('by hours: the period stays done', () => {
    const options = awake('2026-05-31T08:00:00Z', '2026-05-31T11:00:00Z');
    expect(next(daily('13:00'), history, '2026-05-31T11:00:00Z', options)).toBe('2026-06-01T13:00:00Z');
    expect(next(daily('13:00'), history, '2026-05-31T13:00:00Z', options)).toBe('2026-06-01T13:00:00Z');
  });

  test('by a month while running: nothing runs at once, the next time does', () => {
    const options = awake('2026-05-01T11:00:00Z', '2026-05-01T11:00:00Z');
    expect(next(daily('13:00'), history, '2026-05-01T11:00:00Z', options)).toBe('2026-05-01T13:00:00Z');
    expect(next(daily('13:00'), history, '2026-05-01T13:00:00Z', options)).toBe('2026-05-01T13:00:00Z');
    const ran = since('2026-01-01T00:00:00Z', run('2026-05-31T13:00:00Z'), run('2026-05-01T13:00:00Z'));
    expect(next(daily('13:00'), ran, '2026-05-01T13:00:01Z', options)).toBe('2026-05-02T13:00:00Z');
  });

  test('by a month while closed: one run after start, then as usual', () => {
    const options = awake('2026-05-01T11:00:00Z');
    expect(next(daily('13:00'), history, '2026-05-01T11:00:00Z', options)).toBe('2026-05-01T11:01:00Z');
    const ran = since('2026-01-01T00:00:00Z', run('2026-05-31T13:00:00Z'), run('2026-05-01T11:01:00Z'));
    expect(next(daily('13:00'), ran, '2026-05-01T11:02:00Z', options)).toBe('2026-05-01T13:00:00Z');
  });

  test('hourly: the count begins anew', () => {
    const rule: ScheduleRule = { kind: 'hourly', everyHours: 6 };
    const live = awake('2026-05-31T08:00:00Z', '2026-05-31T11:00:00Z');
    expect(next(rule, history, '2026-05-31T11:00:00Z', live)).toBe('2026-05-31T17:00:00Z');
    expect(next(rule, history, '2026-05-01T11:00:00Z', awake('2026-05-01T11:00:00Z'))).toBe(
      '2026-05-01T11:01:00Z',
    );
  });

  test('before the schedule was made: it does not wait for that day to come again', () => {
    const made = since('2026-05-31T12:00:00Z');
    const live = awake('2026-05-01T11:00:00Z', '2026-05-01T11:00:00Z');
    expect(next(daily('13:00'), made, '2026-05-01T11:00:00Z', live)).toBe('2026-05-01T13:00:00Z');
    expect(next(daily('13:00'), made, '2026-05-01T11:00:00Z', awake('2026-05-01T11:00:00Z'))).toBe(
      '2026-05-01T11:01:00Z',
    );
  });

  test('during a retry: the wait begins where it was noticed', () => {
    const failed = since('2026-01-01T00:00:00Z', run('2026-05-31T13:00:00Z', 'failed'));
    const live = awake('2026-05-31T08:00:00Z', '2026-05-31T11:00:00Z');
    expect(next(daily('13:00'), failed, '2026-05-31T11:00:00Z', live)).toBe('2026-05-31T11:15:00Z');
  });

  test('a wake-up of another clock holds nothing back', () => {
    expect(next(daily('13:00'), history, '2026-06-01T13:00:00Z', awake('2026-07-01T00:00:00Z'))).toBe(
      '2026-06-01T13:00:00Z',
    );
  });
});
