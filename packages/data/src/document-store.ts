/**
 * The store of documents: one immutable file per content, named by its SHA-256 and shared by all generations.
 * Contents are only ever added; the sweep removes those that no generation refers to.
 */
import { createHash, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Sha256, throwIfCancelled, toAppError, type GenerationId } from '@causebook/contracts';
import { beginSweep, type ContentHold } from './content-holds.ts';
import { openReadOnly, type Database } from './database.ts';
import { exists, fileSize, fsyncFolder, makeFolder, renameFile } from './durable-files.ts';
import { listGenerations, readCurrent } from './generations.ts';
import { generationFolder, documentPath, type ProfilePaths } from './profile-paths.ts';
import { documentsOf, requireWholeReferences } from './referenced-contents.ts';

/** Bytes read at once. */
export const CHUNK = 1 << 20;

export interface StoredContent {
  readonly sha256: string;
  readonly size: number;
}

export interface StoreHooks {
  readonly signal?: AbortSignal | undefined;
  /** Bytes that are written. */
  readonly onProgress?: ((bytesDone: number) => void) | undefined;
  /** Keeps the content from a sweep until its record is there. */
  readonly hold?: ContentHold | undefined;
}

/**
 * Stores one content and returns its name. The bytes are on the disk when it returns; a content that is there already
 * costs no space. A failure leaves nothing behind.
 */
export async function storeContent(
  paths: ProfilePaths,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { signal, onProgress, hold }: StoreHooks = {},
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
        onProgress?.(size);
      }
      throwIfCancelled(signal);
      await file.sync();
    } finally {
      await file.close();
    }
    const sha256 = hash.digest('hex');
    hold?.keep(sha256);
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

/** Whether the store holds a file of that name and size whose content really has that hash, and gives it back. */
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
    return (await hashFile(path, signal)).sha256 === sha256;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) return false;
    throw error;
  }
}

export interface ContentsOfGeneration {
  /** Distinct contents that it refers to together with another generation. */
  readonly shared: number;
  /** Those that only it refers to, and their bytes. Zero when another generation cannot be read: then none would go. */
  readonly own: number;
  readonly ownBytes: number;
}

/**
 * What a generation shares with the others, and what a sweep would remove if it were gone.
 * @throws AppError FILE_CORRUPTION, CONNECTION_FAILED when its own database cannot be read
 */
export async function contentsOfGeneration(
  paths: ProfilePaths,
  id: GenerationId,
): Promise<ContentsOfGeneration> {
  const mine = new Set<string>();
  try {
    addReferenced(mine, generationFolder(paths, id).database);
  } catch (error) {
    throw error instanceof UnreadableGeneration ? toAppError(error.cause) : error;
  }
  const { complete, unreadable } = await listGenerations(paths);
  const others = new Set<string>();
  try {
    if (unreadable.length > 0) throw new UnreadableGeneration(unreadable[0]);
    for (const other of complete)
      if (other.id !== id) addReferenced(others, generationFolder(paths, other.id).database);
  } catch (error) {
    if (error instanceof UnreadableGeneration) return { shared: mine.size, own: 0, ownBytes: 0 };
    throw error;
  }
  const own = [...mine.difference(others)];
  let ownBytes = 0;
  for (const sha256 of own) ownBytes += (await fileSize(documentPath(paths.files, sha256))) ?? 0;
  return { shared: mine.size - own.length, own: own.length, ownBytes };
}

/** Files of the store that no generation refers to, relative to its folder; null where that cannot be told. */
export type Leftovers = readonly string[] | null;

/**
 * Looks for leftovers: reads the records of every generation and the names in the store, which may take a second or more.
 * Null while any generation cannot be read: what it refers to is not known then.
 */
export async function findLeftovers(paths: ProfilePaths): Promise<Leftovers> {
  const current = await readCurrent(paths);
  const { complete, unreadable, incomplete } = await listGenerations(paths);
  if (current.kind !== 'named' || unreadable.length + incomplete.length > 0) return null;
  if (!complete.some((record) => record.id === current.id) || !(await exists(paths.files))) return null;
  const wanted = new Set<string>();
  try {
    for (const { id } of complete) addReferenced(wanted, generationFolder(paths, id).database);
  } catch (error) {
    if (error instanceof UnreadableGeneration) return null;
    throw error;
  }
  return (await filesIn(paths.files)).filter((file) => !wanted.has(basename(file)));
}

/**
 * Removes contents that no generation refers to. Only for the holder of the profile, with no other operation running.
 * @param find looks for them; another process may do it, so that this one does not stand still
 * @returns files removed and bytes freed
 */
export async function sweepDocuments(
  paths: ProfilePaths,
  find: (paths: ProfilePaths) => Promise<Leftovers> = findLeftovers,
): Promise<{ removed: number; bytes: number }> {
  // Begun before the records are read: what is recorded after that was held until then.
  const held = beginSweep(paths.files);
  let removed = 0;
  let bytes = 0;
  try {
    for (const file of (await find(paths)) ?? []) {
      const sha256 = basename(file);
      if (held.has(sha256)) continue;
      const path = join(paths.files, file);
      const { size } = await stat(path);
      if (held.has(sha256)) continue;
      // At once, so that nobody can begin to hold it between the question and the deed.
      rmSync(path);
      bytes += size;
      removed += 1;
    }
    return { removed, bytes };
  } finally {
    held.end();
  }
}

async function filesIn(files: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of await readdir(files)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    for (const name of await readdir(join(files, folder)))
      if (Sha256.safeParse(name).success) found.push(join(folder, name));
  }
  return found;
}

/** A damaged state is kept as it is, and with it every document that it may refer to. */
class UnreadableGeneration extends Error {}

function addReferenced(wanted: Set<string>, path: string): void {
  let database: Database | undefined;
  try {
    database = openReadOnly(path);
    requireWholeReferences(database);
    const referenced = database
      .prepare<[], string>(`SELECT DISTINCT sha256 FROM (${documentsOf(database)})`)
      .pluck();
    for (const sha256 of referenced.iterate()) wanted.add(sha256);
  } catch (error) {
    throw new UnreadableGeneration(path, { cause: error });
  } finally {
    database?.close();
  }
}
