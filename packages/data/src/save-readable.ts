/** Saves what can be read of a profile that cannot be used where it lies: its practice, its list of backups, its backups. */
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { AppError, throwIfCancelled } from '@causebook/contracts';
import { exists, fsyncFolder, makeFolder } from './durable-files.ts';
import { isBelow } from './is-below.ts';
import type { ProfilePaths } from './profile-paths.ts';

export interface Saved {
  readonly files: number;
  readonly bytes: number;
  /** What the disk did not give, as paths below the profile; the rest is in the copy. */
  readonly unreadable: readonly string[];
}

const PIECE = 1 << 20;

/**
 * Copies it into a new folder, which is a profile of its own then. What cannot be read is passed over and named. Nobody
 * may be at work in the profile: a database that is written to meanwhile is copied as no moment of it ever was. The key
 * that signs backups is not copied; a new one is made when it is needed.
 * @param target must not be there
 * @throws AppError INVALID_INPUT for a target that is there or lies in the profile; what writing throws; CANCELLED
 */
export async function saveReadable(
  paths: ProfilePaths,
  target: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<Saved> {
  if (await exists(target)) throw new AppError('INVALID_INPUT', `${target} is there already.`);
  if (isBelow(paths.root, target))
    throw new AppError('INVALID_INPUT', 'The copy cannot lie in the folder that it is a copy of.', {
      remedy: 'Choose another folder, best on another disk.',
    });
  const unreadable: string[] = [];
  const refuse = (path: string): void => void unreadable.push(relative(paths.root, path));
  let [files, bytes] = [0, 0];
  await makeFolder(target);
  for (const path of await everything(paths, refuse)) {
    throwIfCancelled(signal);
    const copied = await copyInto(path, join(target, relative(paths.root, path)));
    if (copied === null) refuse(path);
    else [files, bytes] = [files + 1, bytes + copied];
  }
  return { files, bytes, unreadable };
}

/** Every file that belongs to the practice and its backups. */
async function everything(
  { root, data, catalog, backups, quarantine }: ProfilePaths,
  refuse: (path: string) => void,
): Promise<string[]> {
  const found: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') refuse(folder);
      return [];
    });
    for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await walk(path);
      // A link leads somewhere else, and whatever else it is holds nothing.
      else if (entry.isFile()) found.push(path);
    }
  };
  for (const folder of [data, backups, quarantine]) await walk(folder);
  // With its journal, or what was noted last would be missing.
  const names = await readdir(root).catch(() => []);
  found.push(...names.filter((name) => name.startsWith(basename(catalog))).map((name) => join(root, name)));
  return found;
}

/** @returns the bytes, or null when it cannot be read. @throws what writing throws */
async function copyInto(from: string, to: string): Promise<number | null> {
  const source = await open(from, 'r').catch(() => null);
  if (source === null) return null;
  try {
    await makeFolder(dirname(to));
    const target = await open(to, 'wx', 0o600);
    try {
      const bytes = await pour(source, target);
      await target.sync();
      if (bytes !== null) await fsyncFolder(dirname(to));
      return bytes;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** What was read before a refusal stays: the head of a database is worth something to a repair. */
async function pour(source: FileHandle, target: FileHandle): Promise<number | null> {
  const piece = Buffer.alloc(PIECE);
  let written = 0;
  for (;;) {
    const read = await source.read(piece, 0, PIECE, written).catch(() => null);
    if (read === null) return null;
    if (read.bytesRead === 0) return written;
    await target.write(piece, 0, read.bytesRead, written);
    written += read.bytesRead;
  }
}
