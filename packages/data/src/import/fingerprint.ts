/** Knows an imported case again that nobody worked on since. */
import { createHash } from 'node:crypto';

type Row = object;

/** A case with everything that belongs to it, as rows of the database. */
export interface WholeCase {
  readonly case: Row;
  readonly parties: readonly Row[];
  readonly hearings: readonly Row[];
  readonly tasks: readonly Row[];
  readonly documents: readonly Row[];
  readonly orders: readonly Row[];
}

const BYTES = 8;

const inOrder = (row: Row): unknown[] => Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1));
const sortedById = (rows: readonly Row[]): unknown[] =>
  rows
    .map((row) => row as Row & { readonly id: string })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(inOrder);

/** Eight bytes that are others as soon as any value of the case or of what belongs to it is another. */
export function fingerprint(whole: WholeCase): string {
  const children = [whole.parties, whole.hearings, whole.tasks, whole.documents, whole.orders].map(
    sortedById,
  );
  return createHash('sha256')
    .update(JSON.stringify([inOrder(whole.case), children]))
    .digest()
    .subarray(0, BYTES)
    .toString('base64');
}
