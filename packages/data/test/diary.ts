/** A practice in memory with the rows that a test of the diary names, and nothing else. */
import SqliteDatabase from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Database } from '../src/database.ts';
import { queryBuilder } from '../src/query-builder.ts';
import { insertInto } from '../src/insert-into.ts';
import { migrate } from '../src/migrate.ts';
import type {
  CaseRow,
  DocumentRow,
  HearingRow,
  OrderRow,
  PracticeSchema,
  TaskRow,
  UserRow,
} from '../src/schema.ts';

type Given<Row> = Partial<Row> & { readonly id: string };

export interface Diary {
  readonly database: Database;
  readonly query: Kysely<PracticeSchema>;
  user(given: Given<UserRow>): void;
  case(given: Given<CaseRow>): void;
  hearing(given: Given<HearingRow> & { readonly day: string }): void;
  task(given: Given<TaskRow>): void;
  order(given: Given<OrderRow> & { readonly orderedOn: string }): void;
  document(given: Given<DocumentRow>): void;
}

const noCase = {
  kind: '',
  court: '',
  judge: '',
  stage: '',
  status: 'open',
  clientName: '',
  clientContact: '',
  opponent: '',
  reference: '',
  notes: '',
  lawyerId: null,
  filedOn: null,
  createdAt: 'then',
  updatedAt: 'then',
  otherNumbers: '',
  importId: null,
} as const;

/** Entries belong to the case `c` unless they name another one. */
export function memoryDiary(): Diary {
  const database = new SqliteDatabase(':memory:');
  database.pragma('foreign_keys = ON');
  migrate(database);
  const add = {
    users: insertInto(database, 'users'),
    cases: insertInto(database, 'cases'),
    hearings: insertInto(database, 'hearings'),
    tasks: insertInto(database, 'tasks'),
    orders: insertInto(database, 'orders'),
    documents: insertInto(database, 'documents'),
  };
  const createdAt = 'then';
  return {
    database,
    query: queryBuilder(database),
    user: (given) =>
      add.users.run({
        name: given.id,
        role: 'advocate',
        email: '',
        createdAt,
        active: 1,
        pin: null,
        ...given,
      }),
    case: (given) => add.cases.run({ ...noCase, number: given.id, title: `Case ${given.id}`, ...given }),
    hearing: (given) =>
      add.hearings.run({
        caseId: 'c',
        time: null,
        court: '',
        purpose: '',
        outcome: '',
        notes: '',
        room: '',
        createdAt,
        ...given,
      }),
    task: (given) =>
      add.tasks.run({
        caseId: null,
        title: given.id,
        notes: '',
        dueOn: null,
        doneAt: null,
        assigneeId: null,
        hearingId: null,
        createdAt,
        ...given,
      }),
    order: (given) =>
      add.orders.run({
        caseId: 'c',
        hearingId: null,
        title: given.id,
        summary: '',
        documentId: null,
        createdAt,
        ...given,
      }),
    document: (given) =>
      add.documents.run({
        caseId: 'c',
        name: given.id,
        mediaType: 'text/plain',
        size: 1,
        sha256: 'a'.repeat(64),
        addedAt: createdAt,
        tags: '[]',
        ...given,
      }),
  };
}
