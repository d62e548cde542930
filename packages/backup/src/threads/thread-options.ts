/** Which threads an operation may have. Loads nothing else, so that threads can be started before anything is. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ThreadPool } from './thread-pool.ts';

export interface ThreadOptions {
  /** The module that a thread runs: `worker.ts`, or what was built of it. Null to do everything in place. */
  readonly entry: string | null;
  /** How many threads; by itself as many as the computer runs at once, up to four. */
  readonly count?: number;
  /** Bytes from which on a thread is worth its start; by itself as `with-threads.ts` says. */
  readonly least?: number;
  /** Where threads come from and go to; by itself they are the crew's own. */
  readonly pool?: ThreadPool;
}

/** More threads than this cost memory and wait for the disk. */
const MOST_THREADS = 4;
/** How many threads a crew has. */
export const threadsOf = ({ entry, count }: ThreadOptions = ownThreads): number =>
  entry === null ? 1 : Math.max(1, Math.min(count ?? availableParallelism(), MOST_THREADS));

/** Threads from these sources; null where they have been bundled into something else. */
function ownEntry(): string | null {
  const path = join(import.meta.dirname, 'worker.ts');
  return existsSync(path) ? path : null;
}

export const ownThreads: ThreadOptions = { entry: ownEntry() };

/** Less to read than this, in bytes, is read before a thread has started. */
export const WORTH_READING = 24 << 20;
