// Electron's `clipboard`: a text of the main process; pages have Chromium's own clipboard.

import { refuseMissingMembers } from '../not-supported.ts';
import { CLIPBOARD_MEMBERS } from './electron-members.ts';

let text = '';

export const clipboard = {
  readText: async (): Promise<string> => text,
  async writeText(value: string): Promise<void> {
    text = value;
  },
  clear(): void {
    text = '';
  },
  has: async (mimeType: string): Promise<boolean> => mimeType === 'text/plain' && text !== '',
};

refuseMissingMembers('clipboard', clipboard, CLIPBOARD_MEMBERS);
