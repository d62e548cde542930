// One temp folder per process for everything the stand-in writes; it goes with the process, or at the next start.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'electron-stand-in-';
// Chromium keeps a socket in there, and a socket's path may have 107 bytes.
const LONGEST_BASE = 40;

let folder: string | undefined;

export function tempFolder(): string {
  if (folder === undefined) {
    const base = tmpdir().length > LONGEST_BASE ? '/tmp' : tmpdir();
    removeFoldersOfTheDead(base);
    folder = mkdtempSync(join(base, `${PREFIX}${process.pid}-`));
    process.once('exit', removeTempFolder);
  }
  return folder;
}

export function removeTempFolder(): void {
  if (folder === undefined) return;
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  folder = undefined;
}

/** A killed process could not clean up; its number in the folder's name says that it is gone. */
function removeFoldersOfTheDead(base: string): void {
  for (const name of readdirSync(base)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      rmSync(join(base, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
