/** The search index: it always says what the rows say, and can be made again from them whatever became of it. */
import { setImmediate } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { now, tempProfile } from '../test/profile.ts';
import { generationFolder } from './profile-paths.ts';
import { integrityProblems, openDatabase, type Database } from './database.ts';
import { queryBuilder } from './query-builder.ts';
import { rowsDigest } from './digest.ts';

import { insertInto } from './insert-into.ts';
import { migrate, practiceMigrations, schemaDifferences } from './migrate.ts';
import { closePractice, createPractice, openPractice } from './practice.ts';
import { deleteEntry, restoreDeletion } from './repositories/deletions.ts';
import { searchPractice } from './repositories/search.ts';
import type { PracticeSchema } from './schema.ts';
import {
  emptySearchIndex,
  rebuildSearchIndex,
  rebuildSearchIndexInSteps,
  searchIndexFits,
  withSoundIndex,
  writeInBulk,
} from './search-index.ts';

const words = ['', 'rao', 'iyer', 'Sale Deed', 'ñandú', 'ग्राहक', '12/2024', "O'Brien"];

function memory(): Database {
  const database = new SqliteDatabase(':memory:');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  migrate(database);
  return database;
}

/** Everything that the index answers: for each word and column the entries, and numbers that belong to no entry. */
function answers(database: Database): unknown[] {
  return database
    .prepare(
      `SELECT DISTINCT v.term, v.col, e.kind, e.entryId, e.caseId
       FROM searchTerms v LEFT JOIN searchEntries e ON e.number = v.doc
       ORDER BY v.term, v.col, e.kind, e.entryId`,
    )
    .all();
}

function expectTrueIndex(database: Database): void {
  database.exec("INSERT INTO searchIndex (searchIndex) VALUES ('optimize')");
  const found = answers(database);
  expect(searchIndexFits(database)).toBe(true);
  rebuildSearchIndex(database);
  expect(found).toEqual(answers(database));
}

const at = '2026-03-02T09:00:00.000Z';
const rowsOf = {
  cases: (id: string, [a, b, c]: readonly string[]) => ({
    id,
    number: a!,
    title: b!,
    kind: '',
    court: c!,
    judge: '',
    stage: '',
    status: 'open' as const,
    clientName: '',
    clientContact: '',
    opponent: '',
    reference: '',
    notes: a!,
    lawyerId: null,
    filedOn: null,
    createdAt: at,
    updatedAt: at,
    otherNumbers: '',
    importId: null,
  }),
  parties: (id: string, [a, b, c]: readonly string[], caseId: string) => ({
    id,
    caseId,
    position: 0,
    side: 'other' as const,
    name: a!,
    role: b!,
    counsel: c!,
    contact: '',
  }),
  hearings: (id: string, [a, b, c]: readonly string[], caseId: string) => ({
    id,
    caseId,
    day: '2026-03-04',
    time: null,
    court: '',
    purpose: b!,
    outcome: c!,
    notes: a!,
    createdAt: at,
    room: '',
  }),
  tasks: (id: string, [a, b]: readonly string[], caseId: string) => ({
    id,
    caseId,
    title: a!,
    notes: b!,
    dueOn: null,
    doneAt: null,
    assigneeId: null,
    createdAt: at,
    hearingId: null,
  }),
  orders: (id: string, [a, b]: readonly string[], caseId: string) => ({
    id,
    caseId,
    hearingId: null,
    orderedOn: '2026-03-01',
    title: a!,
    summary: b!,
    documentId: null,
    createdAt: at,
  }),
  documents: (id: string, [a, b]: readonly string[], caseId: string) => ({
    id,
    caseId,
    name: a!,
    mediaType: 'text/plain',
    size: 1,
    sha256: 'a'.repeat(64),
    addedAt: at,
    tags: JSON.stringify([b]),
  }),
};
type Table = keyof typeof rowsOf;
const tables = Object.keys(rowsOf) as Table[];
const singular = {
  cases: 'case',
  hearings: 'hearing',
  tasks: 'task',
  orders: 'order',
  documents: 'document',
} as const;
const textColumns: Readonly<Record<Table, readonly string[]>> = {
  cases: ['number', 'title', 'clientName', 'notes', 'stage'],
  parties: ['name', 'counsel', 'role'],
  hearings: ['notes', 'purpose', 'day'],
  tasks: ['title', 'notes', 'dueOn'],
  orders: ['title', 'summary'],
  documents: ['name'],
};

