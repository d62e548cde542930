import type { ChangeCount, RestorePreview } from '@causebook/contracts';
import { describe, expect, it } from 'vitest';
import { createFormat } from '../../format.ts';
import { needsTick, sumUp, unnamed } from './preview-words.ts';

const english = createFormat({ locale: 'en-GB', timeZone: 'UTC' });
const same: ChangeCount = { now: 5, after: 5, disappear: 0, appear: 0, change: 0 };
const unchanged: RestorePreview['changes'] = {
  users: same,
  cases: same,
  hearings: same,
  tasks: same,
  orders: same,
  documents: same,
};
const losing = { ...unchanged, hearings: { ...same, disappear: 12 }, cases: { ...same, disappear: 1 } };

describe('sumUp', () => {
  it('says one sentence each for what disappears, appears and changes', () => {
    const changes = { ...losing, documents: { ...same, appear: 3 }, tasks: { ...same, change: 1 } };
    expect(sumUp(changes, english)).toEqual([
      '1 case and 12 hearings would disappear.',
      '3 documents would appear.',
      '1 task would change.',
    ]);
  });

  it('says plainly when nothing would change', () => {
    expect(sumUp(unchanged, english)).toEqual([
      'Nothing would change: the practice is already as it is in this backup.',
    ]);
  });
});

describe('needsTick', () => {
  it.each([
    ['nothing disappears from this practice', 'this-practice', unchanged, false],
    ['something disappears', 'this-practice', losing, true],
    ['the backup is from another practice', 'another-practice', unchanged, true],
    [
      'a person who works here would disappear',
      'this-practice',
      { ...unchanged, users: { ...same, disappear: 1 } },
      true,
    ],
  ] as const)('when %s', (_, origin, changes, expected) => {
    expect(needsTick({ origin, changes })).toBe(expected);
  });
});

describe('unnamed', () => {
  it('counts the cases and hearings beyond the named ones', () => {
    expect(unnamed(losing, 'disappear', 10)).toBe(3);
    expect(unnamed(losing, 'disappear', 13)).toBe(0);
    expect(unnamed(losing, 'appear', 0)).toBe(0);
  });
});
