/**
 * A database as its changed pages. `database.pages` is: "CBPAGES1", the page size and the number of pages of the result
 * (4 bytes each, little endian), then for each changed page, ascending, its number (4 bytes, the first is 1) and its
 * bytes. docs/backup-format.md is normative.
 */
import { closeSync, openSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { AppError, throwIfCancelled } from '@causebook/contracts';
import { hashFile, writeFully } from '@causebook/data';
import { isPage, type PageFingerprints } from './page-fingerprints.ts';
import { readFully, readFullySync } from './whole-reads.ts';

const MAGIC = Buffer.from('CBPAGES1', 'latin1');
export const HEADER_SIZE = 16;
const NUMBER_SIZE = 4;
/** Pages read at a time: 4 MiB of the usual size. */
const PAGES_PER_READ = 1024;

/** Bytes of a delta of so many pages. */
export const deltaSize = (pageSize: number, pages: number): number =>
  HEADER_SIZE + pages * (NUMBER_SIZE + pageSize);

/** The copy of a database is another than what was proven of it. */
export const copyChanged = (): AppError =>
  new AppError('BACKUP_FAILED', 'The copy of the database did not stay what it was while it was backed up.', {
    remedy: 'Try again. If it happens again, have the memory and the disk of this computer checked.',
  });

/**
 * A database that pages are read from, as the file without a WAL that its fingerprints are of. They are read one after
 * another and without waiting: pages that were hashed a moment ago are in memory, where waiting takes longer than reading.
 */
export interface PageSource {
  /** Fills the buffer from that byte. @throws what a system call throws; AppError FILE_CORRUPTION */
  readonly read: (into: Buffer, position: number) => void;
  readonly close: () => void;
}

/** The pages of a plain database file. */
export function openPages(path: string): PageSource {
  const file = openSync(path, 'r');
  return {
    read: (into, position) => readFullySync(file, into, position),
    close: () => closeSync(file),
  };
}

export interface DatabasePages {
  /** Not asked for where no page travels. */
  readonly pages: () => PageSource;
  readonly fingerprints: PageFingerprints;
}

/**
 * Writes `database.pages`, which must not exist. It is durable only when published.
 * @throws AppError BACKUP_FAILED when a page is not the one that was fingerprinted
 */
export async function writeDelta(
  { pages: openSource, fingerprints }: DatabasePages,
  target: string,
  changed: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  const { pageSize, pages } = fingerprints;
  const to = await open(target, 'wx', 0o600);
  try {
    const header = Buffer.alloc(HEADER_SIZE);
    MAGIC.copy(header);
    header.writeUInt32LE(pageSize, 8);
    header.writeUInt32LE(pages, 12);
    await writeFully(to, header, 0);
    if (changed.length > 0) await writePages(openSource(), to, fingerprints, changed, signal);
  } finally {
    await to.close();
  }
}

async function writePages(
  from: PageSource,
  to: FileHandle,
  fingerprints: PageFingerprints,
  changed: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  try {
    const { pageSize } = fingerprints;
    const record = NUMBER_SIZE + pageSize;
    const buffer = Buffer.alloc(Math.min(changed.length, PAGES_PER_READ) * record);
    for (let first = 0; first < changed.length; first += PAGES_PER_READ) {
      throwIfCancelled(signal);
      const numbers = changed.slice(first, first + PAGES_PER_READ);
      const roomOf = (index: number): Buffer =>
        buffer.subarray(index * record + NUMBER_SIZE, (index + 1) * record);
      for (const [index, page] of numbers.entries()) {
        from.read(roomOf(index), (page - 1) * pageSize);
        buffer.writeUInt32LE(page, index * record);
        // Read elsewhere or at another time than its fingerprint, on which the hash of the whole database rests.
        if (!isPage(roomOf(index), page, fingerprints)) throw copyChanged();
      }
      await writeFully(to, buffer.subarray(0, numbers.length * record), HEADER_SIZE + first * record);
    }
  } finally {
    from.close();
  }
}

const damaged = (why: string): AppError =>
  new AppError('FILE_CORRUPTION', `The changed pages of the database cannot be used. ${why}`, {
    details: { entry: 'database.pages' },
  });

export interface ExpectedDatabase {
  readonly pageSize: number;
  readonly size: number;
  readonly sha256: string;
  readonly changedPages: number;
}

/**
 * Lays changed pages over a database file, in place, and makes the result durable.
 * @throws AppError FILE_CORRUPTION when the pages are not what they should be, or what comes out is not the database
 *   that was backed up; the file is then worthless
 */
export async function applyDelta(
  delta: string,
  database: string,
  expected: ExpectedDatabase,
  signal: AbortSignal,
): Promise<void> {
  const from = await open(delta, 'r');
  try {
    const pages = expected.size / expected.pageSize;
    const { size } = await from.stat();
    if (size !== deltaSize(expected.pageSize, expected.changedPages))
      throw damaged('There are not as many as there should be.');
    const header = Buffer.alloc(HEADER_SIZE);
    await readFully(from, header, 0);
    const isOurs =
      header.subarray(0, MAGIC.length).equals(MAGIC) &&
      header.readUInt32LE(8) === expected.pageSize &&
      header.readUInt32LE(12) === pages;
    if (!isOurs) throw damaged('Their head does not fit the description of the backup.');
    const to = await open(database, 'r+');
    try {
      await layOver(from, to, expected, signal);
      await to.truncate(expected.size);
      await to.sync();
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
  const found = await hashFile(database, signal);
  if (found.sha256 !== expected.sha256)
    throw damaged('What comes out is not the database that was backed up.');
}

async function layOver(
  from: FileHandle,
  to: FileHandle,
  { pageSize, size, changedPages: count }: ExpectedDatabase,
  signal: AbortSignal,
): Promise<void> {
  const record = NUMBER_SIZE + pageSize;
  const buffer = Buffer.alloc(Math.min(count, PAGES_PER_READ) * record);
  let previous = 0;
  for (let first = 0; first < count; first += PAGES_PER_READ) {
    throwIfCancelled(signal);
    const piece = buffer.subarray(0, Math.min(PAGES_PER_READ, count - first) * record);
    await readFully(from, piece, HEADER_SIZE + first * record);
    for (let at = 0; at < piece.length; at += record) {
      const page = piece.readUInt32LE(at);
      if (page <= previous || page > size / pageSize) throw damaged('They are not in order.');
      previous = page;
      await writeFully(to, piece.subarray(at + NUMBER_SIZE, at + record), (page - 1) * pageSize);
    }
  }
}
