/**
 * Salvage: whatever can still be read of a damaged database, as a new one of the newest version. Rows are read through
 * SQLite by their numbers; those it cannot reach are looked for page by page. Nothing is guessed: a row is the one that
 * was written, or it is put aside.
 */
import { setImmediate } from 'node:timers/promises';
import { throwIfCancelled, type RowKind } from '@causebook/contracts';
import { openDatabase, type Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import { searchTriggers } from '../migrations/0002-diary.ts';
import { readSetting, writeSetting } from '../practice.ts';
import { rebuildSearchIndex } from '../search-index.ts';
import { uniqueId } from '../unique-id.ts';
import { openCopy, type DamagedCopy } from './copy-damaged.ts';
import { knownOf, type KnownOf } from './known-rows.ts';
import { PageFile } from './page-file.ts';
import { mapPages } from './page-map.ts';
import { mendReferences, nothingMended } from './mend-references.ts';
import { isDamage, probeRows, type Gap } from './probe-rows.ts';
import { addedColumns, storedColumns, type ContentTable } from './row-fits.ts';
import { contentTables, kindOf, SalvageTarget, type SetAside } from './salvage-target.ts';
import { scanPages } from './scan-pages.ts';

export interface SalvageHooks {
  readonly signal?: AbortSignal | undefined;
  readonly onPages?: ((done: number, total: number) => void) | undefined;
  readonly now: Date;
  /** To be compared with another practice: nothing is put in place of what is missing. */
  readonly isForComparison?: boolean;
}

/** A row that an index names and that could not be read. */
export interface LostRow {
  readonly kind: RowKind;
  readonly id: string;
  /** As far as something is known of it. */
  readonly label: string;
}

export interface Salvaged {
  readonly kinds: readonly {
    readonly kind: RowKind;
    readonly read: number;
    readonly missing: number;
    readonly setAside: number;
  }[];
  readonly lost: readonly LostRow[];
  readonly setAside: readonly SetAside[];
  readonly placeholders: number;
  readonly clearedLinks: number;
  /** Whether SQLite could tell that this is a database at all. */
  readonly isReadable: boolean;
  /** Kinds of which everything was read: what is not there had been deleted. */
  readonly whole: readonly RowKind[];
}

/** Rows between two looks at the cancel signal. */
const BREATH = 2_000;

/**
 * @param target path of the new database; must not exist
 * @throws AppError CANCELLED, VERSION_UNSUPPORTED, INSUFFICIENT_SPACE
 */
export async function salvageRows(copy: DamagedCopy, target: string, hooks: SalvageHooks): Promise<Salvaged> {
  const source = openCopy(copy.path);
  const file = new PageFile(copy.path);
  const database = openDatabase(target, { create: true });
  try {
    migrate(database);
    database.pragma('foreign_keys = OFF');
    database.exec('BEGIN');
    for (const { name } of searchTriggers) database.exec(`DROP TRIGGER ${name}`);
    const salvaged = await fill(database, source, file, hooks);
    if (hooks.isForComparison !== true && readSetting(database, 'practice.id') === null)
      writeSetting(database, 'practice.id', uniqueId(hooks.now));
    for (const { sql } of searchTriggers) database.exec(sql);
    rebuildSearchIndex(database);
    database.exec('COMMIT');
    return salvaged;
  } finally {
    database.close();
    file.close();
    source?.close();
  }
}

async function fill(
  database: Database,
  source: Database | null,
  file: PageFile,
  hooks: SalvageHooks,
): Promise<Salvaged> {
  const target = new SalvageTarget(database);
  const gaps = new Map<ContentTable, Gap[]>();
  for (const table of contentTables) gaps.set(table, await probe(table, source, target, hooks));
  const map = mapPages(file, source);
  const known = new Map(contentTables.map((table) => [table, knownOf(table, map.entries)]));
  const isMissing = (table: ContentTable, rowid: number): boolean =>
    known.get(table)!.has(rowid) && !target.hasSeen(table, rowid);
  const isDamaged = contentTables.some(
    (table) =>
      gaps.get(table)!.length > 0 || [...known.get(table)!.keys()].some((rowid) => isMissing(table, rowid)),
  );
  if (isDamaged) {
    await scanPages({
      file,
      map,
      target,
      isWanted: (table, rowid) =>
        !target.hasSeen(table, rowid) &&
        (isMissing(table, rowid) || gaps.get(table)!.some(({ from, to }) => from <= rowid && rowid <= to)),
      onPage: (number) => breathe(number, hooks, () => hooks.onPages?.(number, file.pageCount)),
    });
  }
  target.settle();
  const lost = contentTables.flatMap((table) => lostOf(table, known.get(table)!, target));
  const mended =
    hooks.isForComparison === true
      ? nothingMended
      : mendReferences(database, target, { now: hooks.now, cases: known.get('cases')! });
  const kinds = contentTables.map((table) => ({
    kind: kindOf[table],
    read: target.count(table) - (mended.dropped.get(table) ?? 0),
    missing: lost.filter(({ kind }) => kind === kindOf[table]).length,
    setAside: target.setAside.filter((row) => row.table === table).length,
  }));
  const { placeholders, clearedLinks } = mended;
  const isWhole = ({ kind, missing, setAside }: Salvaged['kinds'][number]): boolean =>
    missing + setAside === 0 &&
    contentTables.some((table) => kindOf[table] === kind && gaps.get(table)!.length === 0);
  const whole = kinds.filter(isWhole).map(({ kind }) => kind);
  const isReadable = source !== null;
  return { kinds, lost, setAside: target.setAside, placeholders, clearedLinks, isReadable, whole };
}

/** @returns the numbers of rows that SQLite could not read */
async function probe(
  table: ContentTable,
  source: Database | null,
  target: SalvageTarget,
  hooks: SalvageHooks,
): Promise<Gap[]> {
  const gaps: Gap[] = [];
  const everything = [{ from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER }];
  const columns = source === null ? null : columnsIn(source, table);
  if (source === null || columns === null) return everything;
  // A table that an older version does not have yet.
  if (columns.length === 0) return [];
  let read = 0;
  try {
    for (const { rowid, row } of probeRows(source, table, columns, gaps)) {
      target.add(table, rowid, { ...addedColumns(table), ...asWritten(source, table, rowid, row) });
      read += 1;
      if (read % BREATH === 0) await breathe(read, hooks);
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    return everything;
  }
  return gaps;
}

type Read = Readonly<Record<string, string | number | Buffer | null>>;

/** Bytes that are no text come as a replacement character, which nobody wrote; then the bytes themselves are kept. */
function asWritten(source: Database, table: ContentTable, rowid: number, row: Read): Read {
  const doubtful = Object.entries(row).filter(
    ([, value]) => typeof value === 'string' && value.includes('\uFFFD'),
  );
  if (doubtful.length === 0) return row;
  const bytes = doubtful.flatMap(([column, value]) => {
    const found = source
      .prepare<[number], Buffer>(`SELECT CAST("${column}" AS BLOB) FROM "${table}" WHERE rowid = ?`)
      .pluck()
      .get(rowid);
    return found && !Buffer.from(String(value)).equals(found) ? [[column, found] as const] : [];
  });
  return { ...row, ...Object.fromEntries(bytes) };
}

/** Null when SQLite cannot tell; empty when there is no such table. */
function columnsIn(source: Database, table: ContentTable): string[] | null {
  try {
    const isTable = source
      .prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`)
      .get(table);
    if (!isTable) return [];
    const there = (source.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => name);
    return storedColumns(table).filter((column) => there.includes(column));
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
}

/** Those that an index names, and of which neither the number nor the id was read. */
function lostOf(table: ContentTable, known: KnownOf, target: SalvageTarget): LostRow[] {
  return [...known]
    .filter(([rowid, { key }]) => !target.hasSeen(table, rowid) && !target.hasKey(table, key))
    .map(([, { key, label }]) => ({ kind: kindOf[table], id: key, label }));
}

async function breathe(count: number, { signal }: SalvageHooks, tell?: () => void): Promise<void> {
  if (count % BREATH !== 0) return;
  tell?.();
  await setImmediate();
  throwIfCancelled(signal);
}
