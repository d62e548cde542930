/**
 * The store of documents: one immutable file per content, named by its SHA-256 and shared by all generations.
 * Contents are only ever added; the sweep removes those that no generation refers to.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Sha256, throwIfCancelled } from '@causebook/contracts';
import { openReadOnly } from './database.ts';
import { exists, fsyncFolder, makeFolder, renameFile } from './durable-files.ts';
import { generationFolder, listGenerations, readCurrent } from './generations.ts';
import { documentPath, type ProfilePaths } from './profile-paths.ts';

/** Bytes read at once. */
const CHUNK = 1 << 20;

export interface StoredContent {
  readonly sha256: string;
  readonly size: number;
}

/**
 * Stores one content and returns its name. The bytes are on the disk when it returns; a content that is there already
 * costs no space. A failure leaves nothing behind.
 */
export async function storeContent(
  paths: ProfilePaths,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<StoredContent> {
  await makeFolder(paths.temp);
  await makeFolder(paths.files);
  const temporary = join(paths.temp, `document-${randomUUID()}`);
  const hash = createHash('sha256');
  let size = 0;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      for await (const chunk of chunks) {
        throwIfCancelled(signal);
        hash.update(chunk);
        size += chunk.byteLength;
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    const sha256 = hash.digest('hex');
    if (!(await holdsContent(paths.files, sha256, size))) await moveIntoStore(paths, temporary, sha256);
    return { sha256, size };
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Moves a complete, durable file of that content into the store. A rename within the profile needs no space. */
export async function moveIntoStore(paths: ProfilePaths, from: string, sha256: string): Promise<void> {
  const target = documentPath(paths.files, sha256);
  await makeFolder(dirname(target));
  await renameFile(from, target);
  await fsyncFolder(dirname(target));
}

/** Stores a file of the disk, read in chunks. */
export function storeFile(paths: ProfilePaths, path: string, signal?: AbortSignal): Promise<StoredContent> {
  return storeContent(paths, createReadStream(path, { highWaterMark: CHUNK }), signal);
}

/** SHA-256 and size of what a file holds now. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<StoredContent> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path, 'r');
  try {
    // Most documents of an office are small, and a practice has many of them.
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK, (await file.stat()).size + 1));
    for (;;) {
      throwIfCancelled(signal);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return { sha256: hash.digest('hex'), size };
      hash.update(buffer.subarray(0, bytesRead));
      size += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** Whether the store holds a file of that name and size whose content really has that hash. */
export async function holdsContent(
  files: string,
  sha256: string,
  size: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = documentPath(files, sha256);
  try {
    const facts = await stat(path);
    if (!facts.isFile() || facts.size !== size) return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  return (await hashFile(path, signal)).sha256 === sha256;
}

/**
 * Removes contents that no generation refers to. Only for the holder of the profile, with no other operation running.
 * Refuses to judge, and removes nothing, while any generation cannot be read.
 * @returns files removed and bytes freed
 */
export async function sweepDocuments(paths: ProfilePaths): Promise<{ removed: number; bytes: number }> {
  const nothing = { removed: 0, bytes: 0 };
  const current = await readCurrent(paths);
  const { complete, unreadable, incomplete } = await listGenerations(paths);
  if (current.kind !== 'named' || unreadable.length + incomplete.length > 0) return nothing;
  if (!complete.some((record) => record.id === current.id) || !(await exists(paths.files))) return nothing;
  const wanted = new Set<string>();
  for (const { id } of complete) {
    try {
      addReferenced(wanted, generationFolder(paths, id).database);
    } catch {
      // A damaged state is kept as it is, and with it every document that it may refer to.
      return nothing;
    }
  }
  let removed = 0;
  let bytes = 0;
  for (const folder of await readdir(paths.files)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    for (const name of await readdir(join(paths.files, folder))) {
      if (!Sha256.safeParse(name).success || wanted.has(name)) continue;
      const path = join(paths.files, folder, name);
      bytes += (await stat(path)).size;
      await rm(path);
      removed += 1;
    }
  }
  return { removed, bytes };
}

function addReferenced(wanted: Set<string>, path: string): void {
  const database = openReadOnly(path);
  try {
    const referenced = database.prepare<[], string>('SELECT DISTINCT sha256 FROM documents').pluck();
    for (const sha256 of referenced.iterate()) wanted.add(sha256);
  } finally {
    database.close();
  }
}
