/** Which documents a store holds soundly, found out by threads. */
import type { HeldFile } from '../archive/check-duties.ts';
import type { Crew } from '../threads/crew.ts';

/** What one thread is given at once. */
const BATCH = { bytes: 8 << 20, files: 256 };
const WAITING = 1;

type Document = Pick<HeldFile, 'sha256' | 'size'>;

/**
 * Hashes every document whose file is there with its size.
 * @param pathOf where its file would be; asked for a few at a time, because all paths together would take much memory
 * @param onBytes told of the bytes that need no more looking at
 */
export async function hashHeld(
  documents: readonly Document[],
  pathOf: (sha256: string) => string,
  crew: Crew,
  onBytes: (bytes: number) => void,
): Promise<boolean[]> {
  const isHeld: boolean[] = [];
  const running = new Set<Promise<void>>();
  for (let next = 0; next < documents.length;) {
    const batch = batchFrom(documents, next);
    const first = next;
    const cost = batch.reduce((sum, { size }) => sum + size, 0);
    const hashing: Promise<void> = crew
      .run(
        'hashFiles',
        { files: batch.map((held) => ({ ...held, path: pathOf(held.sha256) })) },
        { cost, told: onBytes },
      )
      .then((found) => {
        for (const [index, held] of found.entries()) isHeld[first + index] = held;
      })
      .finally(() => running.delete(hashing));
    hashing.catch(() => {});
    running.add(hashing);
    next += batch.length;
    while (running.size >= crew.size * (1 + WAITING)) await Promise.race(running);
  }
  await Promise.all(running);
  return isHeld;
}

function batchFrom(documents: readonly Document[], first: number): Document[] {
  let bytes = 0;
  let end = first;
  for (; end < documents.length && end - first < BATCH.files && bytes < BATCH.bytes; end += 1)
    bytes += documents[end]!.size;
  return documents.slice(first, end).map(({ sha256, size }) => ({ sha256, size }));
}
