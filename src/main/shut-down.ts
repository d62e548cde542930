/** Ends what runs and lets go of the practice: once, in order, within a deadline. */
import type { Log } from './log.ts';

export interface ShutDownParts {
  /** Stop the schedulers, end the operation, close the databases, in that order. */
  readonly steps: readonly (() => Promise<void> | void)[];
  readonly log: Log;
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 15_000;

/** @returns a function that does it at the first call and gives every later caller the same end */
export function shutDownOnce({ steps, log, deadlineMs = DEADLINE_MS }: ShutDownParts): () => Promise<void> {
  let ending: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        // The next step still has to let go of what it holds.
        log.error('shutting down', error);
      }
    }
  };
  return () => {
    ending ??= Promise.race([end(), deadline(deadlineMs, log)]);
    return ending;
  };
}

function deadline(ms: number, log: Log): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      log.error(
        'shutting down took too long; whatever still runs is cut off and cleared away at the next start',
      );
      resolve();
    }, ms);
    // It must not keep a program alive that has nothing else left to do.
    timer.unref();
  });
}
