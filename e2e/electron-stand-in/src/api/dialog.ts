// Electron's `dialog`: nobody is there to answer, so every question is cancelled, recorded and mentioned on stderr.
// A test replaces the functions by its own answers, exactly as on Electron.

import { record } from '../journal.ts';
import { refuseMissingMembers } from '../not-supported.ts';
import { DIALOG_MEMBERS } from './electron-members.ts';

interface MessageBoxOptions {
  readonly message: string;
  readonly cancelId?: number;
  readonly defaultId?: number;
  readonly checkboxChecked?: boolean;
}

/** The window that some calls name first does not matter here. */
function optionsOf<T>(args: readonly unknown[]): T {
  return (args.at(-1) ?? {}) as T;
}

function cancelled(call: string, args: readonly unknown[]): void {
  const options = optionsOf<object>(args);
  record(call, options);
  process.stderr.write(`Electron stand-in: ${call} was cancelled, as nobody can answer it here\n`);
}

function answerOf(args: readonly unknown[]): number {
  const { cancelId, defaultId } = optionsOf<MessageBoxOptions>(args);
  return cancelId ?? defaultId ?? 0;
}

export const dialog = {
  async showOpenDialog(...args: unknown[]): Promise<{ canceled: boolean; filePaths: string[] }> {
    cancelled('dialog.showOpenDialog', args);
    return { canceled: true, filePaths: [] };
  },
  showOpenDialogSync(...args: unknown[]): string[] | undefined {
    cancelled('dialog.showOpenDialogSync', args);
    return undefined;
  },
  async showSaveDialog(...args: unknown[]): Promise<{ canceled: boolean; filePath: string }> {
    cancelled('dialog.showSaveDialog', args);
    return { canceled: true, filePath: '' };
  },
  showSaveDialogSync(...args: unknown[]): string {
    cancelled('dialog.showSaveDialogSync', args);
    return '';
  },
  async showMessageBox(...args: unknown[]): Promise<{ response: number; checkboxChecked: boolean }> {
    cancelled('dialog.showMessageBox', args);
    const { checkboxChecked = false } = optionsOf<MessageBoxOptions>(args);
    return { response: answerOf(args), checkboxChecked };
  },
  showMessageBoxSync(...args: unknown[]): number {
    cancelled('dialog.showMessageBoxSync', args);
    return answerOf(args);
  },
  showErrorBox(title: string, content: string): void {
    record('dialog.showErrorBox', title, content);
    process.stderr.write(`${title}: ${content}\n`);
  },
};

refuseMissingMembers('dialog', dialog, DIALOG_MEMBERS);
