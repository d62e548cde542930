/** Deleting so that it can be undone: whatever goes is kept whole, with its links and its documents, for 30 days. */
import { AppError, type DeletedEntry } from '@causebook/contracts';
import type { Kysely, Transaction } from 'kysely';
import { shownName } from '../document-names.ts';
import { practiceTables, type DocumentRow, type PracticeSchema } from '../schema.ts';
import { uniqueId } from '../unique-id.ts';
import { dayInWords } from '../days.ts';
import { childrenOfCase, readKept, tableOf, type Content, type Row, type Table } from './kept-content.ts';

export const DELETED_KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;

export type DeletableKind = DeletedEntry['kind'];

export interface Deletion {
  readonly deletionId: string;
  /** "Rao v. Iyer, with 12 hearings and 3 documents". */
  readonly title: string;
  readonly caseId: string | null;
}

/** Columns that name another entry and are emptied when it goes. */
const references = [
  { table: 'tasks', column: 'hearingId', of: 'hearing' },
  { table: 'orders', column: 'hearingId', of: 'hearing' },
  { table: 'orders', column: 'documentId', of: 'document' },
] as const;

/**
 * Deletes an entry, and with a case everything in it. One transaction.
 * @throws AppError NOT_FOUND
 */
export async function deleteEntry(
  query: Kysely<PracticeSchema>,
  request: { readonly kind: DeletableKind; readonly id: string; readonly by: string; readonly now: Date },
): Promise<Deletion> {
  return query.transaction().execute((change) => deleteWithin(change, request));
}

/** As `deleteEntry`, within a transaction that is under way. */
export async function deleteWithin(
  change: Transaction<PracticeSchema>,
  {
    kind,
    id,
    by,
    now,
  }: { readonly kind: DeletableKind; readonly id: string; readonly by: string; readonly now: Date },
): Promise<Deletion> {
  const rows = await rowsOf(change, kind, id);
  const deletionId = uniqueId(now);
  const [entry] = rows[tableOf[kind]]!;
  const title = await titleOf(change, kind, rows);
  await change
    .insertInto('deletions')
    .values({
      id: deletionId,
      kind,
      title,
      deletedAt: now.toISOString(),
      deletedBy: by,
      content: JSON.stringify({ rows, links: await linksTo(change, rows) } satisfies Content),
    })
    .execute();
  for (const { sha256, size } of (rows['documents'] ?? []) as unknown as DocumentRow[]) {
    await change
      .insertInto('deletedDocuments')
      .values({ id: uniqueId(now), deletionId, sha256, size })
      .execute();
  }
  await change.deleteFrom(tableOf[kind]).where('id', '=', id).execute();
  const caseId = kind === 'case' ? id : (entry!['caseId'] as string | null);
  return { deletionId, title, caseId };
}

async function rowsOf(
  change: Transaction<PracticeSchema>,
  kind: DeletableKind,
  id: string,
): Promise<Record<string, Row[]>> {
  const table = tableOf[kind];
  const found = (await change
    .selectFrom(table)
    .selectAll()
    .where('id', '=', id)
    .execute()) as unknown as Row[];
  if (found.length === 0) throw new AppError('NOT_FOUND', `There is no ${kind} with the id ${id}.`);
  const rows: Record<string, Row[]> = { [table]: found };
  if (kind !== 'case') return rows;
  for (const child of childrenOfCase) {
    rows[child] = (await change
      .selectFrom(child)
      .selectAll()
      .where('caseId', '=', id)
      .orderBy('id')
      .execute()) as unknown as Row[];
  }
  return rows;
}

/** Which entries that stay name one that goes. A document may have been moved to another case than its order. */
async function linksTo(
  change: Transaction<PracticeSchema>,
  rows: Readonly<Record<string, readonly Row[]>>,
): Promise<Content['links']> {
  const links: Content['links'] = [];
  for (const { table, column, of } of references) {
    const going = new Set(rows[table]?.map(({ id }) => id));
    for (const { id } of rows[tableOf[of]] ?? []) {
      const naming = await change
        .selectFrom(table as 'orders')
        .select('id')
        .where(column as 'hearingId', '=', String(id))
        .execute();
      const staying = naming.filter((row) => !going.has(row.id));
      links.push(...staying.map((row) => ({ table, id: row.id, column, value: String(id) })));
    }
  }
  return links;
}

/** The name of the entry as the list of what was deleted shows it, with its case. */
async function titleOf(
  change: Transaction<PracticeSchema>,
  kind: DeletableKind,
  rows: Readonly<Record<string, readonly Row[]>>,
): Promise<string> {
  const entry = rows[tableOf[kind]]![0]!;
  if (kind === 'case') return caseTitle(entry, rows);
  const inCase = await change
    .selectFrom('cases')
    .select(['number', 'title'])
    .where('id', '=', entry['caseId'] as string | null)
    .executeTakeFirst();
  return inCase === undefined ? nameOf(kind, entry) : `${nameOf(kind, entry)}, in ${nameOfCase(inCase)}`;
}

const nameOfCase = ({ number, title }: { readonly number: string; readonly title: string }): string =>
  [number, title].filter(Boolean).join(' ');

const countedNouns = [
  ['hearings', 'hearing'],
  ['tasks', 'task'],
  ['orders', 'order'],
  ['documents', 'document'],
] as const;

