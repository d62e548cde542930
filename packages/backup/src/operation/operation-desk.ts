/** Hands out the one operation that a practice may have at a time, and tells how it goes. */
import { AppError, throwIfCancelled, type OperationKind, type OperationProgress } from '@causebook/contracts';
import type { EngineHooks } from '../engine/tasks.ts';

export interface Operation extends EngineHooks {
  readonly id: string;
  readonly kind: OperationKind;
  /** The phase it is in, for the record of a failure. */
  readonly step: string;
  /** From here on a cancel comes too late. @throws AppError CANCELLED when it came before */
  pointOfNoReturn(): void;
}

const nouns: Readonly<Record<OperationKind, string>> = {
  export: 'A backup is being made',
  restore: 'A restore is running',
  preview: 'A backup is being looked at',
  verify: 'A backup is being verified',
  undo: 'A restore is being undone',
  delete: 'Something is being deleted',
  rebuild: 'The list of backups is being rebuilt',
  unpack: 'A backup is being unpacked',
  drill: 'A backup is being restored on trial',
  detect: 'Causebook is looking at what is new',
  sample: 'The sample practice is being opened or left',
  prune: 'Backups that are not needed are being removed',
  point: 'The present state is being kept',
  check: 'The practice is being checked',
  heal: 'Documents are being brought back from backups',
  repair: 'The practice is being recovered',
};

export class OperationDesk {
  readonly #tell: (progress: OperationProgress | null) => void;
  #current: {
    id: string;
    kind: OperationKind;
    controller: AbortController;
    /** Gives way to whatever else is asked for. */
    yields: boolean;
    progress: OperationProgress;
    ended: Promise<void>;
  } | null = null;

  constructor(tell: (progress: OperationProgress | null) => void) {
    this.#tell = tell;
  }

  get progress(): OperationProgress | null {
    return this.#current?.progress ?? null;
  }

  /** Asks the running operation to stop. False when it is another one, has ended, or can no longer be stopped. */
  cancel(id: string): boolean {
    if (this.#current?.id !== id || !this.#current.progress.cancellable) return false;
    this.#current.controller.abort();
    return true;
  }

  /** Whether something runs that has to be waited for. */
  get isBusy(): boolean {
    return this.#current !== null && !this.#current.yields;
  }

  /** @throws AppError BUSY, said plainly, when something runs that has to be waited for */
  requireFree(): void {
    if (this.isBusy)
      throw new AppError('BUSY', `${nouns[this.#current!.kind]}. Only one operation can run at a time.`);
  }

  /** Cancels what runs, if it can be cancelled, and waits until nothing runs any more. */
  async quiet(): Promise<void> {
    while (this.#current) {
      this.cancel(this.#current.id);
      await this.#current.ended;
    }
  }

  /** Waits for the end of what runs. Somebody else may begin then, so look again. @throws AppError CANCELLED */
  async turn(signal: AbortSignal): Promise<void> {
    if (!this.#current) return;
    const aborted = Promise.withResolvers<void>();
    const onAbort = (): void => aborted.resolve();
    signal.addEventListener('abort', onAbort, { once: true });
    throwIfCancelled(signal);
    await Promise.race([this.#current.ended, aborted.promise]);
    signal.removeEventListener('abort', onAbort);
    throwIfCancelled(signal);
  }

  /**
   * Runs work as the one operation. One that yields is cancelled as soon as another is asked for.
   * @param how.signal stops it from outside, as `cancel` does
   * @throws AppError BUSY, said plainly, when another one runs
   */
  async run<Result>(
    kind: OperationKind,
    id: string,
    work: (operation: Operation) => Promise<Result>,
    how: { readonly signal?: AbortSignal | undefined; readonly yields?: boolean } = {},
  ): Promise<Result> {
    const { signal, yields = false } = how;
    while (this.#current?.yields) {
      this.#current.controller.abort();
      await this.#current.ended;
    }
    this.requireFree();
    const controller = new AbortController();
    const ended = Promise.withResolvers<void>();
    const current = {
      id,
      kind,
      controller,
      yields,
      ended: ended.promise,
      progress: { ...startOf(id, kind), yields },
    };
    this.#current = current;
    const stop = (): void => {
      if (current.progress.cancellable) controller.abort();
    };
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    const report = (change: Partial<OperationProgress>): void => {
      current.progress = { ...current.progress, ...change };
      this.#tell(current.progress);
    };
    report({});
    try {
      return await work({
        id,
        kind,
        signal: controller.signal,
        get step() {
          return current.progress.phase;
        },
        onProgress: (progress) => report(progress),
        pointOfNoReturn: () => {
          throwIfCancelled(controller.signal);
          report({ phase: 'switch', cancellable: false, etaSeconds: null });
        },
      });
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#current = null;
      this.#tell(null);
      ended.resolve();
    }
  }
}

function startOf(operationId: string, kind: OperationKind): OperationProgress {
  return {
    operationId,
    kind,
    phase: 'starting',
    percent: 0,
    bytesDone: 0,
    bytesTotal: 0,
    filesDone: 0,
    filesTotal: 0,
    etaSeconds: null,
    cancellable: true,
    yields: false,
  };
}
