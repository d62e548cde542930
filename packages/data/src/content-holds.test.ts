import { expect, test } from 'vitest';
import { beginSweep, holdContents } from './content-holds.ts';

test('a sweep spares what was held when it began, and what was held at any time since', () => {
  const early = holdContents('/store');
  early.keep('early');
  const sweep = beginSweep('/store');
  early.end();
  const late = holdContents('/store');
  late.keep('late');
  late.end();
  expect([sweep.has('early'), sweep.has('late'), sweep.has('other')]).toEqual([true, true, false]);
  sweep.end();
});

test('what is held no more is left to the next sweep, and another store is another matter', () => {
  const hold = holdContents('/store');
  hold.keep('content');
  const elsewhere = beginSweep('/other');
  expect(elsewhere.has('content')).toBe(false);
  elsewhere.end();
  hold.end();
  const sweep = beginSweep('/store');
  expect(sweep.has('content')).toBe(false);
  sweep.end();
});
