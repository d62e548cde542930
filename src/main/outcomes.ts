/** Tells the person how something ended that no window asked for: one toast, also when the window is not there yet. */
import { randomUUID } from 'node:crypto';
import { errorWords, toFailure, type Outcome } from '@causebook/contracts';
import type { Broadcast } from './ipc.ts';

export type NewOutcome = Pick<Outcome, 'level' | 'title' | 'message'> & Partial<Outcome>;

export class Outcomes {
  readonly #broadcast: Broadcast;
  readonly #mayTell: () => boolean;
  #waiting: Outcome[] = [];
  #pageListens = false;

  /** @param mayTell whether somebody is signed in who may hear it */
  constructor(broadcast: Broadcast, mayTell: () => boolean = () => true) {
    this.#broadcast = broadcast;
    this.#mayTell = mayTell;
  }

  /** The page listens now: what was held back is told, and what comes is told at once. */
  open(): void {
    this.#pageListens = true;
    this.flush();
  }

  /** No page listens: what comes is held back. */
  hold(): void {
    this.#pageListens = false;
  }

  /** Tells what was held back, if it may be told now. */
  flush(): void {
    if (!this.#pageListens || !this.#mayTell()) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const outcome of waiting) this.#broadcast('app:outcome', outcome);
  }

  /** An `id` that comes again replaces the toast that bears it. */
  tell(outcome: NewOutcome): void {
    this.#waiting.push({ id: randomUUID(), remedy: null, code: null, ...outcome });
    this.flush();
  }

  /** A failure in the words of its code. A cancel was wanted, so it is only noted. */
  tellFailure(error: unknown, about: Partial<Outcome> = {}): void {
    const { code, message, remedy } = toFailure(error);
    const { title } = errorWords[code];
    this.tell(
      code === 'CANCELLED'
        ? { level: 'info', title, message, code }
        : { level: 'error', title, message, remedy, code, ...about },
    );
  }
}
