/** Saves what can be read of a profile that cannot be used where it lies: its practice, its list of backups, its backups. */
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { AppError, throwIfCancelled } from '@causebook/contracts';
import { exists, fsyncFolder, makeFolder } from './durable-files.ts';
import { isBelow } from './is-below.ts';
import type { ProfilePaths } from './profile-paths.ts';
import { readAround, writeFully } from './whole-reads.ts';

export interface Saved {
  /** Those that are in the copy as a whole. */
  readonly files: number;
  readonly bytes: number;
  /** What is not in the copy, as paths below the profile: the disk did not give it, or it is a link that leads elsewhere. */
  readonly unreadable: readonly string[];
  /** Files that are in the copy with noughts where the disk gave nothing, as paths below the profile. */
  readonly inPart: readonly string[];
}

const PIECE = 1 << 20;

/**
 * Copies it into a new folder, which is a profile of its own then. What cannot be read is passed over and named, and so
 * is a link: what it leads to may be anything. Nobody may be at work in the profile: a database that is written to meanwhile is copied as no moment of it ever was. The key
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
  const [unreadable, inPart]: [string[], string[]] = [[], []];
  const nameOf = (path: string): string => relative(paths.root, path);
  const refuse = (path: string): void => void unreadable.push(nameOf(path));
  let [files, bytes] = [0, 0];
  await makeFolder(target);
  for (const path of await everything(paths, refuse)) {
    throwIfCancelled(signal);
    const copied = await copyInto(path, join(target, nameOf(path)), signal);
    bytes += copied?.bytes ?? 0;
    if (copied?.lost === 0) files += 1;
    else if (copied === null || copied.bytes === 0) refuse(path);
    else inPart.push(nameOf(path));
  }
  return { files, bytes, unreadable, inPart };
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
      else if (entry.isFile()) found.push(path);
      // Whoever keeps documents behind it has to know that they are not in the copy. Whatever else it is holds nothing.
      else if (entry.isSymbolicLink()) refuse(path);
    }
  };
  for (const folder of [data, backups, quarantine]) await walk(folder);
  // With its journal, or what was noted last would be missing.
  const names = await readdir(root).catch(() => {
    refuse(catalog);
    return [];
  });
  found.push(...names.filter((name) => name.startsWith(basename(catalog))).map((name) => join(root, name)));
  return found;
}

interface Poured {
  readonly bytes: number;
  /** Bytes that the disk did not give. */
  readonly lost: number;
}

/** @returns null when it cannot even be opened. @throws what writing throws; CANCELLED */
async function copyInto(from: string, to: string, signal: AbortSignal): Promise<Poured | null> {
  const source = await open(from, 'r').catch(() => null);
  if (source === null) return null;
  try {
    const size = await source.stat().then(
      (facts) => facts.size,
      () => null,
    );
    if (size === null) return null;
    await makeFolder(dirname(to));
    const target = await open(to, 'wx', 0o600);
    try {
      const poured = await pour(source, target, size, signal);
      await target.sync();
      await fsyncFolder(dirname(to));
      return poured;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Everything around a bad place stays where it was, with noughts in between: it is worth something to a repair. */
async function pour(
  source: FileHandle,
  target: FileHandle,
  size: number,
  signal: AbortSignal,
): Promise<Poured> {
  let [bytes, lost] = [0, 0];
  for (let at = 0; at < size; at += PIECE) {
    throwIfCancelled(signal);
    // Whatever keeps it from being read, there is nothing better to do than to go on.
    const piece = await readAround(source, at, Math.min(PIECE, size - at), () => true);
    await writeFully(target, piece.bytes, at);
    bytes += piece.bytes.length - piece.lost;
    lost += piece.lost;
  }
  return { bytes, lost };
}
