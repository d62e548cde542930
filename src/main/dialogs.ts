/** The system's dialogs: choosing a file, confirming, and saying why the app cannot start. */
import { AppError, toFailure } from '@causebook/contracts';
import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';

/**
 * Lets the person choose a backup to restore.
 * @throws AppError CANCELLED when the dialog is closed without a choice
 */
export async function chooseArchive(parent: BrowserWindow, folder: string): Promise<string> {
  const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
    title: 'Choose a backup',
    buttonLabel: 'Choose',
    defaultPath: folder,
    // Not together with openDirectory: some systems then offer folders only.
    properties: ['openFile', 'dontAddToRecent'],
    filters: [{ name: 'Causebook backups', extensions: ['zip'] }],
  });
  const [path] = filePaths;
  if (canceled || path === undefined) throw new AppError('CANCELLED', 'No file was chosen.');
  return path;
}

export interface Question {
  readonly message: string;
  readonly detail: string;
  /** What the person agrees to, e.g. "Restore this backup". */
  readonly agree: string;
}

/** Asks before something that replaces or removes data. Closing the dialog, and Return, mean no. */
export async function confirm(parent: BrowserWindow, { message, detail, agree }: Question): Promise<boolean> {
  const { response } = await dialog.showMessageBox(parent, {
    type: 'warning',
    message,
    detail,
    buttons: [agree, 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** Tells why the app cannot go on, in words, and lets the person try again. Works before any window exists. */
export async function offerRetry(error: unknown): Promise<boolean> {
  const { message, remedy } = toFailure(error);
  const options: MessageBoxOptions = {
    type: 'error',
    title: 'Causebook',
    message,
    detail: remedy,
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  };
  const { response } = await dialog.showMessageBox(options);
  return response === 0;
}
