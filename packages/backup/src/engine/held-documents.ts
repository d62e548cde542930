/** Which documents a store holds soundly, found out by threads. */
import type { HeldFile } from '../archive/check-duties.ts';
import type { Crew } from '../threads/crew.ts';

/** What one thread is given at once. */
const BATCH = { bytes: 8 << 20, files: 256 };
const WAITING = 1;

/**
 * Hashes every file that is there with its size.
 * @param onBytes told of the bytes that need no more looking at
 */
export async function hashHeld(
  files: readonly HeldFile[],
  crew: Crew,
  onBytes: (bytes: number) => void,
): Promise<boolean[]> {
  const isHeld: boolean[] = [];
  const running = new Set<Promise<void>>();
  for (let next = 0; next < files.length;) {
    const batch = batchFrom(files, next);
    const first = next;
    const cost = batch.reduce((sum, { size }) => sum + size, 0);
    const hashing: Promise<void> = crew
      .run('hashFiles', { files: batch }, { cost, told: onBytes })
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

function batchFrom(files: readonly HeldFile[], first: number): HeldFile[] {
  let bytes = 0;
  let end = first;
  for (; end < files.length && end - first < BATCH.files && bytes < BATCH.bytes; end += 1)
    bytes += files[end]!.size;
  return files.slice(first, end);
}
