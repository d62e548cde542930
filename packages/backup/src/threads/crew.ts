/**
 * The threads of one task. Each does its duties one after another and in order; a duty goes to the thread with the least
 * to do, or to the one that it is pinned to. Where a thread cannot be had, the same duties run in place.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '@causebook/contracts';
import {
  dutiesWith,
  type Duties,
  type DutyInput,
  type DutyName,
  type DutyResult,
  type Tell,
} from './duties.ts';
import { thrownAgain, type FromThread, type ThreadData, type ToThread } from './messages.ts';

export interface ThreadOptions {
  /** The module that a thread runs: `worker.ts`, or what was built of it. Null to do everything in place. */
  readonly entry: string | null;
  /** How many threads; by itself as many as the computer runs at once, up to four. */
  readonly count?: number;
  /** Bytes from which on a thread is worth its start; by itself as `with-threads.ts` says. */
  readonly least?: number;
}

/** More threads than this cost memory and wait for the disk. */
const MOST_THREADS = 4;
/** A thread needs little but its buffers; a large heap would only be filled with what is not needed any more. */
const HEAP_LIMITS = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 };

/** Threads from these sources; null where they have been bundled into something else. */
function ownEntry(): string | null {
  const path = join(import.meta.dirname, 'worker.ts');
  return existsSync(path) ? path : null;
}

export const ownThreads: ThreadOptions = { entry: ownEntry() };

interface Pending {
  readonly member: Member;
  readonly cost: number;
  readonly told: Tell;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

interface Member {
  load: number;
  /** Hands over a duty. */
  readonly post: (message: ToThread) => void;
  readonly end: () => Promise<unknown>;
}

export interface DutyCall {
  /** The member that must do it, by `member()`. */
  readonly pinned?: number;
  /** How long it takes, in any unit. */
  readonly cost?: number;
  readonly told?: Tell;
}

export class Crew {
  readonly #members: readonly Member[];
  readonly #pending = new Map<number, Pending>();
  /** Why nothing more is done. */
  #failure: { readonly error: unknown } | null = null;
  #isClosed = false;
  #last = 0;

  /** @param slots shared with every thread */
  constructor(slots: readonly SharedArrayBuffer[], options: ThreadOptions = ownThreads) {
    const { entry } = options;
    this.#members =
      entry === null
        ? [this.#inPlace(slots)]
        : Array.from({ length: Crew.sizeOf(options) }, () => this.#thread(entry, { slots }));
  }

  /** How many threads a crew has. */
  static sizeOf({ entry, count }: ThreadOptions = ownThreads): number {
    return entry === null ? 1 : Math.max(1, Math.min(count ?? availableParallelism(), MOST_THREADS));
  }

  get size(): number {
    return this.#members.length;
  }

  /** The member with the least to do. */
  member(): number {
    const least = Math.min(...this.#members.map(({ load }) => load));
    return this.#members.findIndex(({ load }) => load === least);
  }

  /** @throws what the duty throws; AppError CANCELLED when the crew is dismissed meanwhile */
  run<Name extends DutyName>(
    duty: Name,
    input: DutyInput<Name>,
    { pinned = this.member(), cost = 1, told = () => {} }: DutyCall = {},
  ): Promise<DutyResult<Name>> {
    const { promise, resolve, reject } = Promise.withResolvers<DutyResult<Name>>();
    // Whoever asked looks at it in due time; another failure may come first.
    promise.catch(() => {});
    if (this.#failure) {
      reject(this.#failure.error);
      return promise;
    }
    const member = this.#members[pinned]!;
    const id = (this.#last += 1);
    member.load += cost;
    this.#pending.set(id, { member, cost, told, resolve, reject });
    member.post({ id, duty, input });
    return promise;
  }

  /** Ends the threads, whatever they are doing, and waits until they have ended. */
  async dismiss(): Promise<void> {
    this.#isClosed = true;
    this.#fail(new AppError('CANCELLED'));
    await Promise.all(this.#members.map((member) => member.end()));
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    if (pending) pending.member.load -= pending.cost;
    this.#pending.delete(id);
    return pending;
  }

  #receive(message: FromThread): void {
    if (message.type === 'told') this.#pending.get(message.id)?.told(message.bytes);
    else if (message.type === 'done') this.#settle(message.id)?.resolve(message.result as never);
    else if (message.type === 'failed') this.#settle(message.id)?.reject(thrownAgain(message.failure));
  }

  /** A thread, which starts with its first duty; should it not even start, its duties are done in place. */
  #thread(entry: string, data: ThreadData): Member {
    const waiting: ToThread[] = [];
    let worker: Worker | null = null;
    let isReady = false;
    let instead: Member | null = null;
    const broke = (error: unknown): void => {
      if (this.#isClosed || instead) return;
      // Out of memory, or a defect: the operation fails, nothing waits for ever.
      if (isReady) return this.#fail(error);
      process.emitWarning(
        `A thread of the engine did not start, so its work is done without it: ${String(error)}`,
      );
      instead = this.#inPlace(data.slots);
      for (const message of waiting.splice(0)) instead.post(message);
    };
    const start = (): Worker => {
      const started = new Worker(entry, { workerData: data, resourceLimits: HEAP_LIMITS, execArgv: [] });
      started.on('message', (message: FromThread) => {
        if (message.type !== 'ready') return this.#receive(message);
        isReady = true;
        for (const early of waiting.splice(0)) started.postMessage(early);
      });
      started.on('error', broke);
      started.on('exit', (code) => broke(new Error(`A thread of the engine ended with code ${code}.`)));
      return started;
    };
    const post = (message: ToThread): void => {
      worker ??= start();
      if (instead) instead.post(message);
      else if (isReady) worker.postMessage(message);
      else waiting.push(message);
    };
    const end = async (): Promise<void> => {
      await worker?.terminate();
      await instead?.end();
    };
    return { load: 0, post, end };
  }

  #inPlace(slots: readonly SharedArrayBuffer[]): Member {
    const duties: Duties = dutiesWith({
      slots: slots.map((slot) => Buffer.from(slot)),
      isCancelled: () => this.#isClosed,
    });
    let last = Promise.resolve();
    const work = async ({ id, duty, input }: ToThread): Promise<void> => {
      // Lets cancels and progress through between two duties.
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#isClosed) return;
      try {
        const run = duties[duty] as (given: typeof input, told: Tell) => unknown;
        const result = await run(input, (bytes) => this.#receive({ type: 'told', id, bytes }));
        this.#settle(id)?.resolve(result as never);
      } catch (error) {
        this.#settle(id)?.reject(error);
      }
    };
    return {
      load: 0,
      post: (message) => {
        last = last.then(() => work(message));
      },
      end: async () => {
        await last;
        duties.putDown();
      },
    };
  }
}
