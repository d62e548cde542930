/** Documents: their record in the practice and their content in the store, added together. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '@causebook/contracts';
import type { DocumentRow } from '../schema.ts';
import { storeFile } from '../document-store.ts';
import { MEDIA_TYPE_HEAD, mediaTypeOf } from '../media-type.ts';
import type { Practice } from '../practice.ts';
import type { ProfilePaths } from '../profile-paths.ts';
import { uniqueId } from '../unique-id.ts';

/**
 * Stores a file and records it as a document of a case. The content is durable before the record is made, so a
 * record never refers to a document that is not there.
 * @throws AppError NOT_FOUND for an unknown case or a missing file; INVALID_INPUT for a folder or device
 */
export async function addDocument(
  paths: ProfilePaths,
  practice: Practice,
  request: {
    readonly caseId: string;
    readonly file: string;
    readonly now: Date;
    readonly signal?: AbortSignal;
  },
): Promise<DocumentRow> {
  const known = await practice.query
    .selectFrom('cases')
    .select('id')
    .where('id', '=', request.caseId)
    .executeTakeFirst();
  if (!known) throw new AppError('NOT_FOUND', `There is no case with the id ${request.caseId}.`);
  const mediaType = await mediaTypeOfFile(request.file);
  const content = await storeFile(paths, request.file, request.signal);
  const row: DocumentRow = {
    id: uniqueId(request.now),
    caseId: request.caseId,
    name: basename(request.file),
    mediaType,
    ...content,
    addedAt: request.now.toISOString(),
  };
  await practice.query.insertInto('documents').values(row).execute();
  return row;
}

async function mediaTypeOfFile(path: string): Promise<string> {
  let file;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new AppError('NOT_FOUND', `There is no file ${path}.`);
    throw error;
  }
  try {
    if (!(await file.stat()).isFile()) throw new AppError('INVALID_INPUT', `${path} is not a file.`);
    const head = Buffer.alloc(MEDIA_TYPE_HEAD);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return mediaTypeOf(head.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** The id of the case with that id or, when exactly one has it, that number. @throws AppError NOT_FOUND */
export async function findCase(practice: Practice, idOrNumber: string): Promise<string> {
  const found = await practice.query
    .selectFrom('cases')
    .select('id')
    .where((where) => where.or([where('id', '=', idOrNumber), where('number', '=', idOrNumber)]))
    .limit(2)
    .execute();
  const [first] = found;
  if (first && found.length === 1) return first.id;
  throw new AppError(
    'NOT_FOUND',
    found.length === 0
      ? `There is no case with the id or number ${idOrNumber}.`
      : `Several cases have the number ${idOrNumber}; name one by its id.`,
  );
}
