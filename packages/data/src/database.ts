/** Opens SQLite databases the one way that Causebook opens them. */
import { AppError, toAppError } from '@causebook/contracts';
import SqliteDatabase from 'better-sqlite3';

export type Database = SqliteDatabase.Database;

/** Milliseconds that a statement waits for another connection's lock. */
const BUSY_TIMEOUT = 5_000;

/**
 * Opens a database for reading and writing: WAL, and `synchronous=FULL`, because better-sqlite3's WAL default loses
 * acknowledged entries on a power cut.
 * @throws AppError CONNECTION_FAILED, FILE_CORRUPTION, PERMISSION_DENIED, INSUFFICIENT_SPACE
 */
export function openDatabase(path: string, options: { readonly create?: boolean } = {}): Database {
  let database: Database | undefined;
  try {
    database = new SqliteDatabase(path, { fileMustExist: options.create !== true, timeout: BUSY_TIMEOUT });
    distrustContent(database);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    if (process.platform === 'darwin') {
      database.pragma('fullfsync = ON');
      database.pragma('checkpoint_fullfsync = ON');
    }
    return database;
  } catch (error) {
    database?.close();
    throw toAppError(error, 'CONNECTION_FAILED');
  }
}

/**
 * Opens a database that nothing may change. A WAL database needs its `-shm` even for reading, so a generation's
 * database in use is read through this as well.
 */
export function openReadOnly(path: string): Database {
  try {
    const database = new SqliteDatabase(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT });
    distrustContent(database);
    return database;
  } catch (error) {
    throw toAppError(error, 'CONNECTION_FAILED');
  }
}

/**
 * Opens a database that is to be proven: nothing may change it, and SQLite does not know what a full-text index is. So
 * nothing of the search index is run, which may have been made to be harmful; its tables are checked as all others are.
 * That it fits the rows is no part of the proof, and would take four fifths of the time of an integrity check.
 */
export function openToProve(path: string): Database {
  const database = openReadOnly(path);
  database.table('fts5', { columns: ['nothing'], rows: function* () {} });
  return database;
}

/** Begins a read transaction, which sees this moment until it ends. It begins with the first read, not with BEGIN. */
export function beginReading(database: Database): void {
  database.exec('BEGIN');
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
}

/** A restored database may have been crafted: its schema may call nothing, and damaged cells are found on reading. */
function distrustContent(database: Database): void {
  database.pragma('trusted_schema = OFF');
  database.pragma('cell_size_check = ON');
  database.pragma('mmap_size = 0');
}

/**
 * Moves the whole WAL into the database file and empties it.
 * @throws AppError BUSY when another connection still reads an older state.
 */
export function checkpoint(database: Database): void {
  const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
  if (result.busy !== 0) throw new AppError('BUSY', 'Another connection still reads the database.');
}

/** What SQLite says of a full-text index whose own tables are sound, and what it says does not fit. */
const ofAnIndexOnly = /^fts5: |\bFTS5 table\b/;

/**
 * Runs SQLite's integrity check and its foreign-key check. An empty list means that both passed. A search index that is
 * out of order is no problem of the practice: it holds nothing of its own, and is made again from the rows.
 */
export function integrityProblems(database: Database): string[] {
  const rows = database.pragma('integrity_check(20)') as { integrity_check: string }[];
  const problems = rows
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok' && !ofAnIndexOnly.test(line));
  if (problems.length > 0) return problems;
  // Asked for as a table, so that a lost page of a parent does not bring hundreds of thousands of rows at once.
  const orphans = database
    .prepare<[], { table: string; parent: string }>(
      'SELECT "table", parent FROM pragma_foreign_key_check LIMIT 20',
    )
    .all();
  return orphans.map((row) => `An entry of ${row.table} refers to a missing entry of ${row.parent}.`);
}