interface Step {
  readonly kind:
    'insert' | 'update' | 'move' | 'rename' | 'replace' | 'delete' | 'deleteEntry' | 'bringBack' | 'undone';
  readonly table: Table;
  readonly which: number;
  readonly texts: readonly string[];
  readonly column: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    'insert',
    'insert',
    'insert',
    'update',
    'update',
    'move',
    'rename',
    'replace',
    'delete',
    'deleteEntry',
    'bringBack',
    'undone',
  ),
  table: fc.constantFrom(...tables),
  which: fc.nat(50),
  texts: fc.array(fc.constantFrom(...words), { minLength: 3, maxLength: 3 }),
  column: fc.nat(4),
});

const begun: Step = { kind: 'insert', table: 'cases', which: 0, texts: words.slice(1, 4), column: 0 };

const pick = <T>(from: readonly T[], which: number): T | undefined => from[which % Math.max(1, from.length)];
const idsIn = (database: Database, table: string): string[] =>
  database.prepare<[], string>(`SELECT id FROM ${table} ORDER BY id`).pluck().all();

/** Inserts a row, or replaces the one of that id. */
function insert(database: Database, { table, which, texts }: Step, id: string): void {
  if (table === 'cases') return insertInto(database, table).run(rowsOf.cases(id, texts));
  const caseId = pick(idsIn(database, 'cases'), which);
  if (caseId === undefined) return;
  const row = rowsOf[table](id, texts, caseId);
  insertInto(database, table).run(row as never);
}

