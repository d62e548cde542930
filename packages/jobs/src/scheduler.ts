/** Runs tasks when they fall due. Knows nothing about backups, databases or windows. */
import type { Session } from './next-run.ts';

export interface ScheduledTask {
  readonly name: string;
  /**
   * When the task is next due, or null for never; an instant that is not after `now` means now. Asked again after
   * every run, every refresh and at least once an hour, so it must be cheap.
   */
  nextRun(now: Date, session: Session): Date | null;
  /** Must end soon after `signal` is aborted. */
  run(signal: AbortSignal): Promise<void>;
}

/** Time, as the scheduler sees it; tests bring their own. */
export interface Clock {
  now(): Date;
  /** Calls once after `ms`; returns the function that prevents it. */
  after(ms: number, callback: () => void): () => void;
}

export interface SchedulerOptions {
  readonly tasks: readonly ScheduledTask[];
  /** Told of every task that threw, also of one that could not say when it is due. */
  readonly onError: (task: ScheduledTask, error: unknown) => void;
  readonly clock?: Clock;
  /** How long at most between two looks at the clock; an hour by default. */
  readonly longestWaitMs?: number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** Node fires a timeout beyond 2^31 ms at once and stops counting in sleep; short waits make both harmless. */
const LONGEST_WAIT_MS = 60 * 60_000;
/** A task that stays due, because it can't record its runs, must not spin. Doubles with every failure in a row. */
const REST_MS = 60_000;
const LONGEST_REST_MS = 60 * 60_000;
/** A timer that fires so much later than asked for has slept. */
const OVERSLEPT_MS = 60_000;
/** Clocks are corrected by fractions of a second all the time. */
const CLOCK_JITTER_MS = 2_000;

interface TaskState {
  running: Promise<void> | undefined;
  failures: number;
  restUntil: number;
}

export class Scheduler {
  readonly #tasks: readonly ScheduledTask[];
  readonly #onError: SchedulerOptions['onError'];
  readonly #clock: Clock;
  readonly #longestWaitMs: number;
  readonly #states = new Map<ScheduledTask, TaskState>();
  #abort: AbortController | undefined;
  #disarm: () => void = () => {};
  #expectedAt = Number.POSITIVE_INFINITY;
  #lastSeen = Number.NEGATIVE_INFINITY;
  #awakeSince = new Date(0);
  #clockSetBackAt: Date | null = null;

  constructor({ tasks, onError, clock = systemClock, longestWaitMs = LONGEST_WAIT_MS }: SchedulerOptions) {
    this.#tasks = tasks;
    this.#onError = onError;
    this.#clock = clock;
    this.#longestWaitMs = longestWaitMs;
    for (const task of tasks) this.#states.set(task, { running: undefined, failures: 0, restUntil: 0 });
  }

  /** Whether tasks would be run when they fall due. */
  get isRunning(): boolean {
    return this.#abort !== undefined;
  }

  /** What the scheduler knows about the clock; for those who want to show when a task is due. */
  get session(): Session {
    return { awakeSince: this.#awakeSince, clockSetBackAt: this.#clockSetBackAt };
  }

  /** Begins; does nothing when it has begun already. */
  boot(): void {
    if (this.#abort) return;
    this.#abort = new AbortController();
    this.#awakeSince = this.#clock.now();
    this.#arm();
  }

  /** Aborts what runs and resolves when nothing runs any more. Safe to call twice; `boot` begins again. */
  async stop(): Promise<void> {
    this.#abort?.abort();
    this.#abort = undefined;
    this.#disarm();
    await Promise.all([...this.#states.values()].map((state) => state.running));
  }

  /** Asks every task again: after a setting has changed, or (`woke`) after the machine has slept. */
  refresh(reason: 'changed' | 'woke' = 'changed'): void {
    if (!this.#abort) return;
    if (reason === 'woke') this.#awakeSince = this.#clock.now();
    this.#arm();
  }

  #arm(): void {
    this.#disarm();
    const now = this.#watchClock();
    const waits = this.#tasks.map((task) => this.#dueAt(task, now) - now.getTime());
    const wait = Math.max(0, Math.min(...waits, this.#longestWaitMs));
    this.#expectedAt = now.getTime() + wait;
    this.#disarm = this.#clock.after(wait, () => this.#tick());
  }

  #tick(): void {
    const signal = this.#abort?.signal;
    if (!signal) return;
    const now = this.#watchClock();
    if (now.getTime() - this.#expectedAt > OVERSLEPT_MS) this.#awakeSince = now;
    for (const task of this.#tasks) {
      if (this.#dueAt(task, now) <= now.getTime()) this.#start(task, signal);
    }
    this.#arm();
  }

  #watchClock(): Date {
    const now = this.#clock.now();
    if (now.getTime() < this.#lastSeen - CLOCK_JITTER_MS) this.#clockWasSetBack(now);
    this.#lastSeen = now.getTime();
    return now;
  }

  #clockWasSetBack(now: Date): void {
    this.#clockSetBackAt = now;
    if (this.#awakeSince > now) this.#awakeSince = now;
    for (const state of this.#states.values())
      state.restUntil = Math.min(state.restUntil, now.getTime() + REST_MS);
  }

  #dueAt(task: ScheduledTask, now: Date): number {
    const state = this.#stateOf(task);
    if (state.running) return Number.POSITIVE_INFINITY;
    try {
      const at = task.nextRun(now, this.session);
      return at === null ? Number.POSITIVE_INFINITY : Math.max(at.getTime(), state.restUntil);
    } catch (error) {
      this.#onError(task, error);
      return Number.POSITIVE_INFINITY;
    }
  }

  #start(task: ScheduledTask, signal: AbortSignal): void {
    const state = this.#stateOf(task);
    state.running = this.#run(task, state, signal).finally(() => {
      state.running = undefined;
      if (this.#abort) this.#arm();
    });
  }

  async #run(task: ScheduledTask, state: TaskState, signal: AbortSignal): Promise<void> {
    try {
      await task.run(signal);
      state.failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      state.failures += 1;
      this.#onError(task, error);
    }
    const rest = Math.min(REST_MS * 2 ** Math.max(0, state.failures - 1), LONGEST_REST_MS);
    state.restUntil = this.#clock.now().getTime() + rest;
  }

  #stateOf(task: ScheduledTask): TaskState {
    const state = this.#states.get(task);
    if (!state) throw new Error(`Unknown task: ${task.name}`);
    return state;
  }
}
