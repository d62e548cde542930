/** The gentlest repair: a copy of the database as it is, with everything made again that only finds its entries. */
import { copyFile, rm } from 'node:fs/promises';
import { checkpoint, integrityProblems, openDatabase } from '../database.ts';
import { rowsDigest, rowsDigestOf } from '../digest.ts';
import { migrate, schemaDifferences } from '../migrate.ts';
import { emptySearchIndex, rebuildSearchIndex } from '../search-index.ts';
import { isDamage } from './probe-rows.ts';

/**
 * Makes the indexes of a copy again and proves that its rows are those that were read.
 * @param expected a database with every row of the damaged one, of the newest version
 * @returns false, and leaves nothing, when that is not enough
 */
export async function reindexCopy(copy: string, target: string, expected: string): Promise<boolean> {
  await copyFile(copy, target);
  if (isMadeAgain(target, expected)) return true;
  for (const suffix of ['', '-wal', '-shm']) await rm(`${target}${suffix}`, { force: true });
  return false;
}

function isMadeAgain(target: string, expected: string): boolean {
  const database = openDatabase(target);
  try {
    if (schemaDifferences(database).length > 0) return false;
    emptySearchIndex(database);
    database.exec('REINDEX');
    migrate(database);
    rebuildSearchIndex(database);
    checkpoint(database);
    return integrityProblems(database).length === 0 && rowsDigest(database) === rowsDigestOf(expected);
  } catch (error) {
    if (isDamage(error) || (error as { code?: string }).code?.startsWith('SQLITE_CONSTRAINT')) return false;
    throw error;
  } finally {
    database.close();
  }
}
