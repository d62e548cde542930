/** Cases put in order by the words of one column: pure, over row numbers. */
import { naturalKey } from './natural-key.ts';

/** Row numbers in an order. */
export type Rows = readonly number[];
/** Row numbers with the words by which they are put in order. */
export type Keyed = readonly (readonly [row: number, key: string])[];

/** Rows with equal keys, however their letters are written, together; `keyed` is in the order of the keys. */
export function* runs(keyed: Keyed): Generator<[key: string, rows: number[]]> {
  let start = 0;
  while (start < keyed.length) {
    const key = keyed[start]![1].toLowerCase();
    let end = start + 1;
    while (end < keyed.length && keyed[end]![1].toLowerCase() === key) end += 1;
    yield [key, keyed.slice(start, end).map(([row]) => row)];
    start = end;
  }
}

/** As a person counts; those without a number last, equal ones as they came. */
export function inNumberOrder(numbers: Keyed): Rows {
  return numbers
    .map(([row, number]) => ({ row, key: naturalKey(number) }))
    .toSorted((one, other) => (one.key === other.key ? one.row - other.row : one.key < other.key ? -1 : 1))
    .map(({ row }) => row);
}

/** Whether the same cases have the same numbers. */
export function sameNumbers(one: Keyed, other: Keyed): boolean {
  return (
    one.length === other.length &&
    one.every(([row, number], at) => other[at]![0] === row && other[at]![1] === number)
  );
}
