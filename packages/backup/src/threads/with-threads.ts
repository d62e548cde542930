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
/** Less work than this, in bytes, is done before a thread has started: much where it is packed, little where it is read. */
const WORTH_PACKING = 4 << 20;
const WORTH_READING = 24 << 20;

const inPlace: ThreadOptions = { entry: null };

/** Threads that pass contents through slots. A cancel ends them at once. */
export async function withThreads<Result>(
  hooks: ThreadHooks,
  bytes: number,
  work: (given: Threads) => Promise<Result>,
): Promise<Result> {
  const threads = bytes < (hooks.threads?.least ?? WORTH_PACKING) ? inPlace : hooks.threads;
  const slots = new SlotRing(SLOTS_PER_THREAD * (1 + Crew.sizeOf(threads)), hooks.signal);
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
): Promise<Result> =>
  working({ signal, threads: bytes < (threads?.least ?? WORTH_READING) ? inPlace : threads }, work);

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
