import { defaultRetention, RetentionPolicy, type RetentionStatus } from '@causebook/contracts';
import { describe, expect, it } from 'vitest';
import { createFormat } from '../../format.ts';
import {
  checkDraft,
  choose,
  draftOf,
  effectInWords,
  forecastInWords,
  lastPruneInWords,
  outgrowsDisk,
  policyInWords,
} from './retention-draft.ts';
import { reasonsInWords } from './retention-words.ts';

const english = createFormat({ locale: 'en-GB', timeZone: 'UTC' });
const draft = draftOf(defaultRetention);

describe('a draft of the rules', () => {
  it.each<RetentionPolicy>([
    defaultRetention,
    { ...defaultRetention, enabled: false, includeManual: true, largestTotal: 2_500_000_000 },
  ])('that is not touched gives the same rules', (policy) => {
    expect(RetentionPolicy.parse(policy)).toEqual(policy);
    expect(checkDraft(draftOf(policy))).toEqual({ ok: true, value: policy });
  });

  it.each(['', '-1', '1.5', '1001', 'ten', '1e2'])('refuses "%s" days in words', (keepDaily) => {
    expect(checkDraft({ ...draft, counts: { ...draft.counts, keepDaily } })).toEqual({
      ok: false,
      errors: { keepDaily: 'Enter a whole number from 0 to 1000.' },
    });
  });

  it('takes the numbers of a choice, and begins own ones with them', () => {
    const little = { ...draft, ...choose('little') };
    expect(little).toMatchObject({
      choice: 'little',
      counts: { keepLast: '5', keepHourly: '0', keepWeekly: '4' },
    });
    const own = { ...little, ...choose('own') };
    expect(own).toEqual({ ...little, choice: 'own' });
    const typed = { ...own, counts: { ...own.counts, keepWeekly: 'some' } };
    expect({ ...typed, ...choose('usual') }).toEqual(draft);
  });

  it('never keeps none of the latest', () => {
    expect(checkDraft({ ...draft, counts: { ...draft.counts, keepLast: '0' } })).toMatchObject({
      errors: { keepLast: 'Enter a whole number from 1 to 1000.' },
    });
  });

  it.each(['', '0', 'much', '1,5'])(
    'refuses "%s" gigabytes, but only where there is a limit',
    (largestTotal) => {
      expect(checkDraft({ ...draft, isLimited: true, largestTotal })).toMatchObject({ ok: false });
      expect(checkDraft({ ...draft, isLimited: false, largestTotal })).toMatchObject({ ok: true });
    },
  );
});

it('reads as a sentence', () => {
  expect(policyInWords(defaultRetention, english)).toBe(
    'Kept are the 10 latest backups, everything of the last 7 days and the latest of each of 24 hours, 30 days, 12 weeks, 12 months and 10 years that have one.',
  );
  const none = { keepDays: 0, keepHourly: 0, keepDaily: 0, keepWeekly: 0, keepMonthly: 0, keepYearly: 0 };
  expect(policyInWords({ ...defaultRetention, ...none, keepLast: 1 }, english)).toBe(
    'Kept is the latest backup.',
  );
});

const status = {
  policy: defaultRetention,
  decisions: [{}, {}, {}],
  removable: { count: 2, bytes: 3_600_000 },
  lastPrune: null,
} as unknown as RetentionStatus;

it('says what the rules do now, and what they did last', () => {
  expect(effectInWords(status, english)).toBe(
    'With these rules 1 backup stays and 2 go, which frees 3.6 MB.',
  );
  expect(effectInWords({ ...status, removable: { count: 0, bytes: 0 } }, english)).toContain('every backup');
  expect(effectInWords({ ...status, policy: { ...defaultRetention, enabled: false } }, english)).toBe(
    'Every backup stays until you delete it.',
  );
  expect(lastPruneInWords(status, 0, english)).toBe('Never yet.');
  const at = '2026-06-01T10:00:00.000Z';
  expect(
    lastPruneInWords({ ...status, lastPrune: { at, removed: 1, freedBytes: 5000 } }, Date.parse(at), english),
  ).toContain('1 backup was removed, 5 kB freed.');
});

it('says what the backups grow to, and whether the disk has room for it', () => {
  const forecast = { count: 60, bytes: 60e9, bytesNow: 10e9, freeBytes: 70e9 };
  expect(forecastInWords(forecast, english)).toContain(
    'about 60 backups with 60 GB in a year. 70 GB are free',
  );
  expect(outgrowsDisk(forecast)).toBe(false);
  expect(outgrowsDisk({ ...forecast, freeBytes: 40e9 })).toBe(true);
  expect(outgrowsDisk({ ...forecast, freeBytes: null })).toBe(false);
});

it('names the first reasons and counts the others', () => {
  const reasons = ['the latest', 'younger than 7 days', 'the latest of 2026'];
  expect(reasonsInWords(reasons)).toBe('The latest; younger than 7 days; the latest of 2026.');
  expect(reasonsInWords(reasons, 2)).toBe('The latest; younger than 7 days. And by 1 more rule.');
  expect(reasonsInWords([])).toBe('');
});
