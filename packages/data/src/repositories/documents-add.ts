/** Adding a document: its content goes into the store first and is durable there, then its record is made. */
import { constants } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '@causebook/contracts';
import type { Kysely } from 'kysely';
import { shownName } from '../document-names.ts';
import { storeContent, type StoredContent, type StoreHooks } from '../document-store.ts';
import { exists, freeBytes } from '../durable-files.ts';
import { MEDIA_TYPE_HEAD, mediaTypeOf } from '../media-type.ts';
import type { ProfilePaths } from '../profile-paths.ts';
import type { DocumentRow, PracticeSchema } from '../schema.ts';
import { uniqueId } from '../unique-id.ts';

/** Bytes read and hashed at once: under a millisecond of work, so that whoever else waits is not kept waiting. */
const PIECE = 256 * 1024;

/** A file whose content is in the store, and that no record names yet. */
export interface StoredFile extends StoredContent {
  readonly name: string;
  /** By content. */
  readonly mediaType: string;
}

export interface RecordedDocument {
  readonly row: DocumentRow;
  /** Some document, perhaps a deleted one, had the same content before. */
  readonly isKnownContent: boolean;
  /** A document of the same case has the same content. */
  readonly isDuplicateInCase: boolean;
}

/**
 * Brings a file into the store, read once, whatever happens to its name meanwhile. `onProgress` gets the bytes done and
 * the size of the file. A failure leaves nothing behind.
 * @throws AppError NOT_FOUND for a missing file; INVALID_INPUT for a folder, a link or a device; INSUFFICIENT_SPACE
 */
export async function storeFile(
  paths: ProfilePaths,
  path: string,
  hooks: Omit<StoreHooks, 'onProgress'> & {
    readonly onProgress?: (bytesDone: number, bytesTotal: number) => void;
  } = {},
): Promise<StoredFile> {
  const name = basename(path);
  const file = await openOrdinary(path);
  try {
    const { size } = await file.stat();
    await requireSpace(paths, size);
    const mediaType = await mediaTypeOfFile(file);
    const chunks = file.createReadStream({ start: 0, highWaterMark: PIECE, autoClose: false });
    const { onProgress } = hooks;
    const content = await storeContent(paths, chunks, {
      ...hooks,
      onProgress: onProgress && ((done) => onProgress(done, Math.max(size, done))),
    });
    return { name, mediaType, ...content };
  } finally {
    await file.close();
  }
}

/** Opens what is an ordinary file itself; a pipe must not keep anybody waiting, and a link may lead anywhere. */
async function openOrdinary(path: string): Promise<FileHandle> {
  const name = shownName(basename(path));
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  if ((await isLink(path)) === true) throw notOrdinary(`${name} is a link to a file, not the file itself.`);
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      throw new AppError('NOT_FOUND', `There is no file ${name} any more.`, {
        remedy: 'Check that the disk that holds it is connected, or choose another file.',
      });
    }
    if (error.code === 'ELOOP') throw notOrdinary(`${name} is a link to a file, not the file itself.`);
    throw error;
  });
  try {
    const facts = await file.stat();
    if (facts.isDirectory()) throw notOrdinary(`${name} is a folder, not a file.`);
    if (!facts.isFile()) throw notOrdinary(`${name} is a device, not a file.`);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Null when there is nothing. */
async function isLink(path: string): Promise<boolean | null> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const notOrdinary = (sentence: string): AppError =>
  new AppError('INVALID_INPUT', sentence, { remedy: 'Choose the files themselves.' });

/** Bytes that stay free for the practice itself. */
const MARGIN = 16 * 1024 * 1024;

async function requireSpace(paths: ProfilePaths, size: number): Promise<void> {
  const folder = (await exists(paths.files)) ? paths.files : paths.root;
  const free = await freeBytes(folder);
  if (free === null || free >= size + MARGIN) return;
  throw new AppError('INSUFFICIENT_SPACE', 'There is not enough free space on the disk for this file.');
}

async function mediaTypeOfFile(file: FileHandle): Promise<string> {
  const head = Buffer.alloc(MEDIA_TYPE_HEAD);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  return mediaTypeOf(head.subarray(0, bytesRead));
}

/** @throws AppError NOT_FOUND when there is no such case; null is no case, which is fine */
export async function requireCase(query: Kysely<PracticeSchema>, caseId: string | null): Promise<void> {
  if (caseId === null) return;
  const known = await query.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst();
  if (known) return;
  throw new AppError('NOT_FOUND', 'That case does not exist any more.', { remedy: 'Choose another case.' });
}

/** Makes the record of a stored file. @throws AppError NOT_FOUND when its case is gone */
export function recordDocument(
  query: Kysely<PracticeSchema>,
  { file, caseId, now }: { readonly file: StoredFile; readonly caseId: string | null; readonly now: Date },
): Promise<RecordedDocument> {
  const { name, mediaType, sha256, size } = file;
  return query.transaction().execute(async (change) => {
    await requireCase(change, caseId);
    const holders = await change
      .selectFrom('documents')
      .select('caseId')
      .distinct()
      .where('sha256', '=', sha256)
      .where('size', '=', size)
      .execute();
    const deleted = await change
      .selectFrom('deletedDocuments')
      .select('id')
      .where('sha256', '=', sha256)
      .where('size', '=', size)
      .limit(1)
      .execute();
    const row: DocumentRow = {
      id: uniqueId(now),
      caseId,
      name,
      mediaType,
      size,
      sha256,
      addedAt: now.toISOString(),
      tags: '[]',
    };
    await change.insertInto('documents').values(row).execute();
    return {
      row,
      isKnownContent: holders.length + deleted.length > 0,
      isDuplicateInCase: holders.some((holder) => holder.caseId === caseId),
    };
  });
}
