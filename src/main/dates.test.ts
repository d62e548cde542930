import { expect, test } from 'vitest';
import { momentInWords } from './dates.ts';

const spaces = (text: string): string => text.replaceAll(/\s/g, ' ');

test.each([
  ['en-IN', 'Asia/Kolkata', '21 November 2026, 12:35 am'],
  ['en-US', 'America/New_York', '20 November 2026, 2:05 PM'],
  ['de-DE', 'Europe/Berlin', '20 November 2026, 20:05'],
  ['hi-IN', 'Asia/Kolkata', '21 November 2026, 12:35 am'],
  ['eo', 'UTC', '20 November 2026, 7:05 PM'],
])('a moment where %s is written, in %s, is %s, as on the screen', (locale, timeZone, words) => {
  expect(spaces(momentInWords('2026-11-20T19:05:00Z', { locale, timeZone }))).toBe(words);
});

test('without a place it is that of the computer', () => {
  expect(momentInWords('2026-11-20T12:05:00Z')).toMatch(/^2\d November 2026, \d{1,2}[:.]\d\d/);
});
