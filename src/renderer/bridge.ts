/** The one way to main: every call resolves to a result of the contract, whatever happens on the way. */
import {
  calls,
  errorWords,
  events,
  Failure,
  type AppBridge,
  type Channel,
  type ErrorCode,
  type EventName,
  type EventPayload,
  type Input,
  type Output,
  type Result,
} from '@causebook/contracts';

declare global {
  interface Window {
    readonly app: AppBridge;
  }
}

/** A failure in the words of its code. */
export function failureOf(code: ErrorCode): Failure {
  const { sentence, remedy } = errorWords[code];
  return { success: false, code, error: sentence, message: sentence, remedy };
}

/** The result as the contract has it, or null when it is not one. */
function asResult<C extends Channel>(channel: C, answer: unknown): Result<Output<C>> | null {
  if (typeof answer !== 'object' || answer === null || !('success' in answer)) return null;
  if (answer.success !== true) return Failure.safeParse(answer).data ?? null;
  const output = calls[channel].output.safeParse(answer);
  if (!output.success || !('message' in answer) || typeof answer.message !== 'string') return null;
  // The schema of this very channel has just accepted it; only the compiler cannot follow the index.
  return { ...(output.data as Output<C>), success: true, message: answer.message };
}

/** Calls main. Never rejects: a call that breaks, or an answer that is no result, is an INTERNAL failure. */
export async function invoke<C extends Channel>(
  channel: C,
  input?: Input<C>,
  file?: File,
): Promise<Result<Output<C>>> {
  try {
    const answer: unknown = await window.app.invoke(channel, input, file);
    const result = asResult(channel, answer);
    if (result) return result;
    console.error(`${channel} gave an answer that is not in the contract.`);
  } catch (error) {
    console.error(`${channel} broke.`, error);
  }
  return failureOf('INTERNAL');
}

/** Listens to main. An event that is not in the contract is dropped. Returns the function that stops listening. */
export function listen<E extends EventName>(
  event: E,
  listener: (payload: EventPayload<E>) => void,
): () => void {
  return window.app.on(event, (payload) => {
    const checked = events[event].safeParse(payload);
    if (checked.success) listener(checked.data as EventPayload<E>);
    else console.error(`${event} told something that is not in the contract.`);
  });
}
