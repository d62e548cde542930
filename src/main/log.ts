/** The log on this computer: what went wrong and when, never what a case is about. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@causebook/contracts';

export interface Log {
  info(what: string): void;
  /** `error` adds its code, its kind and where it came from. */
  error(what: string, error?: unknown): void;
}

/** Above this the log is set aside as `<name>.1`, in place of the one before. */
const LARGEST_BYTES = 1_000_000;
/** Frames of a stack that are worth keeping. */
const FRAMES = 12;
/** Kinds of error whose message speaks of code, never of content. JSON's SyntaxError, for one, quotes what it read. */
const harmlessMessage = new Set(['TypeError', 'RangeError', 'ReferenceError']);

export function openLog(path: string, now: () => Date): Log {
  let isReady = false;
  try {
    isReady = makeFolderOf(path);
  } catch (error) {
    // A folder that cannot be written is told in the window, which must not fail for it.
    console.error('There is no log.', error);
  }
  const write = (level: 'info' | 'error', text: string): void => {
    try {
      // Where it could not be made at the start it may be by now.
      isReady ||= makeFolderOf(path);
      rotate(path);
      appendFileSync(path, `${now().toISOString()} ${level} ${text}\n`, { mode: 0o600 });
    } catch (error) {
      // A full disk must not take the app down with its log.
      console.error(text, error);
    }
  };
  return {
    info: (what) => write('info', what),
    error: (what, error) => write('error', error === undefined ? what : `${what}: ${describe(error)}`),
  };
}

function makeFolderOf(path: string): true {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return true;
}

function rotate(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_BYTES) renameSync(path, `${path}.1`);
}

/** What of an error may be written down: codes, kinds and places in the program; a message only where it is harmless. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return `thrown ${typeof error}`;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const step = error instanceof AppError && error.details?.['errno'] ? ` ${error.details['errno']}` : '';
  const message = harmlessMessage.has(error.name) ? `: ${error.message.slice(0, 300)}` : '';
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, FRAMES);
  const cause = error.cause === undefined ? '' : `\n  caused by ${describe(error.cause)}`;
  return [`${error.name}${code}${step}${message}`, ...frames].join('\n') + cause;
}
