/** What the engine and its threads say to each other. Plain data and shared buffers only. */
import type { Duties, DutyName } from './duties.ts';
import { Damage } from './damage.ts';

export interface ToDo {
  readonly type: 'do';
  readonly id: number;
  readonly duty: DutyName;
  readonly input: Parameters<Duties[DutyName]>[0];
}

export type ToThread =
  /** What follows is for somebody else, and works with these slots. */
  { readonly type: 'begin'; readonly slots: readonly SharedArrayBuffer[] } | ToDo;

export interface ThrownFailure {
  /** Of a `Damage`. */
  readonly damage?: { readonly entry: string | undefined };
  readonly message: string;
  /** Of a system call. */
  readonly code?: string;
  readonly trace: string;
}

export type FromThread =
  | { readonly type: 'ready' }
  /** Bytes that a duty has dealt with since it told the last time. */
  | { readonly type: 'told'; readonly id: number; readonly bytes: number }
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly failure: ThrownFailure };

export function describeThrown(error: unknown): ThrownFailure {
  const { message, stack, code } = error as NodeJS.ErrnoException;
  return {
    message,
    trace: stack ?? message,
    ...(error instanceof Damage ? { damage: { entry: error.entry } } : {}),
    ...(typeof code === 'string' ? { code } : {}),
  };
}

/** The error as the thread threw it: a `Damage`, or an error with the code of the system call. */
export function thrownAgain({ damage, message, code, trace }: ThrownFailure): Error {
  const error = damage ? new Damage(message, damage.entry) : new Error(message);
  error.stack = trace;
  return code === undefined ? error : Object.assign(error, { code });
}
