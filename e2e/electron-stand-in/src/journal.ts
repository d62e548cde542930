// What the app asked of the desktop (dialogs, the shell, notifications …), kept so that a test can read it.

export interface JournalEntry {
  readonly call: string;
  readonly args: readonly unknown[];
}

const entries: JournalEntry[] = [];

/** `call` is spelled as in the app's code: `shell.openPath`. */
export function record(call: string, ...args: unknown[]): void {
  entries.push({ call, args });
}

/** Exported as `standIn` beside Electron's own names; absent on real Electron. */
export const standIn = {
  /** The arguments of every `call` so far, oldest first. */
  calls: (call: string): (readonly unknown[])[] =>
    entries.filter((entry) => entry.call === call).map((entry) => entry.args),
  forgetCalls: (): void => {
    entries.length = 0;
  },
};
