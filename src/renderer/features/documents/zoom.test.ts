import { expect, test } from 'vitest';
import { fitted, zoomedIn, zoomedOut } from './zoom.ts';

test.each([
  [1, 1.25, 0.9],
  [0.8, 0.9, 0.75],
  [0.1, 0.25, 0.1],
  [6, 6, 4],
  [9, 9, 6],
])('from %d the next size is %d or %d', (drawn, larger, smaller) => {
  expect(zoomedIn(drawn)).toBe(larger);
  expect(zoomedOut(drawn)).toBe(smaller);
});

test('what is fitted is as wide as the room, within reason', () => {
  expect(fitted(800, 400)).toBe(0.5);
  expect(fitted(10, 4000)).toBe(4);
  expect(fitted(100_000, 400)).toBe(0.1);
});
