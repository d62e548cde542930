/** The one place that speaks with windows: every call of the contract comes in here, every event goes out from here. */
import {
  AppError,
  calls,
  events,
  toFailure,
  type Channel,
  type EventName,
  type EventPayload,
  type Failure,
  type Handlers,
} from '@causebook/contracts';
import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { PageSource } from './app-origin.ts';
import type { Log } from './log.ts';
import { problemWith } from './plain-data.ts';

/** Who calls. */
export interface HandlerContext {
  readonly window: BrowserWindow;
  readonly webContentsId: number;
}

export interface IpcParts {
  readonly handlers: Handlers<HandlerContext>;
  readonly page: PageSource;
  readonly log: Log;
  /** Throws when whoever is at work may not make a call. */
  readonly admit: (channel: Channel) => void;
}

type AnyHandler = (input: unknown, context: HandlerContext) => Promise<{ message: string }>;

const channelNames = Object.keys(calls) as Channel[];

/** Binds every channel of the contract; the parts are looked at with each call. Returns the function that unbinds them. */
export function registerIpc(parts: IpcParts): () => void {
  for (const channel of channelNames) {
    ipcMain.handle(channel, (event, raw: unknown) => answer(channel, event, raw, parts));
  }
  return () => {
    for (const channel of channelNames) ipcMain.removeHandler(channel);
  };
}

/** Always resolves: to what the contract promises, or to a failure with a code and words. */
async function answer(
  channel: Channel,
  event: IpcMainInvokeEvent,
  raw: unknown,
  { handlers, page, log, admit }: IpcParts,
): Promise<object> {
  try {
    const context = requireOwnPage(event, page);
    admit(channel);
    const input = parseInput(channel, raw);
    // One entry of a map whose types agree entry by entry; TypeScript can't follow that through a variable key.
    const handle = handlers[channel] as AnyHandler;
    const { message, ...given } = await handle(input, context);
    const output = calls[channel].output.safeParse(given);
    if (!output.success)
      throw new Error(`The answer breaks the contract at ${output.error.issues[0]?.path.join('.')}`);
    return { ...output.data, success: true, message };
  } catch (error) {
    return failureOf(channel, error, log);
  }
}

function requireOwnPage(event: IpcMainInvokeEvent, page: PageSource): HandlerContext {
  const { sender, senderFrame } = event;
  const window = BrowserWindow.fromWebContents(sender);
  if (
    !window ||
    window.isDestroyed() ||
    !senderFrame ||
    senderFrame !== sender.mainFrame ||
    !page.isOwn(senderFrame.url)
  ) {
    throw new AppError('PERMISSION_DENIED', 'Only the window of Causebook may ask for that.');
  }
  return { window, webContentsId: sender.id };
}

function parseInput(channel: Channel, raw: unknown): unknown {
  const problem = problemWith(raw);
  if (problem !== null) throw new AppError('INVALID_INPUT', problem);
  const input = calls[channel].input.safeParse(raw);
  if (input.success) return input.data;
  const [issue] = input.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new AppError('INVALID_INPUT', field === '' ? undefined : `The value of "${field}" cannot be used.`, {
    details: { field, reason: issue?.code ?? null },
  });
}

function failureOf(channel: Channel, error: unknown, log: Log): Failure {
  const failure = toFailure(error);
  if (failure.code === 'CANCELLED') return failure;
  log.error(`${channel} ${failure.code}`, error);
  // What a defect has to say is for the log; it may hold anything.
  const { details: _, ...plain } = failure;
  return failure.code === 'INTERNAL' ? plain : failure;
}

export type Broadcast = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

/**
 * Tells every window. What does not fit the contract is not sent.
 * @param mayHear whether windows may hear of it: nobody who has not signed in does
 */
export function broadcaster(log: Log, mayHear: (event: EventName) => boolean = () => true): Broadcast {
  return (event, payload) => {
    if (!mayHear(event)) return;
    const checked = events[event].safeParse(payload);
    if (!checked.success) return log.error(`event ${event} breaks the contract`);
    for (const window of BrowserWindow.getAllWindows()) {
      if (!window.isDestroyed()) window.webContents.send(event, checked.data);
    }
  };
}
