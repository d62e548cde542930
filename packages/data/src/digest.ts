/**
 * The logical digest of a practice: two practices with the same entries and the same documents have the same digest,
 * wherever they lie and however their databases are laid out. docs/backup-format.md has the rules, byte for byte.
 */
import { createHash } from 'node:crypto';
import { throwIfCancelled } from '@causebook/contracts';
import { openReadOnly, type Database } from './database.ts';
import { hashFile } from './document-store.ts';
import { databaseVersion } from './migrate.ts';
import { documentPath } from './profile-paths.ts';
import { referencedContents } from './referenced-contents.ts';
import { practiceTables } from './schema.ts';

/** The tables that a practice of this database's version has. */
const tablesOf = (database: Database): readonly { name: string; key: string }[] => {
  const version = databaseVersion(database);
  return practiceTables.filter(({ since }) => since <= version);
};

/**
 * SHA-256 over every row of every table that a practice of this version has: for each table a line `<name>`, then for each row in key order one
 * line, the JSON array of its values in alphabetical order of their columns.
 */
export function rowsDigest(
  database: Database,
  tables: readonly { name: string; key: string }[] = tablesOf(database),
): string {
  const hash = createHash('sha256');
  for (const { name, key } of tables) {
    const columns = (database.pragma(`table_info(${name})`) as { name: string }[])
      .map((column) => column.name)
      .toSorted();
    hash.update(`${name}\n`);
    const list = columns.map((column) => `"${column}"`).join(', ');
    const rows = database
      .prepare<[], unknown[]>(`SELECT ${list} FROM "${name}" ORDER BY "${key}" COLLATE BINARY`)
      .raw();
    let batch = '';
    for (const row of rows.iterate()) {
      batch += `${JSON.stringify(row)}\n`;
      if (batch.length > 1 << 16) {
        hash.update(batch);
        batch = '';
      }
    }
    hash.update(batch);
  }
  return hash.digest('hex');
}

/** As `rowsDigest`, of a database file that nobody has to have open. */
export function rowsDigestOf(path: string): string {
  const database = openReadOnly(path);
  try {
    return rowsDigest(database);
  } finally {
    database.close();
  }
}

/**
 * Joins the digest of the rows with what the documents really hold.
 * @param found pairs of a name in the store and the SHA-256 of its present content, or `absent`, in order of the names
 */
export function practiceDigest(
  rows: string,
  found: Iterable<readonly [sha256: string, content: string]>,
): string {
  const hash = createHash('sha256');
  hash.update(`${rows}\n`);
  for (const [sha256, content] of found) hash.update(`${sha256} ${content}\n`);
  return hash.digest('hex');
}

/** Digest of a practice on disk; reads every document. */
export async function digestPractice(
  database: Database,
  files: string,
  signal?: AbortSignal,
): Promise<string> {
  const found: [string, string][] = [];
  for (const { sha256 } of referencedContents(database)) {
    throwIfCancelled(signal);
    found.push([sha256, await contentOrAbsent(documentPath(files, sha256), signal)]);
  }
  return practiceDigest(rowsDigest(database), found);
}

async function contentOrAbsent(path: string, signal: AbortSignal | undefined): Promise<string> {
  try {
    return (await hashFile(path, signal)).sha256;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent';
    throw error;
  }
}
