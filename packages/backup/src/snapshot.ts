/** One consistent moment of the practice database, taken while writers go on. */
import { stat } from 'node:fs/promises';
import { AppError, throwIfCancelled, toAppError } from '@causebook/contracts';
import { openDatabase, openReadOnly, refuseNewer, type Database } from '@causebook/data';
import { proveDatabase, rowsOf } from './database-proof.ts';
import { proveBeside } from './prove-beside.ts';
import { copyWhileStill, holdStill } from './still-file.ts';
import type { ThreadHooks } from './threads/with-threads.ts';

/** Pages copied between two looks at the cancel signal: 4 MiB. */
const PAGES_PER_STEP = 1024;

export interface SnapshotHooks {
  readonly signal: AbortSignal;
  readonly onPages?: (done: number, total: number) => void;
  /** Sees the live database as the copy will be. */
  readonly onBegun?: (live: Database) => void;
  /** As `isAlone` of EngineHooks. */
  readonly isAlone?: boolean | undefined;
}

/**
 * Copies the database into a file that must not exist, and proves the copy.
 * @returns the snapshot, open for reading
 * @throws AppError as copyMoment and proveSnapshot
 */
export async function takeSnapshot(source: string, target: string, hooks: SnapshotHooks): Promise<Database> {
  await copyMoment(source, target, hooks);
  proveSnapshot(target);
  return openReadOnly(target);
}

/**
 * Copies one moment of the database into a file that must not exist: a plain database without a WAL. Nothing is proven
 * of it but that it is there. Where this process has the database open by this one connection only, the file is copied
 * while nobody can write to it and the writers go on in the WAL; else SQLite copies it page by page, under a read
 * transaction of a connection of its own, because otherwise every commit elsewhere would start it again.
 * @throws AppError BUSY, INSUFFICIENT_SPACE, CANCELLED, VERSION_UNSUPPORTED
 */
export async function copyMoment(source: string, target: string, hooks: SnapshotHooks): Promise<void> {
  const live = openDatabase(source);
  try {
    refuseNewer(live);
    if (hooks.isAlone === true && (await holdStill(live, hooks.signal))) {
      hooks.onBegun?.(live);
      await copyWhileStill(live, source, target, hooks);
    } else {
      live.exec('BEGIN');
      // A read transaction begins with the first read, not with BEGIN.
      live.prepare('SELECT count(*) FROM sqlite_schema').get();
      hooks.onBegun?.(live);
      await live.backup(target, {
        progress: ({ totalPages, remainingPages }) => {
          throwIfCancelled(hooks.signal);
          hooks.onPages?.(totalPages - remainingPages, totalPages);
          return PAGES_PER_STEP;
        },
      });
      live.exec('COMMIT');
    }
  } catch (error) {
    throw toAppError(error, 'BACKUP_FAILED');
  } finally {
    live.close();
  }
  await leaveWal(target);
}

/** backup() can resolve without having made a file, so nothing is believed that the file itself does not show. */
async function leaveWal(path: string): Promise<void> {
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
}

/**
 * Looks whether a copy has our schema and passes SQLite's checks.
 * @returns the digest of its rows
 * @throws AppError FILE_CORRUPTION when the live database, of which it is a copy, is damaged
 */
export const proveSnapshot = (path: string): string => rowsOf(proveDatabase(path), damaged);

/** As `proveSnapshot`, in a thread of its own. @throws AppError CANCELLED, too */
export const proveSnapshotBeside = async (path: string, hooks: ThreadHooks): Promise<string> =>
  rowsOf(await proveBeside(path, hooks), damaged);

const damaged = (problems: readonly string[]): AppError =>
  new AppError('FILE_CORRUPTION', `The database of the practice is damaged: ${problems[0]}`, {
    remedy:
      'Restore the newest good backup. The damaged database is kept. No backup was made, so that no good one is displaced.',
    details: { problems: problems.length, first: problems[0] ?? null },
  });
