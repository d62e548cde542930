/** The system's dialogs: choosing a file or a folder, and confirming. */
import { basename, extname, join } from 'node:path';
import { AppError } from '@causebook/contracts';
import { exists } from '@causebook/data';
import { app, dialog, type BrowserWindow } from 'electron';

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

export interface NewFile {
  readonly title: string;
  /** Proposed. */
  readonly fileName: string;
  /** What it will be: the words of the dialog, and the ending without its dot. */
  readonly kind: { readonly name: string; readonly extension: string };
}

/**
 * Lets the person choose where a file is to be written. Some systems leave the ending to the app; a file that is hit
 * only because it was added is asked about like any other.
 * @throws AppError CANCELLED when the dialog is closed without a choice
 */
export async function chooseNewFile(
  parent: BrowserWindow,
  { title, fileName, kind }: NewFile,
): Promise<string> {
  const { canceled, filePath } = await dialog.showSaveDialog(parent, {
    title,
    buttonLabel: 'Save',
    defaultPath: join(app.getPath('documents'), fileName),
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
    filters: [{ name: kind.name, extensions: [kind.extension] }],
  });
  if (canceled || filePath === '') throw new AppError('CANCELLED', 'No file was saved.');
  if (extname(filePath).toLowerCase() === `.${kind.extension}`) return filePath;
  const whole = `${filePath}.${kind.extension}`;
  if (!(await exists(whole))) return whole;
  const replace = await confirm(parent, {
    message: `${basename(whole)} exists already. Replace it?`,
    detail: 'What it holds now will be lost.',
    agree: 'Replace',
  });
  if (!replace) throw new AppError('CANCELLED', 'No file was saved.');
  return whole;
}

/**
 * Lets the person choose a spreadsheet to import.
 * @throws AppError CANCELLED when the dialog is closed without a choice
 */
export async function chooseSpreadsheet(parent: BrowserWindow): Promise<string> {
  const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
    title: 'Choose a spreadsheet',
    buttonLabel: 'Choose',
    properties: ['openFile', 'dontAddToRecent'],
    filters: [
      { name: 'Spreadsheets', extensions: ['xlsx', 'xlsm', 'csv', 'tsv', 'txt'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  const [path] = filePaths;
  if (canceled || path === undefined) throw new AppError('CANCELLED', 'No file was chosen.');
  return path;
}

/**
 * Lets the person choose files to add, any number and of any kind.
 * @throws AppError CANCELLED when the dialog is closed without a choice
 */
export async function chooseFiles(parent: BrowserWindow): Promise<readonly string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
    title: 'Add documents',
    buttonLabel: 'Add',
    properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
  });
  if (canceled || filePaths.length === 0) throw new AppError('CANCELLED', 'No file was chosen.');
  return filePaths;
}

/**
 * Asks where a copy shall go. The dialog itself asks before a file that is there may be replaced.
 * @throws AppError CANCELLED when the dialog is closed without a choice
 */
export async function chooseCopyPlace(parent: BrowserWindow, fileName: string): Promise<string> {
  const { canceled, filePath } = await dialog.showSaveDialog(parent, {
    title: 'Save a copy',
    buttonLabel: 'Save',
    defaultPath: fileName,
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  });
  if (canceled || !filePath) throw new AppError('CANCELLED', 'No place was chosen.');
  return filePath;
}

/**
 * Lets the person choose the folder in which a new one is to be made.
 * @throws AppError CANCELLED when the dialog is closed without a choice
 */
export async function chooseFolder(parent: BrowserWindow, title: string): Promise<string> {
  const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
    title,
    buttonLabel: 'Choose',
    properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
  });
  const [path] = filePaths;
  if (canceled || path === undefined) throw new AppError('CANCELLED', 'No folder was chosen.');
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
