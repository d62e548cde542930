/** Prepared inserts of whole rows: what a bulk of thousands needs, and what the query builder is too slow for. */
import type { Database } from './database.ts';
import type { PracticeSchema } from './schema.ts';

const columns = {
  users: ['id', 'name', 'role', 'email', 'createdAt'],
  cases: [
    'id',
    'number',
    'title',
    'kind',
    'court',
    'judge',
    'stage',
    'status',
    'clientName',
    'clientContact',
    'opponent',
    'reference',
    'notes',
    'lawyerId',
    'filedOn',
    'createdAt',
    'updatedAt',
  ],
  hearings: ['id', 'caseId', 'day', 'time', 'court', 'purpose', 'outcome', 'notes', 'createdAt'],
  tasks: ['id', 'caseId', 'title', 'notes', 'dueOn', 'doneAt', 'assigneeId', 'createdAt'],
  documents: ['id', 'caseId', 'name', 'mediaType', 'size', 'sha256', 'addedAt'],
  orders: ['id', 'caseId', 'hearingId', 'orderedOn', 'title', 'summary', 'documentId', 'createdAt'],
} as const satisfies {
  [T in Exclude<keyof PracticeSchema, 'settings'>]: readonly (keyof PracticeSchema[T])[];
};

/** An insert of one row, given as an object with a value for every column. */
export function insertInto<Table extends keyof typeof columns>(
  database: Database,
  table: Table,
): { run(row: PracticeSchema[Table]): void } {
  const names = columns[table];
  const insert = database.prepare<[object]>(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
  );
  return { run: (row) => void insert.run(row) };
}
