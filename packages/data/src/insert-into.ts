/** Prepared inserts of whole rows: what a bulk of thousands needs, and what the query builder is too slow for. */
import type { Database } from './database.ts';
import type { PracticeSchema } from './schema.ts';

const columns = {
  users: ['id', 'name', 'role', 'email', 'createdAt', 'active', 'pin'],
  imports: ['id', 'fileName', 'importedAt', 'importedBy', 'report', 'undoneAt'],
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
    'otherNumbers',
    'importId',
  ],
  parties: ['id', 'caseId', 'position', 'side', 'name', 'role', 'counsel', 'contact'],
  hearings: ['id', 'caseId', 'day', 'time', 'court', 'purpose', 'outcome', 'notes', 'createdAt', 'room'],
  tasks: ['id', 'caseId', 'title', 'notes', 'dueOn', 'doneAt', 'assigneeId', 'createdAt', 'hearingId'],
  documents: ['id', 'caseId', 'name', 'mediaType', 'size', 'sha256', 'addedAt', 'tags'],
  orders: ['id', 'caseId', 'hearingId', 'orderedOn', 'title', 'summary', 'documentId', 'createdAt'],
  deletions: ['id', 'kind', 'title', 'deletedAt', 'deletedBy', 'content'],
  deletedDocuments: ['id', 'deletionId', 'sha256', 'size'],
} as const satisfies {
  [T in Exclude<keyof PracticeSchema, 'settings' | `search${string}`>]: readonly (keyof PracticeSchema[T])[];
};

/** The names of a table's columns. */
export const columnsOf = (table: keyof typeof columns): readonly string[] => columns[table];

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
