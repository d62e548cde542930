/** Gives a task its threads, and takes them back whatever happens. */
import { throwIfCancelled } from '@causebook/contracts';
import { Crew, type ThreadOptions } from './crew.ts';
import { SlotRing } from './slots.ts';

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
/** Less work than this, in bytes, is done before a thread has started. */
const WORTH_A_THREAD = 4 << 20;

const inPlace: ThreadOptions = { entry: null };

/** Threads that pass contents through slots. A cancel ends them at once. */
export async function withThreads<Result>(
  hooks: ThreadHooks,
  bytes: number,
  work: (given: Threads) => Promise<Result>,
): Promise<Result> {
  const threads = bytes < WORTH_A_THREAD ? inPlace : hooks.threads;
  const slots = new SlotRing(SLOTS_PER_THREAD * (1 + Crew.sizeOf(threads)), hooks.signal);
  try {
    return await withCrew({ ...hooks, threads }, bytes, (crew) => work({ crew, slots }), slots.buffers);
  } finally {
    slots.close();
  }
}

/**
 * Threads that need no slots.
 * @param bytes how much there is to do
 */
export async function withCrew<Result>(
  { signal, threads }: ThreadHooks,
  bytes: number,
  work: (crew: Crew) => Promise<Result>,
  buffers: readonly SharedArrayBuffer[] = [],
): Promise<Result> {
  // A signal that was given before is not given again.
  throwIfCancelled(signal);
  const crew = new Crew(buffers, bytes < WORTH_A_THREAD ? inPlace : threads);
  const dismiss = (): void => void crew.dismiss();
  signal.addEventListener('abort', dismiss, { once: true });
  try {
    return await work(crew);
  } finally {
    signal.removeEventListener('abort', dismiss);
    await crew.dismiss();
  }
}
