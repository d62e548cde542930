/** File operations that are on the disk when they return: what a restore and an archive are made of. */
import { constants } from 'node:fs';
import { mkdir, open, rename, rm, statfs, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const windows = process.platform === 'win32';

export async function fsyncFile(path: string): Promise<void> {
  // Windows flushes only through a writable handle.
  const file = await open(path, windows ? 'r+' : 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names inside a folder durable. Windows has no such call; NTFS journals its directories. */
export async function fsyncFolder(path: string): Promise<void> {
  if (windows) return;
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** A disk makes several durable faster than one after another. */
const AT_ONCE = 16;

export async function fsyncFolders(paths: Iterable<string>): Promise<void> {
  const all = [...paths];
  for (let next = 0; next < all.length; next += AT_ONCE)
    await Promise.all(all.slice(next, next + AT_ONCE).map(fsyncFolder));
}

/** Creates a folder and its missing parents, for this account only, and makes them durable. */
export const makeFolder = (path: string): Promise<void> => makeFolders([path]);

/** As `makeFolder`, of many: what several have been made in is made durable once. */
export async function makeFolders(paths: Iterable<string>): Promise<void> {
  const parents = new Set<string>();
  for (const path of paths) {
    const first = await mkdir(path, { recursive: true, mode: 0o700 });
    if (first === undefined) continue;
    for (let made = path; ; made = dirname(made)) {
      parents.add(dirname(made));
      if (made === first || dirname(made) === made) break;
    }
  }
  await fsyncFolders(parents);
}

const heldOpen = new Set(['EPERM', 'EACCES', 'EBUSY']);

/**
 * Replaces `to` by `from` in one step. On Windows a virus scanner or an indexer may hold either file for a moment,
 * so the rename is tried again for up to 30 seconds; elsewhere a failure is final at once.
 */
export async function renameFile(from: string, to: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (let wait = 20; ; wait = Math.min(wait * 1.5, 500)) {
    try {
      return await rename(from, to);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (!windows || !heldOpen.has(code) || Date.now() > deadline) throw error;
      await sleep(wait);
    }
  }
}

/** Replaces a small file so that a reader finds either the old text or the new one, also after a power cut. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(temporary, { force: true });
    throw error;
  }
  await file.close();
  await renameFile(temporary, path);
  await fsyncFolder(dirname(path));
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}

/** Size of a file, or null when it is not there. */
export async function fileSize(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** When a file was changed last, or null when it is not there. */
export async function changedTime(path: string): Promise<Date | null> {
  try {
    return (await stat(path)).mtime;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Free bytes for this account on the disk of a folder; null where the system does not tell. */
export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const facts = await statfs(folder);
    // On some network file systems `bsize` is the transfer size; `frsize`, where Node has it, is the unit of `bavail`.
    const unit = (facts as { frsize?: number }).frsize ?? facts.bsize;
    return facts.bavail * unit;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSYS') return null;
    throw error;
  }
}
