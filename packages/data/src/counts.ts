/** Counts the entries of a practice. */
import type { PracticeCounts } from '@causebook/contracts';
import type { Database } from './database.ts';

export function countPractice(database: Database): PracticeCounts {
  return database
    .prepare<[], PracticeCounts>(
      `SELECT
         (SELECT count(*) FROM users) AS users,
         (SELECT count(*) FROM cases) AS cases,
         (SELECT count(*) FROM hearings) AS hearings,
         (SELECT count(*) FROM tasks) AS tasks,
         (SELECT count(*) FROM orders) AS orders,
         (SELECT count(*) FROM documents) AS documents,
         (SELECT coalesce(sum(size), 0) FROM (SELECT max(size) AS size FROM documents GROUP BY sha256)) AS bytes`,
    )
    .get()!;
}

export const noCounts: PracticeCounts = {
  users: 0,
  cases: 0,
  hearings: 0,
  tasks: 0,
  orders: 0,
  documents: 0,
  bytes: 0,
};
