/** Brings chosen rows of a damaged database into a restored one. What they need comes with them; nothing else does. */
import { openDatabase, type Database } from '../database.ts';
import { rebuildSearchIndex } from '../search-index.ts';
import { idsOfDeletion, newerRows, parseRowKey } from './newer-rows.ts';
import { keyOf, storedColumns, type ContentTable, type SalvagedRow } from './row-fits.ts';
import { contentTables } from './salvage-target.ts';

export interface Merged {
  /** Rows that were brought in, or deleted. */
  readonly merged: number;
  /** Cases that nobody chose and that a chosen entry needs. */
  readonly casesBrought: number;
  /** Chosen rows that could not be brought in: what they belong to is in neither database. */
  readonly refused: number;
}

/**
 * All of it or nothing, in one transaction.
 * @param target database of the restored backup, of the newest version
 * @param damaged as in `newerRows`
 * @param chosen keys of that list, or everything in it
 */
export function mergeRows(
  target: string,
  damaged: string,
  chosen: 'all' | readonly string[],
  whole: Parameters<typeof newerRows>[2],
): Merged {
  const listed = new Set(newerRows(target, damaged, whole).rows.map(({ key }) => key));
  const wanted = chosen === 'all' ? [...listed] : chosen.filter((key) => listed.has(key));
  const database = openDatabase(target);
  try {
    database.prepare('ATTACH DATABASE ? AS damaged').run(damaged);
    database.pragma('foreign_keys = OFF');
    const merged = database.transaction(() => bringIn(database, wanted))();
    database.exec('DETACH DATABASE damaged');
    database.pragma('foreign_keys = ON');
    return merged;
  } finally {
    database.close();
  }
}

function bringIn(database: Database, wanted: readonly string[]): Merged {
  const steps = wanted.flatMap((text) => parseRowKey(text) ?? []);
  let casesBrought = 0;
  let refused = 0;
  for (const { table, key } of steps.filter(({ change }) => change === 'deleted'))
    remove(database, table, key);
  for (const table of contentTables) {
    for (const { key } of steps.filter((step) => step.table === table && step.change !== 'deleted')) {
      const needs = needOf(database, table, key);
      if (needs === 'nowhere') {
        refused += 1;
        continue;
      }
      if (needs !== null) casesBrought += put(database, 'cases', needs);
      put(database, table, key);
      if (table === 'deletions') bringDeletion(database, key);
    }
  }
  clearLooseLinks(database);
  rebuildSearchIndex(database);
  return { merged: steps.length - refused, casesBrought, refused };
}

/** The case that has to come, too; null when it is there or none is named. */
function needOf(database: Database, table: ContentTable, key: string): string | null | 'nowhere' {
  if (!storedColumns(table).includes('caseId')) return null;
  const { caseId } = rowIn(database, 'damaged', table, key) ?? {};
  if (caseId === null || caseId === undefined || rowIn(database, 'main', 'cases', String(caseId)))
    return null;
  return rowIn(database, 'damaged', 'cases', String(caseId)) ? String(caseId) : 'nowhere';
}

function rowIn(
  database: Database,
  where: 'main' | 'damaged',
  table: ContentTable,
  key: string,
): SalvagedRow | undefined {
  return database
    .prepare<[string], SalvagedRow>(`SELECT * FROM ${where}."${table}" WHERE "${keyOf(table)}" = ?`)
    .get(key);
}

function put(database: Database, table: ContentTable, key: string): number {
  const list = storedColumns(table)
    .map((column) => `"${column}"`)
    .join(', ');
  return database
    .prepare(
      `INSERT OR REPLACE INTO main."${table}" (${list}) SELECT ${list} FROM damaged."${table}" WHERE "${keyOf(table)}" = ?`,
    )
    .run(key).changes;
}

function remove(database: Database, table: ContentTable, key: string): void {
  database.prepare(`DELETE FROM main."${table}" WHERE "${keyOf(table)}" = ?`).run(key);
}

/** What was deleted goes, and what was kept of it comes. */
function bringDeletion(database: Database, deletionId: string): void {
  const { content } = rowIn(database, 'main', 'deletions', deletionId) ?? {};
  const gone = ['parties', 'orders', 'documents', 'tasks', 'hearings', 'cases'] as const;
  for (const id of idsOfDeletion(String(content))) for (const table of gone) remove(database, table, id);
  database
    .prepare(
      'INSERT OR REPLACE INTO main.deletedDocuments SELECT * FROM damaged.deletedDocuments WHERE deletionId = ?',
    )
    .run(deletionId);
}

/** What names an entry that is in neither database, or that was not chosen, names nothing; what cannot be without one goes. */
function clearLooseLinks(database: Database): void {
  const problems = (): { table: ContentTable; rowid: number; fkid: number }[] =>
    database.pragma('main.foreign_key_check') as { table: ContentTable; rowid: number; fkid: number }[];
  for (const { table, rowid, fkid } of problems()) {
    const keys = database.pragma(`foreign_key_list("${table}")`) as {
      id: number;
      from: string;
      on_delete: string;
    }[];
    const key = keys.find(({ id }) => id === fkid)!;
    const sql =
      key.on_delete === 'SET NULL'
        ? `UPDATE main."${table}" SET "${key.from}" = NULL WHERE rowid = ?`
        : `DELETE FROM main."${table}" WHERE rowid = ?`;
    database.prepare(sql).run(rowid);
  }
}
