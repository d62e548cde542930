/** The content of a document as the store holds it now: whether it is what was stored, to be read in parts, or copied out. */
import { createHash, randomUUID } from 'node:crypto';
import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError, throwIfCancelled, type ContentState } from '@causebook/contracts';
import { CHUNK, hashFile, type StoredContent } from './document-store.ts';
import { fsyncFolder, renameFile } from './durable-files.ts';
import { documentPath, type ProfilePaths } from './profile-paths.ts';

/** Up to this size a look at a document hashes it; a larger one is judged by its size, and hashed by every backup. */
export const HASHED_ON_SIGHT = 64 * 1024 * 1024;

const damaged = (state: 'missing' | 'changed'): AppError =>
  new AppError(
    state === 'missing' ? 'NOT_FOUND' : 'FILE_CORRUPTION',
    state === 'missing'
      ? 'The file of this document is missing from the store of this computer.'
      : 'The file of this document is not what was stored: it was changed or is damaged.',
    { remedy: 'Open the document and bring it back from a backup.' },
  );

/** What the store says about a content now. */
export async function contentState(
  paths: Pick<ProfilePaths, 'files'>,
  { sha256, size }: StoredContent,
  signal?: AbortSignal,
): Promise<ContentState> {
  const path = documentPath(paths.files, sha256);
  try {
    const facts = await stat(path);
    if (!facts.isFile() || facts.size !== size) return 'changed';
    if (size > HASHED_ON_SIGHT) return 'unchanged';
    return (await hashFile(path, signal)).sha256 === sha256 ? 'unchanged' : 'changed';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    throw error;
  }
}

/**
 * Opens a stored content for reading; the caller closes it.
 * @throws AppError NOT_FOUND when it is missing, FILE_CORRUPTION when its size is not what was stored
 */
export async function openContent(
  paths: Pick<ProfilePaths, 'files'>,
  { sha256, size }: StoredContent,
): Promise<FileHandle> {
  const file = await open(documentPath(paths.files, sha256), 'r').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? damaged('missing') : error;
  });
  try {
    const facts = await file.stat();
    if (!facts.isFile() || facts.size !== size) throw damaged('changed');
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * Writes a copy of a stored content. `target` is replaced in one step when every byte is there, right and on the disk;
 * until then, and after a failure, it is as it was.
 * @throws AppError FILE_CORRUPTION or NOT_FOUND for the stored content, INVALID_INPUT for a place inside the profile
 */
export async function copyContent(
  paths: Pick<ProfilePaths, 'files' | 'root'>,
  content: StoredContent,
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  const place = resolve(target);
  if (isInside(paths.root, place)) {
    throw new AppError(
      'INVALID_INPUT',
      'A copy cannot be saved among the files that Causebook itself keeps.',
      {
        remedy: 'Choose another folder, for example your documents.',
      },
    );
  }
  const source = await openContent(paths, content);
  const temporary = join(dirname(place), `.causebook-copy-${randomUUID()}.partial`);
  try {
    await writeVerified(source, temporary, content, signal);
    await renameFile(temporary, place);
    await fsyncFolder(dirname(place));
  } finally {
    await source.close();
    await rm(temporary, { force: true });
  }
}

async function writeVerified(
  source: FileHandle,
  path: string,
  { sha256, size }: StoredContent,
  signal?: AbortSignal,
): Promise<void> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK, size + 1));
  const target = await open(path, 'wx', 0o600);
  try {
    let written = 0;
    for (;;) {
      throwIfCancelled(signal);
      const { bytesRead } = await source.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      hash.update(chunk);
      await target.writeFile(chunk);
      written += bytesRead;
    }
    if (written !== size || hash.digest('hex') !== sha256) throw damaged('changed');
    await target.sync();
  } finally {
    await target.close();
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(resolve(folder), path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}