async function take(database: Database, one: Step, number: number): Promise<void> {
  const { kind, table, which, texts, column } = one;
  const query = queryBuilder<PracticeSchema>(database);
  const id = pick(idsIn(database, table), which);
  const name = pick(textColumns[table], column)!;
  switch (kind) {
    case 'insert':
      return insert(database, one, `${table}-${number}`);
    case 'update':
      return void database.prepare(`UPDATE ${table} SET ${name} = ? WHERE id = ?`).run(texts[0], id);
    case 'move': {
      const caseId = pick(idsIn(database, 'cases'), column);
      if (table === 'cases' || caseId === undefined) return;
      return void database.prepare(`UPDATE ${table} SET caseId = ? WHERE id = ?`).run(caseId, id);
    }
    case 'rename':
      return void database.prepare('UPDATE cases SET title = ?, number = ?').run(texts[0], texts[1]);
    case 'replace':
      if (table === 'cases' || id === undefined) return;
      return void database
        .prepare(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table} WHERE id = ?`)
        .run(id);
    case 'delete':
      return void database.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id);
    case 'deleteEntry':
      if (table === 'parties' || id === undefined) return;
      await deleteEntry(query, { kind: singular[table], id, by: '', now });
      return;
    case 'bringBack': {
      const deletion = pick(idsIn(database, 'deletions'), which);
      if (deletion === undefined) return;
      // An entry whose case is gone stays deleted.
      await restoreDeletion(query, deletion).catch((error: { code: string }) =>
        expect(error.code).toBe('NOT_FOUND'),
      );
      return;
    }
    case 'undone':
      database.exec('BEGIN');
      insert(database, one, `${table}-${number}`);
      database.exec('SAVEPOINT half');
      database.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id);
      database.exec('ROLLBACK TO half');
      database.prepare('UPDATE cases SET title = ?').run(texts[0]);
      database.exec('ROLLBACK');
      return;
    default:
      return kind satisfies never;
  }
}

test(
  'after any sequence of changes the index answers as one made from the rows',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), async (steps) => {
        const database = memory();
        try {
          // Two cases with something of every kind, so that few steps are in vain.
          for (const table of [...tables, ...tables])
            for (const which of [0, 1])
              insert(
                database,
                { ...begun, table, which },
                `${table}-of-${which}-${idsIn(database, table).length}`,
              );
          for (const [number, one] of steps.entries()) await take(database, one, number);
          expectTrueIndex(database);
          expect(integrityProblems(database)).toEqual([]);
        } finally {
          database.close();
        }
      }),
      { numRuns: 120 },
    );
  },
);

test(
  'an index that is made again in steps is true at the end, whatever is written meanwhile',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20, size: 'max' }), async (steps) => {
        const database = memory();
        try {
          // So many that it takes several steps to enter them.
          for (let number = 0; number < 150; number += 1)
            for (const table of tables)
              insert(database, { ...begun, table, which: number % 3 }, `${table}-of-${number}`);
          let isOver = false;
          const rebuilding = rebuildSearchIndexInSteps(database).then(() => (isOver = true));
          for (const [number, one] of steps.entries()) {
            await take(database, one, number);
            if (number === 0) expect(isOver).toBe(false);
            await setImmediate();
          }
          await rebuilding;
          expectTrueIndex(database);
          expect(schemaDifferences(database)).toEqual([]);
        } finally {
          database.close();
        }
      }),
      { numRuns: 30 },
    );
  },
);

function filled(): Database {
  const database = memory();
  insertInto(database, 'cases').run(rowsOf.cases('c', ['WP 1', 'Rao v. Iyer', 'High Court']));
  insertInto(database, 'parties').run(rowsOf.parties('p', ['Sneha Kamath', 'Witness', 'Meera'], 'c'));
  insertInto(database, 'tasks').run(rowsOf.tasks('t', ['File vakalatnama', 'before Monday'], 'c'));
  return database;
}

test('a practice of version 1 with rows gets a complete index, and exactly our schema', () => {
  const database = new SqliteDatabase(':memory:');
  migrate(database, practiceMigrations.slice(0, 1));
  const { otherNumbers: _, importId: __, ...row } = rowsOf.cases('c', ['WP 1', 'Rao v. Iyer', 'High Court']);
  const { hearingId: ___, ...task } = rowsOf.tasks('t', ['File vakalatnama', 'before Monday'], 'c');
  for (const [table, values] of [
    ['cases', row],
    ['tasks', task],
  ] as const) {
    const names = Object.keys(values);
    database
      .prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`)
      .run(values);
  }
  migrate(database);
  const found = database
    .prepare<[], string>(
      `SELECT entryId FROM searchIndex('"rao"') AS i JOIN searchEntries ON number = i.rowid`,
    )
    .pluck();
  expect(found.all().toSorted()).toEqual(['c', 't']);
  expectTrueIndex(database);
  expect(schemaDifferences(database)).toEqual([]);
});

test('the schema stays exactly ours when the index was merged, emptied or made again, and when rows came in bulk', () => {
  const database = filled();
  database.exec("INSERT INTO searchIndex (searchIndex) VALUES ('optimize')");
  rebuildSearchIndex(database);
  writeInBulk(database, () =>
    insertInto(database, 'tasks').run(rowsOf.tasks('t2', ['Pay court fee', ''], 'c')),
  );
  expect(schemaDifferences(database)).toEqual([]);
  expectTrueIndex(database);
  emptySearchIndex(database);
  expect(schemaDifferences(database)).toEqual([]);
  expect(searchIndexFits(database)).toBe(false);
});

test('writing in bulk keeps the triggers, and leaves everything as it was when it fails', () => {
  const database = filled();
  expect(() =>
    writeInBulk(database, () => {
      insertInto(database, 'tasks').run(rowsOf.tasks('t2', ['Pay court fee', ''], 'c'));
      throw new Error('the disk was pulled out');
    }),
  ).toThrow('pulled out');
  expect(idsIn(database, 'tasks')).toEqual(['t']);
  expect(schemaDifferences(database)).toEqual([]);
  expectTrueIndex(database);
});

