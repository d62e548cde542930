/** A clock for tests: years pass in seconds, machines sleep, people set the clock. */
import type { Clock } from './scheduler.ts';

interface Timer {
  /** In elapsed time, which nobody can set. */
  readonly at: number;
  readonly callback: () => void;
}

export class FakeClock implements Clock {
  readonly #timers = new Set<Timer>();
  #elapsed = 0;
  #wallMinusElapsed: number;

  constructor(start: string) {
    this.#wallMinusElapsed = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#elapsed + this.#wallMinusElapsed);
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#elapsed + ms, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets time pass; timers fire in their order. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    for (;;) {
      const next = [...this.#timers].filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#elapsed = Math.max(this.#elapsed, next.at);
      next.callback();
      await settle();
    }
    this.#elapsed = end;
  }

  async advanceTo(instant: Date): Promise<void> {
    await this.advance(Math.max(0, instant.getTime() - this.now().getTime()));
  }

  /** Sleep: the wall clock goes on, timers do not. */
  sleep(ms: number): void {
    this.#wallMinusElapsed += ms;
  }

  /** Somebody, or the network, sets the wall clock. */
  setBy(ms: number): void {
    this.#wallMinusElapsed += ms;
  }
}

/** More than anything that runs by itself awaits in a row. */
const SETTLING_TURNS = 40;

/** Lets promises that can settle do so. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLING_TURNS; turn += 1) await Promise.resolve();
}
