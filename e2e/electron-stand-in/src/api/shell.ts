// Electron's `shell`: nothing is opened or shown; what the app asked for is recorded.

import { rm } from 'node:fs/promises';
import { record } from '../journal.ts';
import { refuseMissingMembers } from '../not-supported.ts';
import { SHELL_MEMBERS } from './electron-members.ts';

export const shell = {
  async openExternal(url: string, options?: object): Promise<void> {
    record('shell.openExternal', url, options);
  },
  /** An empty text means that it was opened, as on Electron. */
  async openPath(path: string): Promise<string> {
    record('shell.openPath', path);
    return '';
  },
  showItemInFolder(path: string): void {
    record('shell.showItemInFolder', path);
  },
  beep(): void {
    record('shell.beep');
  },
  async trashItem(path: string): Promise<void> {
    record('shell.trashItem', path);
    await rm(path, { recursive: true });
  },
};

refuseMissingMembers('shell', shell, SHELL_MEMBERS);