test('the index is no content: making it again, or losing it, changes no digest', () => {
  const database = filled();
  const before = rowsDigest(database);
  emptySearchIndex(database);
  expect(rowsDigest(database)).toBe(before);
});

const tampered = [
  ['its words', 'DELETE FROM searchIndex_data WHERE id > 10'],
  ['its words, with others', "UPDATE searchIndex_data SET block = x'ffffffffffffffffffff'"],
  ['its settings', "UPDATE searchIndex_config SET v = 99 WHERE k = 'version'"],
  ['its ranking', "INSERT INTO searchIndex_config VALUES ('rank', 'nothing()')"],
  ['its sizes', "INSERT INTO searchIndex_docsize VALUES (999, x'ff', 1)"],
  ['its numbers', "UPDATE searchEntries SET number = number + 1000, entryId = 'nobody' || number"],
] as const;

test.each(tampered)(
  'an index that lost %s is no problem of the practice, and is made again',
  async (_, change) => {
    const paths = await tempProfile();
    await createPractice(paths, { now, name: '' });
    const practice = await openPractice(paths);
    insertInto(practice.database, 'cases').run(rowsOf.cases('c', ['WP 1', 'Rao v. Iyer', 'High Court']));
    insertInto(practice.database, 'tasks').run(rowsOf.tasks('t', ['File vakalatnama', ''], 'c'));
    closePractice(practice);
    const path = generationFolder(paths, practice.generationId).database;
    const hostile = new SqliteDatabase(path);
    hostile.unsafeMode(true);
    hostile.exec(change);
    hostile.close();
    const database = openDatabase(path);
    try {
      rebuildSearchIndex(database);
      expect(integrityProblems(database)).toEqual([]);
      expectTrueIndex(database);
    } finally {
      database.close();
    }
  },
);

test('a damaged index keeps nobody from a backup', () => {
  const database = filled();
  database.unsafeMode(true);
  database.exec("UPDATE searchIndex_data SET block = x'ffffffffffffffffffff' WHERE id > 10");
  database.unsafeMode(false);
  expect(JSON.stringify(database.pragma('integrity_check'))).toContain('fts5');
  expect(integrityProblems(database)).toEqual([]);
});

test('an index that turns out to be damaged while it is asked is made again, and answers', async () => {
  const database = filled();
  database.unsafeMode(true);
  database.exec("UPDATE searchIndex_data SET block = x'ffffffffffffffffffff' WHERE id > 10");
  database.unsafeMode(false);
  const ask = () =>
    searchPractice(queryBuilder<PracticeSchema>(database), { words: 'rao', perKind: 8 }, '2026-03-02');
  await expect(ask()).rejects.toMatchObject({ code: 'SQLITE_CORRUPT_VTAB' });
  const [{ hits }, other] = await Promise.all([withSoundIndex(database, ask), withSoundIndex(database, ask)]);
  expect(hits.map(({ id }) => id)).toEqual(['c']);
  expect(other.hits).toEqual(hits);
  await expect(withSoundIndex(database, () => Promise.reject(new Error('another')))).rejects.toThrow(
    'another',
  );
});

test('a practice whose index does not fit its rows gets a new one when it is opened', async () => {
  const paths = await tempProfile();
  await createPractice(paths, { now, name: '' });
  const first = await openPractice(paths);
  insertInto(first.database, 'cases').run(rowsOf.cases('c', ['WP 1', 'Rao v. Iyer', 'High Court']));
  emptySearchIndex(first.database);
  expect(searchIndexFits(first.database)).toBe(false);
  closePractice(first);
  const again = await openPractice(paths);
  expectTrueIndex(again.database);
  expect(answers(again.database).length).toBeGreaterThan(0);
  closePractice(again);
});
