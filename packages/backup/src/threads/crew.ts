/**
 * The threads of one task. Each does its duties one after another and in order; a duty goes to the thread with the least
 * to do, or to the one that it is pinned to. Where a thread cannot be had, the same duties run in place.
 */
import { AppError } from '@causebook/contracts';
import {
  dutiesWith,
  type Duties,
  type DutyInput,
  type DutyName,
  type DutyResult,
  type Tell,
} from './duties.ts';
import { thrownAgain, type FromThread, type ToDo } from './messages.ts';
import { ownThreads, threadsOf, type ThreadOptions } from './thread-options.ts';
import { ThreadPool, type Thread } from './thread-pool.ts';

/** Duties that load SQLite and zod into a thread, which then takes as much memory as another app. */
const HEAVY: ReadonlySet<DutyName> = new Set(['checkDatabase', 'digestDatabase', 'holdDatabase']);

/** After so many duties a thread keeps much in its heap that nobody needs, and a new one starts in no time beside them. */
const WORN_AFTER = 100;

interface Pending {
  readonly member: Member;
  readonly cost: number;
  readonly told: Tell;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

interface Member {
  load: number;
  /** How many it was given in all. */
  duties: number;
  /** Hands over a duty. */
  readonly post: (message: ToDo) => void;
  /** @param isFit whether its thread may work for others */
  readonly end: (isFit: boolean) => Promise<unknown>;
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
  /** Members whose threads are not for others: what nobody waits for any more is still being done, or they are too large. */
  readonly #spent = new Set<Member>();
  /** Threads that nobody else works with. */
  readonly #own: ThreadPool | null;
  /** Why nothing more is done. */
  #failure: { readonly error: unknown } | null = null;
  #isClosed = false;
  #dismissed: Promise<void> = Promise.resolve();
  #last = 0;

  /** @param slots shared with every thread */
  constructor(slots: readonly SharedArrayBuffer[], options: ThreadOptions = ownThreads) {
    const { entry, pool = entry === null ? null : new ThreadPool(entry) } = options;
    this.#own = options.pool ? null : pool;
    this.#members =
      pool === null || entry === null
        ? [this.#inPlace(slots)]
        : Array.from({ length: threadsOf(options) }, () => this.#thread(pool, slots));
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
    member.duties += 1;
    if (HEAVY.has(duty) || member.duties > WORN_AFTER) this.#spent.add(member);
    this.#pending.set(id, { member, cost, told, resolve, reject });
    member.post({ type: 'do', id, duty, input });
    return promise;
  }

  /** Gives back threads that others can use, ends the rest whatever they are doing, and waits until they have ended. */
  async dismiss(): Promise<void> {
    if (this.#isClosed) return this.#dismissed;
    this.#isClosed = true;
    this.#fail(new AppError('CANCELLED'));
    const ends = this.#members.map((member) => member.end(!this.#spent.has(member)));
    this.#dismissed = Promise.all(ends).then(() => this.#own?.end());
    await this.#dismissed;
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    for (const { member, reject } of this.#pending.values()) {
      this.#spent.add(member);
      reject(error);
    }
    this.#pending.clear();
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    if (pending) pending.member.load -= pending.cost;
    this.#pending.delete(id);
    return pending;
  }

  #receive(message: Exclude<FromThread, { type: 'ready' }>): void {
    if (message.type === 'told') this.#pending.get(message.id)?.told(message.bytes);
    else if (message.type === 'done') this.#settle(message.id)?.resolve(message.result as never);
    else this.#settle(message.id)?.reject(thrownAgain(message.failure));
  }

  /** A thread, which is taken with its first duty; should it not even start, its duties are done in place. */
  #thread(pool: ThreadPool, slots: readonly SharedArrayBuffer[]): Member {
    let thread: Thread | null = null;
    let instead: Member | null = null;
    const take = (): Thread => {
      const taken = pool.take();
      taken.workFor(
        {
          receive: (message) => this.#receive(message),
          broke: (error, unstarted) => {
            if (this.#isClosed) return;
            // Out of memory, or a defect: the operation fails, nothing waits for ever.
            if (unstarted === null) return this.#fail(error);
            process.emitWarning(
              `A thread of the engine did not start, so its work is done without it: ${String(error)}`,
            );
            instead = this.#inPlace(slots);
            for (const message of unstarted) if (message.type === 'do') instead.post(message);
          },
        },
        slots,
      );
      return taken;
    };
    const post = (message: ToDo): void => {
      if (instead) return instead.post(message);
      (thread ??= take()).post(message);
    };
    const end = async (isFit: boolean): Promise<void> => {
      await instead?.end(isFit);
      if (thread) await (isFit ? pool.giveBack(thread) : thread.end());
    };
    return { load: 0, duties: 0, post, end };
  }

  #inPlace(slots: readonly SharedArrayBuffer[]): Member {
    const duties: Duties = dutiesWith({
      slots: slots.map((slot) => Buffer.from(slot)),
      isCancelled: () => this.#isClosed,
    });
    let last = Promise.resolve();
    const work = async ({ id, duty, input }: ToDo): Promise<void> => {
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
      duties: 0,
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
