/** One consistent moment of the practice database, taken while writers go on. */
import { stat } from 'node:fs/promises';
import { AppError, throwIfCancelled, toAppError } from '@causebook/contracts';
import { beginReading, openDatabase, openReadOnly, refuseNewer, type Database } from '@causebook/data';
import { proveDatabase, rowsOf, type DatabaseProof } from './database-proof.ts';
import { StillFile } from './still-file.ts';

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

/** An `onPages` that tells bytes. @param size of the file @param told the bytes that were copied since the last call */
export function inBytes(size: number, told: (bytes: number) => void): (done: number, total: number) => void {
  let before = 0;
  return (done, total) => {
    const bytes = Math.floor((size * done) / Math.max(1, total));
    told(bytes - before);
    before = bytes;
  };
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
  const moment = await beginMoment(source, hooks);
  try {
    if (moment instanceof StillFile) await moment.copyTo(target, hooks);
    else await copyPageByPage(moment, target, hooks);
  } catch (error) {
    throw toAppError(error, 'BACKUP_FAILED');
  } finally {
    await endMoment(moment);
  }
}

/** The file held still; or where it cannot be, a connection with a read transaction. Ended by `endMoment`. */
export type BegunMoment = StillFile | Database;

/** @throws AppError VERSION_UNSUPPORTED, BUSY, CANCELLED */
export async function beginMoment(
  source: string,
  { signal, isAlone, onBegun }: SnapshotHooks,
): Promise<BegunMoment> {
  const live = openDatabase(source);
  let still: StillFile | null = null;
  try {
    refuseNewer(live);
    if (isAlone === true) still = await StillFile.hold(live, source, signal);
    if (still === null) beginReading(live);
    onBegun?.(live);
    return still ?? live;
  } catch (error) {
    await endMoment(still ?? live);
    throw toAppError(error, 'BACKUP_FAILED');
  }
}

export async function endMoment(moment: BegunMoment): Promise<void> {
  if (moment instanceof StillFile) await moment.letGo();
  else moment.close();
}

/**
 * Copies the moment that a read transaction sees.
 * @throws AppError BUSY, INSUFFICIENT_SPACE, CANCELLED
 */
export async function copyPageByPage(live: Database, target: string, hooks: SnapshotHooks): Promise<void> {
  await live.backup(target, {
    progress: ({ totalPages, remainingPages }) => {
      throwIfCancelled(hooks.signal);
      hooks.onPages?.(totalPages - remainingPages, totalPages);
      return PAGES_PER_STEP;
    },
  });
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
export const proveSnapshot = (path: string): string => rowsProven(proveDatabase(path));

/** As `proveSnapshot`, of a proof that somebody else has made. */
export const rowsProven = (proof: DatabaseProof): string => rowsOf(proof, damaged);

const damaged = (problems: readonly string[]): AppError =>
  new AppError('FILE_CORRUPTION', `The database of the practice is damaged: ${problems[0]}`, {
    remedy:
      'Restore the newest good backup. The damaged database is kept. No backup was made, so that no good one is displaced.',
    details: { problems: problems.length, first: problems[0] ?? null },
  });
