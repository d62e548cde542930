/** Runs each operation in a process of its own: a crash is a failed operation, and its memory goes back to the system. */
import type { EngineAnswers, EngineProgress, EngineTask } from '@causebook/backup';
import { AppError, throwIfCancelled, type ErrorDetails, type Failure } from '@causebook/contracts';
import type { FromEngine, ProcessTask, ToEngine } from './messages.ts';

/** The part of Electron's UtilityProcess that is used. */
export interface EngineProcess {
  postMessage(message: ToEngine): void;
  kill(): boolean;
  on(event: 'message', listener: (message: FromEngine) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  /** The engine ran out of memory or broke in V8; `exit` follows. */
  on(event: 'error', listener: (type: 'FatalError', location: string) => void): unknown;
}

/** What is asked for, what each kind of it answers, and what is told meanwhile. */
interface Work {
  readonly task: ProcessTask;
  readonly answers: object;
  readonly progress: unknown;
}

/** Work with archives. */
export interface EngineWork {
  readonly task: EngineTask;
  readonly answers: EngineAnswers;
  readonly progress: EngineProgress;
}

interface Hooks<Progress> {
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
}

export interface EngineHostOptions<Task extends ProcessTask = EngineTask> {
  /** Starts a process that runs `process.ts` of this folder. */
  readonly fork: () => EngineProcess;
  /** Told where a failure came from, for the log. */
  readonly onTrouble?: (what: string, error?: unknown) => void;
  /** Removes what a task leaves that did not succeed; called when its process has ended. */
  readonly cleanUp?: (task: Task) => Promise<void>;
  /** How long a cancelled operation may take to clean up before its process is ended, and `cleanUp` does it. */
  readonly cancelDeadlineMs?: number;
  /** How long an operation may show no progress at all. */
  readonly silenceLimitMs?: number;
  /** How long a process that has answered may take to end. */
  readonly exitDeadlineMs?: number;
}

const CANCEL_DEADLINE_MS = 5_000;
const SILENCE_LIMIT_MS = 10 * 60_000;
const EXIT_DEADLINE_MS = 5_000;

/**
 * For work with archives: who cancels has the window back within half a second. SQLite does not look up while it reads a
 * large file, and whatever a task leaves when its process is ended is cleared by `cleanUpAfter`.
 */
export const PROMPT_CANCEL_MS = 400;

export class EngineHost<Kind extends Work = EngineWork> {
  readonly #options: Required<EngineHostOptions<Kind['task']>>;

  constructor(options: EngineHostOptions<Kind['task']>) {
    this.#options = {
      cancelDeadlineMs: CANCEL_DEADLINE_MS,
      silenceLimitMs: SILENCE_LIMIT_MS,
      exitDeadlineMs: EXIT_DEADLINE_MS,
      onTrouble: () => {},
      cleanUp: async () => {},
      ...options,
    };
  }

  /** @throws AppError: the engine's own; ENGINE_CRASHED, TIMEOUT or CANCELLED when its process ended without an answer */
  async run<Task extends Kind['task']>(
    task: Task,
    hooks: Hooks<Kind['progress']>,
  ): Promise<Kind['answers'][Task['kind'] & keyof Kind['answers']]> {
    throwIfCancelled(hooks.signal);
    const { answer, exited, kill } = this.#converse(task, hooks);
    const ended = async (): Promise<void> => {
      kill();
      // The next step may move files that the process still holds open; on Windows that would fail.
      await within(this.#options.exitDeadlineMs, exited);
    };
    try {
      const result = await answer;
      await ended();
      // The engine answers a task of one kind with a result of that kind.
      return result as Kind['answers'][Task['kind'] & keyof Kind['answers']];
    } catch (error) {
      await ended();
      await this.#cleanUp(task);
      throw error;
    }
  }

  async #cleanUp(task: Kind['task']): Promise<void> {
    try {
      await this.#options.cleanUp(task);
    } catch (error) {
      // The failure of the task is what has to be told; what is left is cleared at the next start.
      this.#options.onTrouble(`cleaning up after ${task.kind}`, error);
    }
  }

  #converse(task: Kind['task'], { signal, onProgress }: Hooks<Kind['progress']>) {
    const { fork, cancelDeadlineMs, silenceLimitMs, onTrouble } = this.#options;
    const answer = Promise.withResolvers<unknown>();
    const exited = Promise.withResolvers<void>();
    const child = fork();
    const kill = (): void => void child.kill();
    const giveUp = (code: 'TIMEOUT' | 'CANCELLED'): void => {
      answer.reject(new AppError(code, undefined, { details: { killed: true } }));
      kill();
    };
    let silence = setTimeout(giveUp, silenceLimitMs, 'TIMEOUT');
    let patience: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      child.postMessage({ type: 'cancel' });
      patience ??= setTimeout(giveUp, cancelDeadlineMs, 'CANCELLED');
    };
    let isSettled = false;
    const settle = (): void => {
      isSettled = true;
      clearTimeout(silence);
      clearTimeout(patience);
      signal.removeEventListener('abort', cancel);
    };
    child.on('message', (message) => {
      if (isSettled) return;
      clearTimeout(silence);
      if (message.type === 'progress') {
        silence = setTimeout(giveUp, silenceLimitMs, 'TIMEOUT');
        onProgress(message.progress);
      } else if (message.type === 'result') {
        answer.resolve(message.result);
      } else {
        if (message.failure.code !== 'CANCELLED') onTrouble(`engine ${task.kind}: ${message.trace}`);
        answer.reject(errorFrom(message.failure));
      }
    });
    const crashed = (details: ErrorDetails): void =>
      answer.reject(new AppError(signal.aborted ? 'CANCELLED' : 'ENGINE_CRASHED', undefined, { details }));
    child.on('error', (type, location) => crashed({ type, location }));
    child.on('exit', (exitCode) => {
      exited.resolve();
      crashed({ exitCode });
    });
    signal.addEventListener('abort', cancel, { once: true });
    child.postMessage({ type: 'run', task });
    return { answer: answer.promise.finally(settle), exited: exited.promise, kill };
  }
}

/** The failure as it was thrown. One without a code of its own stays so, for the service to say what it means. */
function errorFrom({ code, message, remedy, details }: Failure): Error {
  if (code === 'INTERNAL') return new Error(String(details?.['reason'] ?? message));
  return new AppError(code, message, { remedy, ...(details ? { details } : {}) });
}

async function within(ms: number, ending: Promise<void>): Promise<void> {
  const timer = Promise.withResolvers<void>();
  const handle = setTimeout(timer.resolve, ms);
  await Promise.race([ending, timer.promise]);
  clearTimeout(handle);
}
