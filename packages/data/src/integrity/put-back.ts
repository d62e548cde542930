/** Puts a content back into the store of documents: only bytes that are it, and what lay there is kept aside. */
import { createHash } from 'node:crypto';
import { lstat, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, throwIfCancelled } from '@causebook/contracts';
import { moveIntoStore, type StoredContent } from '../document-store.ts';
import { fsyncFolder, makeFolder, renameFile } from '../durable-files.ts';
import { documentPath, type ProfilePaths } from '../profile-paths.ts';

/**
 * Writes the bytes beside the store, proves them, moves what is in their place to `aside`, and gives them their name.
 * Each step is on the disk before the next begins; whatever interrupts it, nothing is lost and it can be done again.
 * @returns whether something was moved aside
 * @throws AppError FILE_CORRUPTION when the bytes are not that content; the store is then as it was
 */
export async function putBack(
  paths: ProfilePaths,
  { sha256, size }: StoredContent,
  from: {
    readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
    /** A folder of its own for this piece of work. */
    readonly workspace: string;
    readonly aside: string;
    readonly signal: AbortSignal;
  },
): Promise<boolean> {
  await makeFolder(from.workspace);
  const temporary = join(from.workspace, sha256);
  const hash = createHash('sha256');
  let written = 0;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      for await (const chunk of from.bytes) {
        throwIfCancelled(from.signal);
        hash.update(chunk);
        written += chunk.byteLength;
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (written !== size || hash.digest('hex') !== sha256)
      throw new AppError('FILE_CORRUPTION', 'The backup does not hold this document as it was stored.');
    const moved = await setAside(documentPath(paths.files, sha256), from.aside);
    await moveIntoStore(paths, temporary, sha256);
    return moved;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Moves a file into a folder of the quarantine. @returns false when there is none */
export async function setAside(path: string, folder: string): Promise<boolean> {
  try {
    await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  await makeFolder(folder);
  const name = path.slice(dirname(path).length + 1);
  await renameFile(path, join(folder, name));
  await fsyncFolder(folder);
  await fsyncFolder(dirname(path));
  return true;
}
