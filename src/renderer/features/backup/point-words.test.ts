import { expect, test } from 'vitest';
import { createFormat } from '../../format.ts';
import { chosenExpiry, expiryInWords, originOfPoint, titleOf } from './point-words.ts';

const f = createFormat({ locale: 'en-GB', timeZone: 'Asia/Kolkata' });
const now = Date.parse('2026-11-20T09:00:00Z');
const createdAt = '2026-11-03T09:00:00.000Z';

test('a restore point is called by its name, else by the time that it shows', () => {
  expect(titleOf({ name: 'Before the merger', replacedAt: null, createdAt }, f)).toBe('Before the merger');
  expect(titleOf({ name: '', replacedAt: null, createdAt }, f)).toBe('As it was on 3 November 2026, 14:30');
});

test('where it comes from names who and when', () => {
  const kept = { reason: 'kept', isAutomatic: false, madeBy: 'Meera Rao', createdAt } as const;
  expect(originOfPoint(kept, f)).toBe('Kept by hand by Meera Rao on 3 November 2026, 14:30.');
  expect(originOfPoint({ ...kept, isAutomatic: true }, f)).toBe(
    'Kept by Causebook on 3 November 2026, 14:30, when Meera Rao was at work.',
  );
  expect(originOfPoint({ ...kept, reason: 'restored', madeBy: '' }, f)).toBe(
    'Restored from a backup on 3 November 2026, 14:30.',
  );
});

test.each([
  [null, null, 'Never expires.'],
  ['2026-12-20T09:00:00.000Z', null, 'Expires on 20 December 2026.'],
  [
    '2026-12-20T09:00:00.000Z',
    'undo',
    'Expires on 20 December 2026, but stays as long as “Undo last restore” leads here.',
  ],
  ['2026-11-19T09:00:00.000Z', null, 'Expired on 19 November 2026; it is removed within two days.'],
] as const)('expiry %s, staying because of %s', (expiresAt, staysBecause, words) => {
  expect(expiryInWords({ expiresAt, staysBecause }, now, f)).toBe(words);
});

test('a choice is an instant from now on', () => {
  expect(chosenExpiry('never', now)).toBeNull();
  expect(chosenExpiry('30', now)).toBe('2026-12-20T09:00:00.000Z');
});
