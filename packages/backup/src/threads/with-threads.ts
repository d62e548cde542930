/** Gives a task its threads, and takes them back whatever happens. */
import { throwIfCancelled } from '@causebook/contracts';
import { Crew } from './crew.ts';
import { SlotRing } from './slots.ts';
import { threadsOf, WORTH_READING, type ThreadOptions } from './thread-options.ts';

export interface Threads {
  readonly crew: Crew;
  readonly slots: SlotRing;
}

export interface ThreadHooks {
  readonly signal: AbortSignal;
  readonly threads?: ThreadOptions | undefined;
}

/** Slots that a thread keeps busy: what it works on, what it works on next, and what is being written. */
const SLOTS_PER_THREAD = 4;
/** As `WORTH_READING`, where it is packed: that is more work. */
const WORTH_PACKING = 4 << 20;
/** As `WORTH_READING`, where threads rest that have started already. */
const WORTH_ASKING = 2 << 20;

const inPlace: ThreadOptions = { entry: null };

/** Threads that pass contents through slots. A cancel ends them at once. */
export async function withThreads<Result>(
  hooks: ThreadHooks,
  bytes: number,
  work: (given: Threads) => Promise<Result>,
): Promise<Result> {
  const threads = bytes < (hooks.threads?.least ?? WORTH_PACKING) ? inPlace : hooks.threads;
  const slots = new SlotRing(SLOTS_PER_THREAD * (1 + threadsOf(threads)), hooks.signal);
  try {
    return await working({ ...hooks, threads }, (crew) => work({ crew, slots }), slots.buffers);
  } finally {
    slots.close();
  }
}

/**
 * Threads that need no slots.
 * @param bytes how much there is to read
 */
export const withCrew = <Result>(
  { signal, threads }: ThreadHooks,
  bytes: number,
  work: (crew: Crew) => Promise<Result>,
): Promise<Result> => working({ signal, threads: threadsToRead(threads, bytes) }, work);

function threadsToRead(threads: ThreadOptions | undefined, bytes: number): ThreadOptions | undefined {
  if (bytes >= (threads?.least ?? WORTH_READING)) return threads;
  const resting = threads?.pool?.resting ?? 0;
  if (resting === 0 || bytes < WORTH_ASKING) return inPlace;
  return { ...threads!, count: Math.min(threadsOf(threads), resting) };
}

async function working<Result>(
  { signal, threads }: ThreadHooks,
  work: (crew: Crew) => Promise<Result>,
  buffers: readonly SharedArrayBuffer[] = [],
): Promise<Result> {
  // A signal that was given before is not given again.
  throwIfCancelled(signal);
  const crew = new Crew(buffers, threads);
  const dismiss = (): void => void crew.dismiss();
  signal.addEventListener('abort', dismiss, { once: true });
  try {
    return await work(crew);
  } finally {
    signal.removeEventListener('abort', dismiss);
    await crew.dismiss();
  }
}
