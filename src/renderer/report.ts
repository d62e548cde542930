/** Runs one action of the person and says how it ended, in exactly one toast. */
import { errorWords, type Failure, type Result, type Success } from '@causebook/contracts';
import { notify } from './notify.tsx';

export interface ReportOptions {
  /** Names the action: a repeated action replaces its own toast. */
  readonly id: string;
  /** For actions that end by being closed, like a file dialog: cancelling them is not worth a word. */
  readonly silentCancel?: boolean;
}

function reportFailure(failure: Failure, { id, silentCancel }: ReportOptions): void {
  if (failure.code === 'CANCELLED') {
    if (!silentCancel) notify({ id, level: 'info', message: failure.message });
    return;
  }
  notify({
    id,
    level: 'error',
    title: errorWords[failure.code].title,
    message: failure.message,
    remedy: failure.remedy,
  });
}

/** Waits for the result and toasts it. Gives the result back, for what the screen does next. */
export async function report<T>(work: Promise<Result<T>>, options: ReportOptions): Promise<Result<T>> {
  const result = await work;
  if (result.success) notify({ id: options.id, level: 'success', message: result.message });
  else reportFailure(result, options);
  return result;
}

/** As `report`, for actions whose success is what the screen then shows. Toasts only failures. */
export async function reportTrouble<T>(
  work: Promise<Result<T>>,
  options: ReportOptions,
): Promise<Success<T> | null> {
  const result = await work;
  if (result.success) return result;
  reportFailure(result, options);
  return null;
}
