/**
 * Reads a database file that SQLite has in use, at the speed of the disk. Safe only because SQLite's own lock keeps
 * everybody from writing to the file: a reader for whom the WAL is empty reads the file alone, so a checkpoint may not
 * change it (https://www.sqlite.org/walformat.html, "WAL Locks", WAL_READ_LOCK(0)). Commits go into the WAL meanwhile.
 */
import { statSync } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { throwIfCancelled } from '@causebook/contracts';
import { beginReading, writeFully, type Database } from '@causebook/data';
import { readFully, readFullySync } from './increment/whole-reads.ts';
import type { SnapshotHooks } from './snapshot.ts';
import { HEADER_BYTES, withoutWal } from './sqlite-header.ts';

/** How often it is tried to find the WAL empty, between the commits of others. */
const TRIES = 25;
/** Milliseconds that one try waits for those who read or write just now. */
const PATIENCE = 20;
const BUSY_TIMEOUT = 5_000;
const CHUNK = 4 << 20;

/**
 * Empties the WAL into the file and begins a read transaction for which the file alone is the database. When it returns
 * true, nobody writes to the file until that transaction ends.
 * @returns false when others commit or read so that the WAL was never found empty; no transaction is open then
 * @throws what SQLite throws; AppError CANCELLED
 */
export async function holdStill(live: Database, signal: AbortSignal): Promise<boolean> {
  live.pragma(`busy_timeout = ${PATIENCE}`);
  try {
    // Most of a long WAL goes without keeping a writer waiting; only what is left is moved while nobody can commit.
    live.pragma('wal_checkpoint(PASSIVE)');
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      throwIfCancelled(signal);
      const [checkpoint] = live.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
      if (checkpoint.busy === 0) {
        beginReading(live);
        // Looked at after the transaction has begun: what comes into the WAL from here on is not of this moment.
        if (isWalEmpty(live)) return true;
        live.exec('ROLLBACK');
      }
      await setTimeout(attempt);
    }
    return false;
  } finally {
    live.pragma(`busy_timeout = ${BUSY_TIMEOUT}`);
  }
}

/** Whether nobody has committed since the WAL was moved into the file. */
const isWalEmpty = (live: Database): boolean =>
  (statSync(`${fileOf(live)}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;

/** The file as SQLite names it: its WAL lies beside that one, also where the path led over a link. */
function fileOf(database: Database): string {
  const [main] = database.pragma('database_list') as [{ file: string }];
  return main.file;
}

/**
 * A database file that is held still. POSIX lets go of every lock that a process has on a file as soon as one of its
 * descriptors is closed, so there is one descriptor for everybody, and it is closed after SQLite's own.
 */
export class StillFile {
  /** Reads the moment at which it is held; its transaction is the lock. */
  readonly live: Database;
  /** In bytes. */
  readonly size: number;
  readonly #file: FileHandle;
  #isHeld = true;

  private constructor(live: Database, file: FileHandle, size: number) {
    this.live = live;
    this.#file = file;
    this.size = size;
  }

  /**
   * @param live the only connection of this process; closed by `letGo` from now on
   * @returns null when it cannot be held; `live` is as it was then, and the caller's
   * @throws as `holdStill`; what opening the file throws
   */
  static async hold(live: Database, source: string, signal: AbortSignal): Promise<StillFile | null> {
    if (!(await holdStill(live, signal))) return null;
    const { size } = await stat(source);
    return new StillFile(live, await open(source, 'r'), size);
  }

  /** As SQLite names it. */
  get path(): string {
    return fileOf(this.live);
  }

  /** Its number, for threads that read it. */
  get descriptor(): number {
    return this.#file.fd;
  }

  /** The first bytes. */
  async header(): Promise<Buffer> {
    const header = Buffer.alloc(HEADER_BYTES);
    await readFully(this.#file, header, 0);
    return header;
  }

  /**
   * Whether nobody has committed since: a transaction that has begun by now, too, sees the file and nothing else. While
   * it is held the WAL cannot be emptied, so one that is empty always was.
   */
  get isUntouched(): boolean {
    return this.#isHeld && isWalEmpty(this.live);
  }

  /** Fills the buffer from that byte of the database without a WAL, and does not wait. */
  read(into: Buffer, position: number): void {
    readFullySync(this.#file.fd, into, position);
    if (position === 0) withoutWal(into);
  }

  /** Copies it into a new file, as a database without a WAL. @throws AppError CANCELLED */
  async copyTo(
    target: string,
    { signal, onPages }: Pick<SnapshotHooks, 'signal' | 'onPages'>,
  ): Promise<void> {
    const { size } = this;
    const to = await open(target, 'wx', 0o600);
    try {
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK, size));
      for (let at = 0; at < size; at += CHUNK) {
        throwIfCancelled(signal);
        const piece = buffer.subarray(0, Math.min(CHUNK, size - at));
        await readFully(this.#file, piece, at);
        if (at === 0) withoutWal(piece);
        await writeFully(to, piece, at);
        onPages?.(at + piece.length, size);
      }
    } finally {
      await to.close();
    }
  }

  /** Writers may empty their WAL into it again. Closes `live`. */
  async letGo(): Promise<void> {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.live.close();
    await this.#file.close();
  }
}
