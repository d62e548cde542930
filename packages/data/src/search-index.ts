/** Keeps the search index true: tells whether it fits the rows, and makes it again from them. It holds nothing of its own. */
import { setImmediate } from 'node:timers/promises';
import type { Database } from './database.ts';
import { databaseVersion } from './migrate.ts';
import {
  countSearchable,
  fillSearchIndex,
  searchSteps,
  searchTriggers,
  version,
  type SearchStep,
} from './migrations/0002-diary.ts';

/** Whether a database of this version has an index at all. */
const hasSearchIndex = (database: Database): boolean => databaseVersion(database) >= version;

/** A quick look, for every start: as many entries in the index as there are rows that can be found. */
export function searchIndexFits(database: Database): boolean {
  const { rows, entries, indexed } = database
    .prepare<[], { rows: number; entries: number; indexed: number }>(
      `SELECT ${countSearchable} AS rows, (SELECT count(*) FROM searchEntries) AS entries,
         (SELECT count(*) FROM searchIndex_docsize) AS indexed`,
    )
    .get()!;
  return rows === entries && entries === indexed;
}

/** Bytes that SQLite gathers in memory before it writes them into an index. */
const GATHERED = 1 << 20;
/** As many while a whole index is made: fewer and larger pieces have to be merged. */
const GATHERED_AT_ONCE = 16 << 20;

function gather(database: Database, bytes: number): void {
  // A number that is bound to a parameter is a real one, which the index does not take.
  database.exec(`INSERT INTO searchIndex (searchIndex, rank) VALUES ('hashsize', ${bytes})`);
}

/** Makes the index again from the rows, whatever state it is in: all of it or nothing. */
export function rebuildSearchIndex(database: Database): void {
  database.transaction(() => {
    emptySearchIndex(database);
    gather(database, GATHERED_AT_ONCE);
    database.exec(fillSearchIndex);
    gather(database, GATHERED);
  })();
}

/** Milliseconds of work after which others have their turn. */
const STRETCH_MS = 5;
const ROWS_AT_FIRST = 16;

/**
 * As `rebuildSearchIndex`, while the practice is in use: in steps that each take a few milliseconds, so that no window and
 * no writer waits; twice as long in all. Until it resolves some entries are not found. An end in between is seen by
 * `searchIndexFits`.
 */
export async function rebuildSearchIndexInSteps(database: Database): Promise<void> {
  emptySearchIndex(database);
  for (const step of searchSteps) await fillInSteps(database, step);
}

async function fillInSteps(database: Database, step: SearchStep): Promise<void> {
  const next = database.prepare<[object], number | null>(step.next).pluck();
  const enter = database.prepare(step.enter);
  const learn = database.prepare(step.learn);
  const newest = database.prepare<[], number>('SELECT coalesce(max(number), 0) FROM searchEntries').pluck();
  // Others may write in between, and what they write is in the index by itself.
  const fill = database.transaction((after: number, most: number): number | null => {
    const last = next.get({ after, most })!;
    if (last === null) return null;
    const before = newest.get()!;
    if (enter.run({ after, last }).changes > 0) learn.run({ before });
    return last;
  });
  let most = ROWS_AT_FIRST;
  for (let after: number | null = 0; after !== null;) {
    const began = performance.now();
    after = fill.immediate(after, most);
    const took = Math.max(performance.now() - began, 0.1);
    most = Math.max(1, Math.min(2 * most, Math.round((most * STRETCH_MS) / took)));
    await setImmediate();
  }
}

/**
 * Empties the index without reading it: what its tables hold may be damaged, or made to be harmful. Until it is filled
 * again nothing is found.
 */
export function emptySearchIndex(database: Database): void {
  if (!hasSearchIndex(database)) return;
  // SQLite guards an index's own tables; only they can be emptied without believing what stands in them.
  database.unsafeMode(true);
  try {
    database.transaction(() => {
      database.exec(`
        DELETE FROM searchEntries;
        DELETE FROM searchIndex_data;
        DELETE FROM searchIndex_idx;
        DELETE FROM searchIndex_docsize;
        DELETE FROM searchIndex_config;
        INSERT INTO searchIndex_config (k, v) VALUES ('version', 4);
        INSERT INTO searchIndex (searchIndex) VALUES ('delete-all');`);
    })();
  } finally {
    database.unsafeMode(false);
  }
}

/** Indexes that are being made again. */
const underway = new WeakMap<Database, Promise<void>>();

/** Asks the index; one that turns out to be damaged is made again, once for all who ask meanwhile, and asked once more. */
export async function withSoundIndex<Result>(
  database: Database,
  ask: () => Promise<Result>,
): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if ((error as { code?: string }).code !== 'SQLITE_CORRUPT_VTAB') throw error;
    let rebuilding = underway.get(database);
    if (rebuilding === undefined) {
      rebuilding = rebuildSearchIndexInSteps(database).finally(() => underway.delete(database));
      underway.set(database, rebuilding);
    }
    await rebuilding;
    return ask();
  }
}

/** Writes many rows in one transaction: the index is made once at the end instead of row by row. */
export function writeInBulk(database: Database, write: () => void): void {
  database.transaction(() => {
    for (const { name } of searchTriggers) database.exec(`DROP TRIGGER ${name}`);
    write();
    for (const { sql } of searchTriggers) database.exec(sql);
    rebuildSearchIndex(database);
  })();
}
