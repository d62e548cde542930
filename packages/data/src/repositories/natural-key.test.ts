import { expect, test } from 'vitest';
import { naturalKey } from './natural-key.ts';

test('numbers of cases are in the order that a person expects, those without a number last', () => {
  const numbers = [
    '',
    'WP 10/2024',
    'cs 12/2024',
    'CS 9/2025',
    'CS 9/2024',
    'WP(C) 2/2024',
    'WP 2/2024',
    'CS 0012/2023',
  ];
  const order = numbers.toSorted((one, other) => (naturalKey(one) < naturalKey(other) ? -1 : 1));
  expect(order).toEqual([
    'CS 9/2024',
    'CS 9/2025',
    'CS 0012/2023',
    'cs 12/2024',
    'WP 2/2024',
    'WP 10/2024',
    'WP(C) 2/2024',
    '',
  ]);
});
