/** The new database that salvaged rows go into: keeps what fits, counts it, and remembers what does not. */
import type { RowKind } from '@causebook/contracts';
import type { Database } from '../database.ts';
import { practiceTables } from '../schema.ts';
import type { Value } from './page-file.ts';
import { keyOf, misfit, storedColumns, type ContentTable } from './row-fits.ts';

export const kindOf: Readonly<Record<ContentTable, RowKind>> = {
  users: 'user',
  imports: 'import',
  cases: 'case',
  parties: 'party',
  hearings: 'hearing',
  tasks: 'task',
  documents: 'document',
  orders: 'order',
  deletions: 'deletion',
  deletedDocuments: 'deletedDocument',
  settings: 'setting',
};

export const contentTables: readonly ContentTable[] = practiceTables.map(({ name }) => name);

/** A row that was read and is not in the new database. */
export interface SetAside {
  readonly table: ContentTable;
  readonly rowid: number | null;
  readonly why: string;
  readonly values: Readonly<Record<string, Value>> | readonly Value[];
}

export class SalvageTarget {
  readonly setAside: SetAside[] = [];
  readonly #inserts: ReadonlyMap<ContentTable, (row: object) => void>;
  readonly #keys: ReadonlyMap<ContentTable, Set<string>>;
  readonly #rowids: ReadonlyMap<ContentTable, Set<number>>;
  readonly #asideRowids: ReadonlyMap<ContentTable, Set<number>>;

  /** @param database of the newest version and without content; nothing but this may write to it */
  constructor(database: Database) {
    this.#inserts = new Map(contentTables.map((table) => [table, inserter(database, table)]));
    this.#keys = new Map(contentTables.map((table) => [table, new Set<string>()]));
    this.#rowids = new Map(contentTables.map((table) => [table, new Set<number>()]));
    this.#asideRowids = new Map(contentTables.map((table) => [table, new Set<number>()]));
  }

  /** How many rows of a table are in. */
  count(table: ContentTable): number {
    return this.#keys.get(table)!.size;
  }

  hasKey(table: ContentTable, key: string): boolean {
    return this.#keys.get(table)!.has(key);
  }

  hasRowid(table: ContentTable, rowid: number): boolean {
    return this.#rowids.get(table)!.has(rowid);
  }

  /** Whether a row of that number was read, whatever became of it. */
  hasSeen(table: ContentTable, rowid: number): boolean {
    return this.hasRowid(table, rowid) || this.#asideRowids.get(table)!.has(rowid);
  }

  /** Puts a row in that fits, else aside. */
  add(table: ContentTable, rowid: number, row: Readonly<Record<string, Value>>): void {
    const column = misfit(table, row);
    const key = String(row[keyOf(table)]);
    if (column !== null) return this.putAside({ table, rowid, why: `its ${column} cannot be`, values: row });
    if (this.hasKey(table, key))
      return this.putAside({ table, rowid, why: 'another has the same id', values: row });
    this.#inserts.get(table)!(row);
    this.#keys.get(table)!.add(key);
    this.#rowids.get(table)!.add(rowid);
  }

  putAside(row: SetAside): void {
    this.setAside.push(row);
    if (row.rowid !== null) this.#asideRowids.get(row.table)!.add(row.rowid);
  }

  /** What was put aside and is in after all, read from another place, is not missing. */
  settle(): void {
    const isIn = ({ table, values }: SetAside): boolean => {
      const key = Array.isArray(values) ? values[0] : (values as Record<string, Value>)[keyOf(table)];
      return typeof key === 'string' && contentTables.some((any) => this.hasKey(any, key));
    };
    const left = this.setAside.filter((row) => row.why === 'another has the same id' || !isIn(row));
    this.setAside.splice(0, this.setAside.length, ...left);
  }
}

function inserter(database: Database, table: ContentTable): (row: object) => void {
  const columns = storedColumns(table);
  const insert = database.prepare<[object]>(
    `INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
  );
  return (row) => void insert.run(row);
}
