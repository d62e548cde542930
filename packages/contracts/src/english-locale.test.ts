import { expect, test } from 'vitest';
import { englishLocale } from './english-locale.ts';

test.each([
  ['en-IN', 'en-IN'],
  ['en', 'en'],
  ['de-DE', 'en-DE'],
  ['hi-IN', 'en-IN'],
  ['fr', 'en'],
  [undefined, 'en'],
  ['C', 'en'],
  ['not a locale', 'en'],
])('the region of %s, in English: %s', (preferred, expected) => {
  expect(englishLocale(preferred)).toBe(expected);
});
