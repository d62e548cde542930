/** How a long reading or writing of rows is watched and ended, and lets others have their turn. */

export interface ImportProgress {
  readonly done: number;
  readonly total: number;
}

export interface ImportHooks {
  readonly signal: AbortSignal;
  /** At most five times a second. */
  onProgress(progress: ImportProgress): void;
}

const STRETCH_MS = 200;

/** Answers true, after a turn of the event loop, when a stretch of work is over: a cancel can be heard only between stretches. */
export function everyNow(stretchMs: number = STRETCH_MS): () => Promise<boolean> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < stretchMs) return false;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
    return true;
  };
}
