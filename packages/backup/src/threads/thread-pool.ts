/**
 * The threads of one task. A start takes as long as hashing forty megabytes, so a thread that one crew needs no more
 * works for the next one.
 */
import { Worker } from 'node:worker_threads';
import type { FromThread, ToThread } from './messages.ts';

/** A thread needs little but its buffers; a large heap would only be filled with what is not needed any more. */
const HEAP_LIMITS = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 };

/** Whom a thread works for. */
export interface ThreadUser {
  readonly receive: (message: Exclude<FromThread, { type: 'ready' }>) => void;
  /** It does nothing more. @param unstarted what it had not begun, because it did not even start; else null */
  readonly broke: (error: unknown, unstarted: readonly ToThread[] | null) => void;
}

/** A thread that was started. It takes messages at once, and reads them when it is ready. */
export class Thread {
  readonly #worker: Worker;
  #waiting: ToThread[] | null = [];
  #user: ThreadUser | null = null;
  /** Why it does nothing more. */
  #fault: { readonly error: unknown } | null = null;

  constructor(entry: string) {
    this.#worker = new Worker(entry, { resourceLimits: HEAP_LIMITS, execArgv: [] });
    this.#worker.on('message', (message: FromThread) => {
      if (message.type !== 'ready') return this.#user?.receive(message);
      for (const early of this.#waiting?.splice(0) ?? []) this.#worker.postMessage(early);
      this.#waiting = null;
    });
    this.#worker.on('error', (error) => this.#broke(error));
    this.#worker.on('exit', (code) =>
      this.#broke(new Error(`A thread of the engine ended with code ${code}.`)),
    );
  }

  /** @param slots that its duties work with from now on */
  workFor(user: ThreadUser, slots: readonly SharedArrayBuffer[]): void {
    this.#user = user;
    this.post({ type: 'begin', slots });
  }

  /** It has nothing left to do, and lets go of what it worked with. */
  rest(): void {
    this.#user = null;
    this.post({ type: 'begin', slots: [] });
  }

  get isFit(): boolean {
    return this.#fault === null;
  }

  post(message: ToThread): void {
    if (this.#waiting) this.#waiting.push(message);
    else this.#worker.postMessage(message);
  }

  /** Resolves when it is gone, whatever it was doing. */
  async end(): Promise<void> {
    this.#user = null;
    await this.#worker.terminate();
  }

  #broke(error: unknown): void {
    if (this.#fault) return;
    this.#fault = { error };
    this.#user?.broke(error, this.#waiting);
  }
}

export class ThreadPool {
  readonly #entry: string;
  readonly #resting: Thread[] = [];
  #isEnded = false;

  constructor(entry: string) {
    this.#entry = entry;
  }

  /** Starts a thread that somebody is going to want. */
  warm(): void {
    this.#resting.push(new Thread(this.#entry));
  }

  /** How many rest. */
  get resting(): number {
    return this.#resting.length;
  }

  /** One that rests, or else a new one. */
  take(): Thread {
    for (let thread = this.#resting.pop(); thread; thread = this.#resting.pop())
      if (thread.isFit) return thread;
    return new Thread(this.#entry);
  }

  /** Takes back a thread that has nothing left to do. */
  async giveBack(thread: Thread): Promise<void> {
    if (this.#isEnded || !thread.isFit) return thread.end();
    thread.rest();
    this.#resting.push(thread);
  }

  /** Ends the threads that rest, and whatever is given back later. */
  async end(): Promise<void> {
    this.#isEnded = true;
    await Promise.all(this.#resting.splice(0).map((thread) => thread.end()));
  }
}
