/**
 * A copy of a damaged database to work on. The database itself, and the journal beside it, are read and never written;
 * what the disk will not give is nought in the copy.
 */
import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { AppError, throwIfCancelled } from '@causebook/contracts';
import { beginReading, openReadOnly, type Database } from '../database.ts';
import { exists } from '../durable-files.ts';
import { databaseVersion, PRACTICE_APPLICATION_ID, refuseNewer } from '../migrate.ts';
import { readAround } from '../whole-reads.ts';
import { applyJournal, type JournalState } from './apply-wal.ts';

/** Bytes read at once. */
const CHUNK = 1 << 20;
/** A head that promises much more than the file has is damaged itself. */
const BELIEVABLE = 16;

export interface DamagedCopy {
  readonly path: string;
  /** SHA-256 over the database and its journal as they were read. */
  readonly sourceHash: string;
  readonly journal: JournalState;
  /** Bytes that the disk could not read. */
  readonly unreadableBytes: number;
  readonly size: number;
}

interface Hooks {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** SHA-256 over a database that nobody writes, and over its journal. */
export async function hashDamaged(database: string, hooks: Hooks = {}): Promise<string> {
  const hash = createHash('sha256');
  for (const path of [database, `${database}-wal`]) {
    hash.update('\n');
    if (await exists(path)) await readTolerantly(path, hooks, (bytes) => void hash.update(bytes));
  }
  return hash.digest('hex');
}

/**
 * Copies a damaged database with its journal, and brings the copy into a form that can be opened if any can be.
 * @param target must not exist
 * @param isOpen whether this Causebook has it open: then it is copied page by page, as a backup is
 * @throws AppError CANCELLED, INSUFFICIENT_SPACE, NOT_FOUND
 */
export async function copyDamaged(
  source: string,
  target: string,
  { isOpen, ...hooks }: Hooks & { readonly isOpen: boolean },
): Promise<DamagedCopy> {
  if (!(await exists(source)))
    throw new AppError('NOT_FOUND', 'The database of the practice is not there any more.');
  const sourceHash = await hashDamaged(source, hooks);
  if (isOpen) await copyOpen(source, target);
  const unreadableBytes = isOpen ? 0 : await copyTolerantly(source, target, hooks);
  let journal: JournalState = 'none';
  if (!isOpen && (await exists(`${source}-wal`))) {
    const copiedJournal = `${target}.journal`;
    await copyTolerantly(`${source}-wal`, copiedJournal, hooks);
    journal = applyJournal(target, copiedJournal);
    await rm(copiedJournal);
  }
  return { path: target, sourceHash, journal, unreadableBytes, size: await makeReadable(target) };
}

async function copyOpen(source: string, target: string): Promise<void> {
  const live = openReadOnly(source);
  try {
    beginReading(live);
    await live.backup(target);
    live.exec('COMMIT');
  } finally {
    live.close();
  }
}

async function copyTolerantly(source: string, target: string, hooks: Hooks): Promise<number> {
  const file = await open(target, 'wx', 0o600);
  try {
    return await readTolerantly(source, hooks, (bytes) => file.writeFile(bytes));
  } finally {
    await file.close();
  }
}

/** @returns bytes that could not be read; they are given as noughts */
async function readTolerantly(
  path: string,
  { signal, onBytes }: Hooks,
  take: (bytes: Buffer) => void | Promise<void>,
): Promise<number> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    let lost = 0;
    for (let at = 0; at < size; at += CHUNK) {
      throwIfCancelled(signal);
      const piece = await readAround(file, at, Math.min(CHUNK, size - at), isBadPlace);
      lost += piece.lost;
      await take(piece.bytes);
      onBytes?.(piece.bytes.length);
    }
    return lost;
  } finally {
    await file.close();
  }
}

const isBadPlace = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EIO';

/**
 * SQLite opens no database that is shorter than its head says, nor one whose journal is gone: the copy is made as long as
 * it should be, and needs no journal.
 * @returns its size
 */
async function makeReadable(path: string): Promise<number> {
  const file = await open(path, 'r+');
  try {
    const head = Buffer.alloc(100);
    await file.read(head, 0, 100, 0);
    const { size } = await file.stat();
    if (head.toString('latin1', 0, 16) !== 'SQLite format 3\0') return size;
    const pageSize = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16);
    if (pageSize < 512) return size;
    const isTold = head.readUInt32BE(24) === head.readUInt32BE(92);
    const pages = Math.ceil(size / pageSize);
    const told = head.readUInt32BE(28);
    const wanted = isTold && told > pages && told <= pages * BELIEVABLE ? told : pages;
    head.fill(1, 18, 20);
    head.writeUInt32BE(wanted, 28);
    head.writeUInt32BE(head.readUInt32BE(24), 92);
    await file.write(head, 0, 100, 0);
    await file.truncate(wanted * pageSize);
    return wanted * pageSize;
  } finally {
    await file.close();
  }
}

/**
 * The copy as SQLite sees it, or null when SQLite cannot tell what is in it.
 * @throws AppError VERSION_UNSUPPORTED for the database of a newer Causebook: it is whole, and not to be taken apart
 */
export function openCopy(path: string): Database | null {
  let database: Database;
  try {
    database = openReadOnly(path);
  } catch (error) {
    if (error instanceof AppError && isOfTheFile(error)) return null;
    throw error;
  }
  try {
    const isOurs =
      database.pragma('application_id', { simple: true }) === PRACTICE_APPLICATION_ID &&
      databaseVersion(database) >= 1;
    if (isOurs) refuseNewer(database);
    // Reads all of it: a page of it may be gone.
    database.prepare('SELECT name, sql FROM sqlite_schema').all();
    if (isOurs) return database;
  } catch (error) {
    database.close();
    if (error instanceof AppError) throw error;
    if ((error as { code?: string }).code?.startsWith('SQLITE_')) return null;
    throw error;
  }
  database.close();
  return null;
}

const isOfTheFile = ({ code }: AppError): boolean =>
  code === 'FILE_CORRUPTION' || code === 'CONNECTION_FAILED' || code === 'DEVICE_ERROR';
