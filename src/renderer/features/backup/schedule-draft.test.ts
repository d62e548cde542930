import { defaultSchedule, Schedule, type ScheduleStatus } from '@causebook/contracts';
import { describe, expect, it } from 'vitest';
import { createFormat } from '../../format.ts';
import {
  checkDraft,
  draftOf,
  fullBackupsInWords,
  lastRunInWords,
  nextRunInWords,
  scheduleInWords,
  type ScheduleDraft,
} from './schedule-draft.ts';

const english = createFormat({ locale: 'en-GB', timeZone: 'UTC' });
const draft: ScheduleDraft = {
  enabled: true,
  kind: 'weekly',
  everyHours: '4',
  at: '18:00',
  on: ['monday'],
  fullEvery: '7',
};

const schedules: readonly Schedule[] = [
  { enabled: true, rule: { kind: 'hourly', everyHours: 168 }, fullEvery: 1 },
  { enabled: false, rule: { kind: 'daily', at: '00:00' }, fullEvery: 7 },
  { enabled: true, rule: { kind: 'weekly', on: ['monday', 'sunday'], at: '23:59' }, fullEvery: 100 },
];

describe('a draft', () => {
  it.each(schedules)('of a schedule that is not touched gives the same schedule: %j', (schedule) => {
    expect(checkDraft(draftOf(schedule))).toEqual({ ok: true, value: schedule });
  });

  it('puts the days into the order of the week', () => {
    expect(checkDraft({ ...draft, on: ['friday', 'monday', 'wednesday'] })).toEqual({
      ok: true,
      value: {
        enabled: true,
        rule: { kind: 'weekly', at: '18:00', on: ['monday', 'wednesday', 'friday'] },
        fullEvery: 7,
      },
    });
  });

  it.each(['', '0', '169', '1.5', '-3', 'four', '1e2'])('refuses "%s" hours in words', (everyHours) => {
    expect(checkDraft({ ...draft, kind: 'hourly', everyHours })).toEqual({
      ok: false,
      errors: { everyHours: 'Enter a whole number of hours from 1 to 168.' },
    });
  });

  it('names everything that is wrong at once', () => {
    expect(checkDraft({ ...draft, at: '', on: [] })).toEqual({
      ok: false,
      errors: { at: 'Enter a time of day, for example 13:00.', on: 'Choose at least one day.' },
    });
  });

  it('does not mind what belongs to another way', () => {
    expect(checkDraft({ ...draft, kind: 'daily', everyHours: 'x', on: [] }).ok).toBe(true);
  });

  it.each(['1', '24', ' 168 '])('gives a schedule that the contract accepts for "%s" hours', (everyHours) => {
    const checked = checkDraft({ ...draft, kind: 'hourly', everyHours });
    expect(checked.ok && Schedule.safeParse(checked.value).success).toBe(true);
  });
});

it.each(['', '0', '101', '2.5', 'seven'])('refuses a full backup every "%s" times', (fullEvery) => {
  expect(checkDraft({ ...draft, fullEvery })).toEqual({
    ok: false,
    errors: { fullEvery: 'Enter a whole number from 1 to 100.' },
  });
  expect(checkDraft({ ...draft, kind: 'hourly', fullEvery }).ok).toBe(false);
});

it.each([
  [1, 'Every backup is a full one.'],
  [2, 'Every 2nd one. Those between hold only what is new.'],
  [7, 'Every 7th one. Those between hold only what is new.'],
  [11, 'Every 11th one. Those between hold only what is new.'],
  [23, 'Every 23rd one. Those between hold only what is new.'],
])('a full backup every %d times reads "%s"', (fullEvery, words) => {
  expect(fullBackupsInWords({ ...defaultSchedule, fullEvery })).toBe(words);
});

describe('scheduleInWords', () => {
  it.each([
    [{ enabled: false, rule: { kind: 'daily', at: '13:00' }, fullEvery: 1 }, 'Automatic backups are off.'],
    [{ enabled: true, rule: { kind: 'hourly', everyHours: 1 }, fullEvery: 1 }, 'Every hour.'],
    [{ enabled: true, rule: { kind: 'hourly', everyHours: 6 }, fullEvery: 1 }, 'Every 6 hours.'],
    [{ enabled: true, rule: { kind: 'daily', at: '13:00' }, fullEvery: 1 }, 'Every day at 13:00.'],
    [
      { enabled: true, rule: { kind: 'weekly', on: ['friday', 'monday'], at: '18:30' }, fullEvery: 1 },
      'Every Monday and Friday at 18:30.',
    ],
  ] satisfies readonly [Schedule, string][])('%j', (schedule, expected) => {
    expect(scheduleInWords(schedule, english)).toBe(expected);
  });
});

describe('the state of the schedule', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  const status: ScheduleStatus = {
    schedule: defaultSchedule,
    running: true,
    paused: false,
    nextRunAt: '2026-11-20T13:00:00Z',
    lastRunAt: '2026-11-20T09:00:00Z',
    lastBackupId: null,
    lastOutcome: 'completed',
    consecutiveFailures: 0,
  };

  it('says when the next run is, and why there is none', () => {
    expect(nextRunInWords(status, now, english)).toBe('20 November 2026, 13:00, in 1 hour.');
    expect(nextRunInWords({ ...status, paused: true }, now, english)).toContain('sample practice');
    expect(nextRunInWords({ ...status, running: false }, now, english)).toContain(
      'while a restore is under way',
    );
    expect(
      nextRunInWords({ ...status, schedule: { ...defaultSchedule, enabled: false } }, now, english),
    ).toContain('off');
  });

  it('says how the last run ended, and how many failed in a row', () => {
    expect(lastRunInWords(status, now, english)).toBe('20 November 2026, 09:00, 3 hours ago. It succeeded.');
    expect(
      lastRunInWords({ ...status, lastOutcome: 'failed', consecutiveFailures: 3 }, now, english),
    ).toContain('It failed. 3 have failed in a row.');
    expect(lastRunInWords({ ...status, lastRunAt: null, lastOutcome: null }, now, english)).toBe(
      'There was none yet.',
    );
  });
});
