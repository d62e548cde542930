import { expect, test } from 'vitest';
import { Random, randomFor, shuffled } from './random.ts';

test('sfc32 gives the numbers of an independent implementation', () => {
  // State 1, 2, 3 and counter 1, computed with unbounded integers.
  const random = new Random(Uint32Array.of(1, 2, 3, 1));
  expect([random.word(), random.word(), random.word()]).toEqual([4, 31, 56_623_170]);
});

test('numbers drawn in bulk and one by one are the same', () => {
  const words = new Uint32Array(5);
  randomFor(1, 'bulk').draw(words);
  const single = randomFor(1, 'bulk');
  expect(Array.from({ length: 5 }, () => single.word())).toEqual([...words]);
});

test('streams of different purpose, index or seed differ', () => {
  const first = [randomFor(1, 'a'), randomFor(1, 'b'), randomFor(1, 'a', 1), randomFor(2, 'a')].map(
    (random) => random.word(),
  );
  expect(new Set(first).size).toBe(4);
});

test('whole numbers reach both ends and nothing else', () => {
  const random = randomFor(1, 'ends');
  const seen = new Set(Array.from({ length: 1_000 }, () => random.int(3, 6)));
  expect([...seen].toSorted()).toEqual([3, 4, 5, 6]);
});

test('shuffling keeps every item', () => {
  expect(shuffled([1, 2, 3, 4, 5], randomFor(1, 'shuffle')).toSorted()).toEqual([1, 2, 3, 4, 5]);
});
