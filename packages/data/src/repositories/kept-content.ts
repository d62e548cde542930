/**
 * What the deletion of an entry keeps of it, as JSON. A restored database may have been crafted, so what comes out of one
 * is believed only as far as a deletion could have written it.
 */
import { AppError, Sha256 } from '@causebook/contracts';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { columnsOf } from '../insert-into.ts';
import type { DeletionRow, PracticeSchema } from '../schema.ts';

export type Table = 'cases' | 'parties' | 'hearings' | 'tasks' | 'documents' | 'orders';
export type Row = Readonly<Record<string, string | number | null>>;

/** A column of another entry that named what was deleted, and is empty since. */
const Link = z.object({ table: z.string(), id: z.string(), column: z.string(), value: z.string() });
const Content = z.object({
  rows: z.record(z.string(), z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))),
  links: z.array(Link),
});
export type Content = z.infer<typeof Content>;

export const tableOf = {
  case: 'cases',
  hearing: 'hearings',
  task: 'tasks',
  order: 'orders',
  document: 'documents',
} as const satisfies Record<DeletionRow['kind'], Table>;

export const childrenOfCase = ['parties', 'hearings', 'tasks', 'documents', 'orders'] as const;

export interface KeptContent {
  /** What was deleted itself. */
  readonly entry: Row;
  /** Table by table. */
  readonly rows: ReadonlyMap<Table, readonly Row[]>;
  readonly links: Content['links'];
}

/** @throws AppError FILE_CORRUPTION for what no deletion has written */
export async function readKept(query: Kysely<PracticeSchema>, deletion: DeletionRow): Promise<KeptContent> {
  const content = Content.safeParse(JSON.parse(deletion.content));
  if (!content.success) throw unbelievable();
  const { rows, links } = content.data;
  const { kind } = deletion;
  const own = tableOf[kind];
  const allowed: readonly Table[] = kind === 'case' ? [own, ...childrenOfCase] : [own];
  const kept = new Map(allowed.map((table) => [table, rows[table] ?? []]));
  const [entry, ...others] = kept.get(own)!;
  const isStrange = Object.keys(rows).some((table) => !kept.has(table as Table));
  if (isStrange || entry === undefined || others.length > 0) throw unbelievable();
  for (const [table, list] of kept) requireColumns(table, list);
  if (kind === 'case') requireChildren(entry, kept);
  await requireKeptContents(query, deletion.id, kept.get('documents') ?? []);
  const coming = new Set([...kept.values()].flat().map(({ id }) => id));
  return { entry, rows: kept, links: links.filter(({ value }) => coming.has(value)) };
}

function requireColumns(table: Table, rows: readonly Row[]): void {
  const known = new Set<string>(columnsOf(table));
  const isFine = rows.every(
    (row) => typeof row['id'] === 'string' && Object.keys(row).every((column) => known.has(column)),
  );
  if (!isFine) throw unbelievable();
}

function requireChildren(entry: Row, kept: ReadonlyMap<Table, readonly Row[]>): void {
  const isChild = ({ caseId }: Row): boolean => caseId === entry['id'];
  if (!childrenOfCase.every((table) => kept.get(table)!.every(isChild))) throw unbelievable();
}

/** A document comes back only with a content that its deletion has kept in the store, and in every backup. */
async function requireKeptContents(
  query: Kysely<PracticeSchema>,
  deletionId: string,
  documents: readonly Row[],
): Promise<void> {
  if (documents.length === 0) return;
  const kept = await query
    .selectFrom('deletedDocuments')
    .select(['sha256', 'size'])
    .where('deletionId', '=', deletionId)
    .execute();
  const contents = new Set(kept.map(({ sha256, size }) => `${sha256} ${size}`));
  const isKept = ({ sha256, size }: Row): boolean =>
    Sha256.safeParse(sha256).success && contents.has(`${sha256} ${size}`);
  if (!documents.every(isKept)) throw unbelievable();
}

const unbelievable = (): AppError =>
  new AppError('FILE_CORRUPTION', 'What was kept of this deleted entry is damaged. Nothing was changed.', {
    remedy: 'Look for it in a backup.',
  });