function caseTitle(entry: Row, rows: Readonly<Record<string, readonly Row[]>>): string {
  const parts = countedNouns
    .map(([table, noun]) => [rows[table]?.length ?? 0, noun] as const)
    .filter(([count]) => count > 0)
    .map(([count, noun]) => `${count} ${noun}${count === 1 ? '' : 's'}`);
  const name = nameOfCase({ number: String(entry['number']), title: String(entry['title']) });
  return parts.length === 0 ? name : `${name}, with ${inWords.format(parts)}`;
}

const inWords = new Intl.ListFormat('en-GB', { type: 'conjunction' });

function nameOf(kind: Exclude<DeletableKind, 'case'>, entry: Row): string {
  const text = (column: string): string => String(entry[column] ?? '');
  switch (kind) {
    case 'hearing':
      return [`Hearing of ${dayInWords(text('day'))}`, text('court'), text('purpose')]
        .filter(Boolean)
        .join(', ');
    case 'task':
    case 'order':
      return text('title');
    case 'document':
      return shownName(text('name'));
  }
}

/** What can be brought back, newest first. */
export async function listDeletions(query: Kysely<PracticeSchema>, limit = 200): Promise<DeletedEntry[]> {
  const rows = await query
    .selectFrom('deletions')
    .select(['id', 'kind', 'title', 'deletedAt', 'deletedBy'])
    .orderBy('deletedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    keptUntil: new Date(Date.parse(row.deletedAt) + DELETED_KEPT_DAYS * DAY_MS).toISOString().slice(0, 10),
  }));
}

/**
 * Brings a deleted entry back as it was. A lawyer or an import that is gone meanwhile is left empty.
 * @throws AppError NOT_FOUND when it is gone for good, or when its case has to be brought back first; FILE_CORRUPTION for
 *   what no deletion has written
 */
export async function restoreDeletion(
  query: Kysely<PracticeSchema>,
  deletionId: string,
): Promise<{
  readonly kind: DeletableKind;
  readonly id: string;
  readonly title: string;
  readonly caseId: string | null;
}> {
  return query.transaction().execute(async (change) => {
    const deletion = await change
      .selectFrom('deletions')
      .selectAll()
      .where('id', '=', deletionId)
      .executeTakeFirst();
    if (!deletion) {
      throw new AppError('NOT_FOUND', 'This deleted entry is not kept any more.', {
        remedy: 'Look for it in a backup.',
      });
    }
    const { kind, title } = deletion;
    const { entry, rows, links } = await readKept(change, deletion);
    const caseId = kind === 'case' ? String(entry['id']) : (entry['caseId'] as string | null);
    if (kind !== 'case' && caseId !== null) await requireCase(change, caseId);
    for (const { name } of practiceTables) {
      for (const row of rows.get(name as Table) ?? []) await bringBack(change, name as Table, row);
    }
    for (const link of links) await linkAgain(change, link);
    await change.deleteFrom('deletions').where('id', '=', deletionId).execute();
    return { kind, id: String(entry['id']), title, caseId };
  });
}

async function requireCase(change: Transaction<PracticeSchema>, caseId: string): Promise<void> {
  const found = await change.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst();
  if (found) return;
  throw new AppError('NOT_FOUND', 'The case that this belongs to is deleted, too.', {
    remedy: 'Bring back the case first.',
  });
}

/** What an entry may name, and where that is to be found. */
const named = {
  lawyerId: 'users',
  assigneeId: 'users',
  importId: 'imports',
  hearingId: 'hearings',
  documentId: 'documents',
} as const;

async function bringBack(change: Transaction<PracticeSchema>, table: Table, row: Row): Promise<void> {
  const values: Record<string, string | number | null> = { ...row };
  for (const [column, where] of Object.entries(named)) {
    const id = values[column];
    if (typeof id !== 'string') continue;
    const found = await change.selectFrom(where).select('id').where('id', '=', id).executeTakeFirst();
    if (!found) values[column] = null;
  }
  // The rows were read from these very tables; only the compiler cannot follow the name.
  await change
    .insertInto(table)
    .values(values as never)
    .execute();
}

async function linkAgain(
  change: Transaction<PracticeSchema>,
  { table, id, column, value }: Content['links'][number],
) {
  const known = references.some((reference) => reference.table === table && reference.column === column);
  if (!known) return;
  await change
    .updateTable(table as 'orders')
    .set({ [column]: value })
    .where('id', '=', id)
    // What was linked to something else meanwhile stays so.
    .where(column as 'hearingId', 'is', null)
    .execute();
}

/** Everything that can be brought back. */
export async function deletionIds(query: Kysely<PracticeSchema>): Promise<string[]> {
  const rows = await query.selectFrom('deletions').select('id').execute();
  return rows.map(({ id }) => id);
}

/** SQLite takes no more values than so many thousands at once. */
const AT_ONCE = 1000;

/** Forgets those of the named deletions that were made more than 30 days ago. @returns how many there were */
export async function forgetOldDeletions(
  query: Kysely<PracticeSchema>,
  ids: readonly string[],
  now: Date,
): Promise<number> {
  const before = new Date(now.getTime() - DELETED_KEPT_DAYS * DAY_MS).toISOString();
  let forgotten = 0;
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const { numDeletedRows } = await query
      .deleteFrom('deletions')
      .where('id', 'in', ids.slice(from, from + AT_ONCE))
      .where('deletedAt', '<', before)
      .executeTakeFirstOrThrow();
    forgotten += Number(numDeletedRows);
  }
  return forgotten;
}
