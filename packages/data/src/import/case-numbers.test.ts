import { expect, test } from 'vitest';
import { plainNumber } from './case-numbers.ts';

test.each([
  ['CS 12/2024', 'cs12/2024'],
  ['C.S. 12/2024', 'CS-12/2024'],
  ['CS No.12 / 2024', 'C.S.No. 12-2024'],
  ['W.P.(C) 1/2024', 'WP (C) 1/2024'],
  ['दीवानी 12/2024', 'दीवानी-12 / 2024'],
])('%s and %s are one number', (one, other) => expect(plainNumber(one)).toBe(plainNumber(other)));

test.each([
  ['1/12', '11/2'],
  ['CS 12/2024', 'OS 12/2024'],
  ['CS 12/2024', 'CS 12/2023'],
  ['CS 1/2024', 'CS 12024'],
])('%s and %s are two', (one, other) => expect(plainNumber(one)).not.toBe(plainNumber(other)));

test('what has neither letters nor figures is no number', () => {
  expect(['', ' - ', '/', '…'].map(plainNumber)).toEqual(['', '', '', '']);
});
