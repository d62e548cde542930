import type { HearingReminder } from '@causebook/contracts';
import { Scheduler } from '@causebook/jobs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HearingReminders, reminderWords, slotAt } from './hearing-reminders.ts';

const hearing = (
  caseTitle: string,
  time: string | null = '10:30',
  court = 'District Court',
): HearingReminder => ({
  caseTitle,
  court,
  day: '2026-05-05',
  time,
});

describe('the words', () => {
  test.each<[readonly HearingReminder[], 'today' | 'tomorrow', string, string]>([
    [[hearing('Rao v. State')], 'tomorrow', '1 hearing tomorrow', 'Rao v. State, District Court, 10:30.'],
    [
      [hearing('Rao v. State'), hearing('Das v. Sen', null)],
      'today',
      '2 hearings today',
      'Rao v. State, District Court, 10:30; Das v. Sen, District Court.',
    ],
  ])('%j', (hearings, when, title, message) => {
    expect(reminderWords(hearings, when)).toEqual({ title, message });
  });

  test('name five hearings and count the rest', () => {
    const words = reminderWords(
      Array.from({ length: 8 }, (_, n) => hearing(`Case ${n}`, null, '')),
      'today',
    );
    expect(words).toEqual({
      title: '8 hearings today',
      message: 'Case 0; Case 1; Case 2; Case 3; Case 4; and 3 more.',
    });
  });

  test('without hearings there are none', () => {
    expect(reminderWords([], 'today')).toBeNull();
  });
});

test.each([
  ['2026-05-04T07:59:59+05:30', '2026-05-04'],
  ['2026-05-04T08:00:00+05:30', '2026-05-04'],
  ['2026-05-04T17:59:59+05:30', '2026-05-04'],
  ['2026-05-04T18:00:00+05:30', '2026-05-05'],
  ['2026-05-05T01:00:00+05:30', '2026-05-05'],
])('at %s the reminder is about %s', (now, day) => {
  expect(slotAt(new Date(now), 'Asia/Kolkata').day).toBe(day);
});

describe('over time', () => {
  const kept = new Map<string, string>();
  const announced: string[] = [];
  let hearingsOf: (day: string) => Promise<readonly HearingReminder[]>;
  let scheduler: Scheduler | undefined;

  beforeEach(() => {
    kept.clear();
    announced.length = 0;
    hearingsOf = async (day) => [hearing(`Case of ${day}`, null, '')];
    vi.useFakeTimers();
  });
  afterEach(async () => {
    await scheduler?.stop();
    vi.useRealTimers();
  });

  /** Starts the app at a time in Kolkata and lets it run. */
  async function openFrom(from: string, hours: number): Promise<void> {
    vi.setSystemTime(new Date(`${from}:00+05:30`));
    const task = await HearingReminders.load({
      settings: {
        setting: async (key) => kept.get(key) ?? null,
        putSetting: async (key, value) => void kept.set(key, value),
      },
      now: () => new Date(),
      zone: 'Asia/Kolkata',
      hearingsOf: (day) => hearingsOf(day),
      announce: ({ title, message }) => {
        const time = new Date(Date.now() + 5.5 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
        announced.push(`${time} ${title}: ${message}`);
      },
    });
    scheduler = new Scheduler({ tasks: [task], onError: () => {} });
    scheduler.boot();
    await vi.advanceTimersByTimeAsync(hours * 3_600_000);
    await scheduler.stop();
  }

  test('the evening before and in the morning', async () => {
    await openFrom('2026-05-04T09:00', 48);
    expect(announced).toEqual([
      '05-04 09:01 1 hearing today: Case of 2026-05-04.',
      '05-04 18:00 1 hearing tomorrow: Case of 2026-05-05.',
      '05-05 08:00 1 hearing today: Case of 2026-05-05.',
      '05-05 18:00 1 hearing tomorrow: Case of 2026-05-06.',
      '05-06 08:00 1 hearing today: Case of 2026-05-06.',
    ]);
  });

  test('a restart does not repeat it', async () => {
    await openFrom('2026-05-04T17:00', 2);
    await openFrom('2026-05-04T20:00', 2);
    await openFrom('2026-05-04T23:00', 2);
    expect(announced).toEqual([
      '05-04 17:01 1 hearing today: Case of 2026-05-04.',
      '05-04 18:00 1 hearing tomorrow: Case of 2026-05-05.',
    ]);
  });

  test('what was missed is made up for once, about the day that still matters', async () => {
    await openFrom('2026-05-04T17:00', 2);
    announced.length = 0;
    await openFrom('2026-05-09T10:00', 1);
    expect(announced).toEqual(['05-09 10:01 1 hearing today: Case of 2026-05-09.']);
  });

  test('an evening that is made up for after midnight speaks of today', async () => {
    await openFrom('2026-05-05T00:30', 1);
    expect(announced).toEqual(['05-05 00:31 1 hearing today: Case of 2026-05-05.']);
  });

  test('a day without hearings is not mentioned, nor asked about again', async () => {
    const asked = vi.fn(async () => []);
    hearingsOf = asked;
    await openFrom('2026-05-04T17:00', 6);
    expect(announced).toEqual([]);
    expect(asked.mock.calls).toEqual([['2026-05-04'], ['2026-05-05']]);
  });

  test('hearings that cannot be read are tried again', async () => {
    hearingsOf = vi
      .fn(async (day) => [hearing(`Case of ${day}`, null, '')])
      .mockRejectedValueOnce(new Error('busy'));
    await openFrom('2026-05-04T09:00', 1);
    expect(announced).toEqual(['05-04 09:02 1 hearing today: Case of 2026-05-04.']);
  });

  test('a mark of a wrong clock silences nothing', async () => {
    kept.set('reminders.announced', '2027-01-01T12:30:00.000Z');
    await openFrom('2026-05-04T09:00', 1);
    expect(announced).toHaveLength(1);
  });
});
