/** Documents: found one by one, added from the command line, changed. */
import { AppError, type DocumentSummary } from '@causebook/contracts';
import type { Kysely } from 'kysely';
import { holdContents } from '../content-holds.ts';
import type { Practice } from '../practice.ts';
import type { ProfilePaths } from '../profile-paths.ts';
import type { DocumentRow, PracticeSchema } from '../schema.ts';
import { recordDocument, requireCase, storeFile } from './documents-add.ts';
import { summariesOf } from './documents-list.ts';

/**
 * Stores a file and records it as a document of a case. The content is durable before the record is made, so a
 * record never refers to a document that is not there.
 * @throws AppError NOT_FOUND for an unknown case or a missing file; INVALID_INPUT for a folder, a link or a device
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
  const { caseId, now } = request;
  await requireCase(practice.query, caseId);
  const hold = holdContents(paths.files);
  try {
    const file = await storeFile(paths, request.file, { signal: request.signal, hold });
    return (await recordDocument(practice.query, { file, caseId, now })).row;
  } finally {
    hold.end();
  }
}

const noSuchDocument = (): AppError =>
  new AppError('NOT_FOUND', 'This document does not exist any more.', {
    remedy: 'It may have been deleted: look under Deleted entries.',
  });

/** A document as lists show it. @throws AppError NOT_FOUND */
export async function getDocument(query: Kysely<PracticeSchema>, id: string): Promise<DocumentSummary> {
  const [summary] = await summariesOf(query, [id]);
  if (!summary) throw noSuchDocument();
  return summary;
}

/** The record itself. @throws AppError NOT_FOUND */
export async function documentRow(query: Kysely<PracticeSchema>, id: string): Promise<DocumentRow> {
  const row = await query.selectFrom('documents').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw noSuchDocument();
  return row;
}

export interface DocumentChange {
  readonly documentId: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly caseId: string | null;
}

/**
 * Renames a document, tags it, moves it to a case. One transaction. A name that is the one shown leaves the name as it
 * was given; tags that differ in capitals only are one.
 * @throws AppError NOT_FOUND for an unknown document or case
 */
export async function changeDocument(
  query: Kysely<PracticeSchema>,
  { documentId, name, tags, caseId }: DocumentChange,
): Promise<{ readonly before: DocumentSummary; readonly after: DocumentSummary }> {
  return query.transaction().execute(async (change) => {
    const before = await getDocument(change, documentId);
    if (caseId !== before.case?.id) await requireCase(change, caseId);
    await change
      .updateTable('documents')
      .set({
        ...(name === before.name.trim() ? {} : { name }),
        tags: JSON.stringify(distinctTags(tags)),
        caseId,
      })
      .where('id', '=', documentId)
      .execute();
    return { before, after: await getDocument(change, documentId) };
  });
}

function distinctTags(tags: readonly string[]): string[] {
  const byWord = new Map<string, string>();
  for (const tag of tags) {
    const word = tag.normalize('NFC').toLocaleLowerCase('en');
    if (!byWord.has(word)) byWord.set(word, tag.normalize('NFC'));
  }
  return [...byWord.values()];
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
