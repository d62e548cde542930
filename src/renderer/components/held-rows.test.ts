/** What stays in a list with a way back. */
import { describe, expect, test } from 'vitest';
import { hold, rowsOf, type Held } from './held-rows.ts';

interface Entry {
  readonly id: string;
  readonly done?: boolean;
}

const entry = (id: string): Entry => ({ id });
const list = (...ids: string[]): Entry[] => ids.map(entry);
const idsOf = (entries: readonly Entry[], held: readonly Held<Entry>[]): string =>
  rowsOf(entries, held)
    .map((row) => row.entry.id)
    .join(' ');

/** Holds entries one after another, each at the place that it has then; the list itself loses them. */
function holding(entries: readonly Entry[], ...ids: string[]): { left: Entry[]; held: Held<Entry>[] } {
  let held: Held<Entry>[] = [];
  let left = [...entries];
  for (const id of ids) {
    held = hold(held, rowsOf(left, held), { entry: { id, done: true }, deletionId: null });
    left = left.filter((one) => one.id !== id);
  }
  return { left, held };
}

describe('what is held stays at its place', () => {
  test.each([['a'], ['b'], ['c'], ['a b'], ['b a'], ['c b a'], ['a b c'], ['b c'], ['c b']])('%s', (ids) => {
    const { left, held } = holding(list('a', 'b', 'c'), ...ids.split(' '));
    expect(left).toHaveLength(3 - ids.split(' ').length);
    expect(idsOf(left, held)).toBe('a b c');
  });

  test('among entries that came meanwhile', () => {
    const { held } = holding(list('a', 'b', 'c'), 'b');
    expect(idsOf(list('new', 'a', 'newer', 'c'), held)).toBe('new a b newer c');
  });

  test('or goes to the end when what it stood below is gone', () => {
    const { held } = holding(list('a', 'b', 'c'), 'b');
    expect(idsOf(list('c'), held)).toBe('c b');
  });
});

test('it is shown once, where the list still has it, and as the list has it by then', () => {
  const before = list('a', 'b');
  const held = hold([], rowsOf(before, []), { entry: { id: 'a', done: true }, deletionId: null });
  expect(rowsOf(before, held)[0]).toMatchObject({ entry: { done: true }, isGone: false });
  const after = [{ id: 'b' }, { id: 'a', done: false }];
  expect(rowsOf(after, held).map((row) => row.entry)).toEqual([{ id: 'a', done: false }, { id: 'b' }]);
});

test('what is deleted stays deleted until it is brought back', () => {
  const before = list('a', 'b');
  let held = hold([], rowsOf(before, []), { entry: entry('a'), deletionId: 'd' });
  expect(rowsOf(list('b'), held)[0]).toMatchObject({ deletionId: 'd', isGone: true });
  held = hold(held, rowsOf(list('b'), held), { entry: entry('a'), deletionId: null });
  expect(rowsOf(list('a', 'b'), held)[0]).toMatchObject({ deletionId: null, isGone: false });
  expect(idsOf(list('a', 'b'), held)).toBe('a b');
});
