/** Has entries of an archive checked by threads, in the order in which they lie in the file. */
import { AppError } from '@causebook/contracts';
import type { Crew } from '../threads/crew.ts';
import { Damage } from '../threads/damage.ts';
import type { EntryToCheck } from './check-duties.ts';
import { dataDescriptor, localHeader, type ZipEntry } from './zip-layout.ts';
import type { SealedEntry } from './seal.ts';

/** What one thread is given at once. What it writes is made durable together, and a disk does that best with many files. */
const BATCH = { bytes: 32 << 20, entries: 256, targets: 64 };
/** Of a small archive each thread gets so many batches, but none with less bytes than that. */
const SHARES = { batches: 2, least: 1 << 20 };
/** Batches that wait for a thread. */
const WAITING = 1;
/** How much longer a byte takes that is inflated. */
const INFLATE_COST = 3;

export interface CheckRequest {
  readonly crew: Crew;
  /** Number of the open file. */
  readonly file: number;
  /** What the content of an entry must be, and where it goes. */
  readonly expected: (entry: ZipEntry) => Pick<EntryToCheck, 'sha256' | 'target'>;
  /** An entry has its content where it was to go, and it is durable there. */
  readonly onKept: (entry: EntryToCheck) => void;
  readonly onEntries: (count: number) => void;
  readonly onBytes: (bytes: number) => void;
}

/** Damage is the archive's; everything else keeps its code. */
export function asAppError(error: unknown): unknown {
  if (!(error instanceof Damage)) return error;
  const { message, entry } = error;
  return new AppError('FILE_CORRUPTION', message, {
    cause: error,
    ...(entry === undefined ? {} : { details: { entry } }),
  });
}

/**
 * @returns every entry with the SHA-256 of its packed form
 * @throws AppError FILE_CORRUPTION naming the first entry that is wrong; what a system call throws
 */
export async function checkEntries(
  entries: readonly ZipEntry[],
  { crew, file, expected, onKept, onEntries, onBytes }: CheckRequest,
): Promise<SealedEntry[]> {
  const packed: string[] = [];
  const failures = new Map<number, unknown>();
  const running = new Set<Promise<void>>();
  const check = async (first: number, batch: readonly EntryToCheck[]): Promise<void> => {
    try {
      const cost = batch.reduce((sum, entry) => sum + costOf(entry), 0);
      const found = await crew.run('checkEntries', { file, entries: batch }, { cost, told: onBytes });
      for (const [index, sha256] of found.entries()) packed[first + index] = sha256;
      for (const entry of batch) if (entry.target !== null) onKept(entry);
      onEntries(batch.length);
    } catch (error) {
      failures.set(first, error);
    }
  };
  const most = bytesTogether(entries, crew.size);
  for (let next = 0; next < entries.length && failures.size === 0;) {
    const batch = batchFrom(entries, next, most, expected);
    const checking = check(next, batch).finally(() => running.delete(checking));
    running.add(checking);
    next += batch.length;
    while (running.size >= crew.size * (1 + WAITING)) await Promise.race(running);
  }
  // Batches before the one that failed may still find something, and what comes first is what is told.
  await Promise.all(running);
  if (failures.size > 0) throw asAppError(failures.get(Math.min(...failures.keys())));
  return entries.map(({ name }, index) => ({ name, packedSha256: packed[index]! }));
}

const costOf = ({ method, packedSize, size }: EntryToCheck): number =>
  method === 0 ? packedSize : packedSize + INFLATE_COST * size;

const endOf = (entry: ZipEntry): number =>
  entry.offset + localHeader(entry).length + entry.packedSize + dataDescriptor(entry).length;

function bytesTogether(entries: readonly ZipEntry[], threads: number): number {
  if (threads === 1) return BATCH.bytes;
  const share = entries.reduce((sum, { packedSize }) => sum + packedSize, 0) / (threads * SHARES.batches);
  return Math.min(BATCH.bytes, Math.max(SHARES.least, share));
}

function batchFrom(
  entries: readonly ZipEntry[],
  first: number,
  most: number,
  expected: CheckRequest['expected'],
): EntryToCheck[] {
  const batch: EntryToCheck[] = [];
  let bytes = 0;
  let targets = 0;
  for (let at = first; at < entries.length && batch.length < BATCH.entries; at += 1) {
    if (bytes >= most || targets >= BATCH.targets) break;
    // A batch is read from front to back.
    if (at > first && entries[at]!.offset !== endOf(entries[at - 1]!)) break;
    const entry = { ...entries[at]!, ...expected(entries[at]!) };
    batch.push(entry);
    bytes += entry.packedSize;
    targets += entry.target === null ? 0 : 1;
  }
  return batch;
}
