/** One consistent moment of the practice database, taken while writers go on. */
import { stat } from 'node:fs/promises';
import { AppError, throwIfCancelled, toAppError } from '@causebook/contracts';
import {
  integrityProblems,
  openDatabase,
  openReadOnly,
  refuseNewer,
  schemaDifferences,
  type Database,
} from '@causebook/data';

/** Pages copied between two looks at the cancel signal: 4 MiB. */
const PAGES_PER_STEP = 1024;

/**
 * Copies the database with SQLite's online backup into a file that must not exist, and proves the copy: it is there,
 * has pages, passes the integrity check and has our schema. The copy runs under a read transaction of a connection of
 * its own, because otherwise every commit elsewhere would start it again.
 * @returns the snapshot, open for reading
 * @throws AppError FILE_CORRUPTION when the live database is damaged; BUSY, INSUFFICIENT_SPACE, CANCELLED
 */
export async function takeSnapshot(
  source: string,
  target: string,
  hooks: { readonly signal: AbortSignal; readonly onPages?: (done: number, total: number) => void },
): Promise<Database> {
  const live = openDatabase(source);
  try {
    refuseNewer(live);
    live.exec('BEGIN');
    // A read transaction begins with the first read, not with BEGIN.
    live.prepare('SELECT count(*) FROM sqlite_schema').get();
    await live.backup(target, {
      progress: ({ totalPages, remainingPages }) => {
        throwIfCancelled(hooks.signal);
        hooks.onPages?.(totalPages - remainingPages, totalPages);
        return PAGES_PER_STEP;
      },
    });
    live.exec('COMMIT');
  } catch (error) {
    throw toAppError(error, 'BACKUP_FAILED');
  } finally {
    live.close();
  }
  return proveSnapshot(target);
}

/** backup() can resolve without having made a file, so nothing is believed that the file itself does not show. */
async function proveSnapshot(path: string): Promise<Database> {
  const size = await stat(path).then(
    (facts) => facts.size,
    () => 0,
  );
  if (size === 0)
    throw new AppError('BUSY', 'The database was locked by another program, so no snapshot could be taken.');
  const copy = openDatabase(path);
  try {
    // A plain file without a WAL: what is in the archive is all there is.
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
  const snapshot = openReadOnly(path);
  try {
    const problems = [...schemaDifferences(snapshot), ...integrityProblems(snapshot)];
    if (problems.length > 0) {
      throw new AppError('FILE_CORRUPTION', `The database of the practice is damaged: ${problems[0]}`, {
        remedy:
          'Restore the newest good backup. The damaged database is kept. No backup was made, so that no good one is displaced.',
        details: { problems: problems.length, first: problems[0] ?? null },
      });
    }
    return snapshot;
  } catch (error) {
    snapshot.close();
    throw error;
  }
}
