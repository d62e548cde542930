/** The mechanism: what a call and an event are, and the whole surface that a window has. Features never edit this file. */
import type { z } from 'zod';
import type { calls, events } from './channels.ts';
import type { Failure } from './errors.ts';

export type Channel = keyof typeof calls;
export type Input<C extends Channel> = z.input<(typeof calls)[C]['input']>;
export type Output<C extends Channel> = z.output<(typeof calls)[C]['output']>;

/** What `invoke` always resolves to; it never throws for what a person can meet. */
export type Success<T> = { success: true; message: string } & T;
export type Result<T> = Success<T> | Failure;

/** One handler per channel, all required. A handler answers its output and the sentence that says what happened. */
export type Handlers<Context> = {
  [C in Channel]: (
    input: z.output<(typeof calls)[C]['input']>,
    context: Context,
  ) => Promise<{ message: string } & Output<C>>;
};

export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>;

/** `window.app`, put there by the preload script. */
export interface AppBridge {
  /**
   * Calls main. A `file` (from a drop or a file input) is replaced by its path in the preload script, as `filePath` of
   * the input, so that the page never handles a path it was not given.
   */
  invoke<C extends Channel>(channel: C, input?: Input<C>, file?: unknown): Promise<Result<Output<C>>>;
  /** Returns the function that stops listening. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
}
