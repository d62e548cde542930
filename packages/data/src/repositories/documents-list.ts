/** The list of documents: searched, filtered, newest first, a page at a time. */
import type { DocumentList, DocumentListRequest, DocumentSummary } from '@causebook/contracts';
import { sql, type ExpressionBuilder, type Kysely } from 'kysely';
import { numberedName, shownName } from '../document-names.ts';
import { previewOf } from '../media-type.ts';
import { kindLetters } from '../migrations/0002-diary.ts';
import type { DocumentRow, PracticeSchema } from '../schema.ts';
import { wordExpressions } from './search-words.ts';

const MOST_TAGS = 200;

/** One page of the documents that fit the request, and all tags in use. */
export async function listDocuments(
  query: Kysely<PracticeSchema>,
  request: DocumentListRequest,
): Promise<DocumentList> {
  const found = matching(query, request);
  // Counted along with the page: the full-text index is asked once.
  const page = await found
    .select(['documents.id', sql<number>`count(*) OVER ()`.as('total')])
    .orderBy('documents.addedAt', 'desc')
    .orderBy('documents.id', 'desc')
    .limit(request.limit)
    .offset(request.offset)
    .execute();
  const total = page[0]?.total ?? (request.offset === 0 ? 0 : await countOf(found));
  const documents = await summariesOf(
    query,
    page.map(({ id }) => id),
  );
  return { total, offset: request.offset, documents, tags: await tagsInUse(query) };
}

async function countOf(found: ReturnType<typeof matching>): Promise<number> {
  const { total } = await found
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

function matching(
  query: Kysely<PracticeSchema>,
  { caseId, search, tag, kind }: Omit<DocumentListRequest, 'offset' | 'limit'>,
) {
  let found = query.selectFrom('documents');
  if (caseId !== null) found = found.where('documents.caseId', '=', caseId);
  const words = wordsFor(search);
  if (words !== null) {
    found = found.where(
      'documents.id',
      'in',
      sql<string>`(SELECT e.entryId FROM searchIndex JOIN searchEntries e ON e.number = searchIndex.rowid
        WHERE searchIndex MATCH ${words} AND e.kind = 'document')`,
    );
  }
  if (tag !== null && tag !== '') {
    found = found.where(
      sql<boolean>`EXISTS (SELECT 1 FROM json_each(documents.tags) WHERE json_each.value = ${tag})`,
    );
  }
  if (kind !== null) found = found.where((where) => ofKind(where, kind));
  return found;
}

/** What is asked of the index: the name of its case stands there with a document, for the search over everything. */
export function wordsFor(search: string): string | null {
  const own = wordExpressions(search);
  if (own.length === 0) return null;
  return `kind : "${kindLetters.document}" AND {title body} : (${own.join(' AND ')})`;
}

function ofKind(
  where: ExpressionBuilder<PracticeSchema, 'documents'>,
  kind: NonNullable<DocumentListRequest['kind']>,
) {
  const type = 'documents.mediaType';
  switch (kind) {
    case 'pdf':
      return where(type, '=', 'application/pdf');
    case 'image':
      return where(type, 'like', 'image/%');
    case 'text':
      return where(type, '=', 'text/plain');
    case 'other':
      return where.and([
        where(type, 'not in', ['application/pdf', 'text/plain']),
        where(type, 'not like', 'image/%'),
      ]);
    default:
      return kind satisfies never;
  }
}

interface SummaryRow extends Omit<DocumentRow, 'caseId'> {
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly caseTitle: string | null;
}

/** Documents as lists show them, in the order of the ids; those that do not exist are left out. */
export async function summariesOf(
  query: Kysely<PracticeSchema>,
  ids: readonly string[],
): Promise<DocumentSummary[]> {
  if (ids.length === 0) return [];
  const rows = await query
    .selectFrom('documents')
    .leftJoin('cases', 'cases.id', 'documents.caseId')
    .selectAll('documents')
    .select(['cases.number as caseNumber', 'cases.title as caseTitle'])
    .where('documents.id', 'in', ids)
    .execute();
  const nth = await placesAmongNamesakes(query, rows);
  const byId = new Map(rows.map((row) => [row.id, summaryOf(row, nth.get(row.id) ?? 1)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function summaryOf(row: SummaryRow, nth: number): DocumentSummary {
  const { id, mediaType, size, sha256, addedAt } = row;
  return {
    id,
    case:
      row.caseId === null
        ? null
        : { id: row.caseId, number: row.caseNumber ?? '', title: row.caseTitle ?? '' },
    name: numberedName(shownName(row.name), nth),
    mediaType,
    size,
    sha256,
    addedAt,
    tags: JSON.parse(row.tags) as string[],
    preview: previewOf(mediaType),
  };
}

/** Which of the documents of that name in its case each one is, from 1, the oldest first. */
async function placesAmongNamesakes(
  query: Kysely<PracticeSchema>,
  rows: readonly SummaryRow[],
): Promise<ReadonlyMap<string, number>> {
  const cases = [...new Set(rows.flatMap(({ caseId }) => caseId ?? []))];
  if (cases.length === 0) return new Map();
  const places = await query
    .selectFrom('documents')
    .select('id')
    .select(sql<number>`row_number() OVER (PARTITION BY caseId, name ORDER BY addedAt, id)`.as('nth'))
    .where('caseId', 'in', cases)
    .where('name', 'in', [...new Set(rows.map(({ name }) => name))])
    .execute();
  return new Map(places.map(({ id, nth }) => [id, nth]));
}

/** All tags in use, most used first. */
export async function tagsInUse(query: Kysely<PracticeSchema>): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`
    SELECT json_each.value AS tag FROM documents, json_each(documents.tags)
    WHERE documents.tags <> '[]' GROUP BY json_each.value ORDER BY count(*) DESC, tag LIMIT ${MOST_TAGS}`.execute(
    query,
  );
  return rows.map(({ tag }) => tag);
}
