/** How many entries were deleted by hand and when, as far as they can still be brought back. */
import type { Database } from './database.ts';

export interface DeletedCounts {
  readonly at: string;
  readonly cases: number;
  readonly hearings: number;
  readonly documents: number;
}

const lengthOf = (table: string): string =>
  `coalesce(json_array_length(content, '$.rows.${table}'), 0) AS ${table}`;

/** One for each deletion; with a case goes everything in it. */
export const deletedCounts = (database: Database): DeletedCounts[] =>
  database
    .prepare<[], DeletedCounts>(
      `SELECT deletedAt AS at, ${['cases', 'hearings', 'documents'].map(lengthOf).join(', ')} FROM deletions`,
    )
    .all();
