/** Tells the person how something ended that no window asked for: one toast, also when the window is not there yet. */
import { randomUUID } from 'node:crypto';
import { errorWords, toFailure, type Outcome } from '@causebook/contracts';
import type { Broadcast } from './ipc.ts';

export type NewOutcome = Pick<Outcome, 'level' | 'title' | 'message'> & Partial<Outcome>;

export class Outcomes {
  readonly #broadcast: Broadcast;
  #waiting: Outcome[] | null = [];

  constructor(broadcast: Broadcast) {
    this.#broadcast = broadcast;
  }

  /** The page listens now: what was held back is told, and what comes is told at once. */
  open(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const outcome of waiting) this.#broadcast('app:outcome', outcome);
  }

  /** No page listens: what comes is held back. */
  hold(): void {
    this.#waiting ??= [];
  }

  /** An `id` that comes again replaces the toast that bears it. */
  tell(outcome: NewOutcome): void {
    const whole: Outcome = { id: randomUUID(), remedy: null, code: null, ...outcome };
    if (this.#waiting) this.#waiting.push(whole);
    else this.#broadcast('app:outcome', whole);
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
