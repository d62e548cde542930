/** Every document that the practice refers to: there, of the right size, and, where asked for, unchanged to the last byte. */
import { lstat } from 'node:fs/promises';
import { Sha256, throwIfCancelled, type CheckResult, type NamedDocument } from '@causebook/contracts';
import type { Database } from '../database.ts';
import { hashFile } from '../document-store.ts';
import { documentPath } from '../profile-paths.ts';
import { documentsOf, type ReferencedContent } from '../referenced-contents.ts';
import { counted, sizeInWords } from '../words.ts';
import { failed, Findings, passed } from './check.ts';

const PAGE = 500;

export interface ProblemContent extends ReferencedContent {
  readonly state: 'missing' | 'changed' | 'unreadable';
}

export interface LookHooks {
  readonly signal: AbortSignal;
  /** Looked at since the last call. */
  onDone?(done: { readonly files?: number; readonly bytes?: number }): void;
}

/** How many contents the practice refers to, and their bytes. */
export function totalOfContents(database: Database): { readonly files: number; readonly bytes: number } {
  return database
    .prepare<[], { files: number; bytes: number }>(
      `SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM (SELECT DISTINCT sha256, size FROM (${documentsOf(database)}))`,
    )
    .get()!;
}

/** The sizes under which rows refer to a content; usually one, none when nothing refers to it. */
export function contentsNamed(database: Database, sha256: string): ReferencedContent[] {
  return database
    .prepare<[string], ReferencedContent>(
      `SELECT DISTINCT sha256, size FROM (${documentsOf(database)}) WHERE sha256 = ?`,
    )
    .all(sha256);
}

/** All contents that rows refer to, page by page. A content of two sizes comes twice: one of them is wrong. */
function* pages(database: Database): Generator<ReferencedContent[]> {
  const next = database.prepare<[string, string, number], ReferencedContent>(
    `SELECT DISTINCT sha256, size FROM (${documentsOf(database)})
     WHERE sha256 > ? OR (sha256 = ? AND size > ?) ORDER BY sha256, size LIMIT ${PAGE}`,
  );
  let last: ReferencedContent = { sha256: '', size: -1 };
  for (;;) {
    const page = next.all(last.sha256, last.sha256, last.size);
    if (page.length === 0) return;
    yield page;
    last = page.at(-1)!;
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

async function stateOnSight(
  files: string,
  { sha256, size }: ReferencedContent,
): Promise<ProblemContent['state'] | null> {
  // Names in the store are hashes; anything else could lead out of it.
  if (!Sha256.safeParse(sha256).success) return 'missing';
  try {
    const facts = await lstat(documentPath(files, sha256));
    return facts.isFile() && facts.size === size ? null : 'changed';
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(codeOf(error)) ? 'missing' : 'unreadable';
  }
}

async function stateByBytes(
  files: string,
  { sha256 }: ReferencedContent,
  signal: AbortSignal,
): Promise<ProblemContent['state'] | null> {
  try {
    return (await hashFile(documentPath(files, sha256), signal)).sha256 === sha256 ? null : 'changed';
  } catch (error) {
    if (signal.aborted) throw error;
    return codeOf(error) === 'ENOENT' ? 'missing' : 'unreadable';
  }
}

/** Whether the store holds exactly that content; reads it whole. */
export const isWell = async (
  files: string,
  content: ReferencedContent,
  signal: AbortSignal,
): Promise<boolean> =>
  (await stateOnSight(files, content)) === null && (await stateByBytes(files, content, signal)) === null;

/**
 * Contents that are missing or damaged, in order of their names.
 * @param which those whose bytes are read: all, or those named; the others are judged by being there and their size
 */
export async function* problemContents(
  database: Database,
  files: string,
  which: 'all' | ReadonlySet<string>,
  { signal, onDone }: LookHooks,
): AsyncGenerator<ProblemContent> {
  for (const page of pages(database)) {
    throwIfCancelled(signal);
    const seen = await Promise.all(page.map((content) => stateOnSight(files, content)));
    for (const [index, content] of page.entries()) {
      let state = seen[index] ?? null;
      if (state === null && (which === 'all' || which.has(content.sha256))) {
        throwIfCancelled(signal);
        state = await stateByBytes(files, content, signal);
      }
      if (which === 'all') onDone?.({ bytes: content.size });
      onDone?.({ files: 1 });
      // A document that was deleted for good meanwhile is missed by nobody.
      if (state !== null && isReferenced(database, content)) yield { ...content, state };
    }
  }
}

function isReferenced(database: Database, { sha256, size }: ReferencedContent): boolean {
  const found = database
    .prepare(`SELECT 1 FROM (${documentsOf(database)}) WHERE sha256 = ? AND size = ? LIMIT 1`)
    .get(sha256, size);
  return found !== undefined;
}

/** The documents that hold a content, as a person knows them; at most 5 of each. */
export function namesOfContents(database: Database, sha256: string): NamedDocument[] {
  const named = database
    .prepare<[string], { name: string; caseName: string }>(
      `SELECT d.name AS name, coalesce(trim(c.number || ' ' || c.title), '') AS caseName
       FROM documents d LEFT JOIN cases c ON c.id = d.caseId WHERE d.sha256 = ? ORDER BY d.addedAt LIMIT 5`,
    )
    .all(sha256)
    .map((document) => ({ ...document, isDeleted: false }));
  if (named.length > 0) return named;
  return database
    .prepare<[string], { name: string }>(
      `SELECT n.title AS name FROM deletedDocuments d JOIN deletions n ON n.id = d.deletionId WHERE d.sha256 = ? LIMIT 5`,
    )
    .all(sha256)
    .map(({ name }) => ({ name, caseName: '', isDeleted: true }));
}

const stateWords: Readonly<Record<ProblemContent['state'], string>> = {
  missing: 'is missing',
  changed: 'is not what was stored',
  unreadable: 'cannot be read from the disk',
};

function inWords(database: Database, { sha256, state }: ProblemContent): string {
  const [first, ...others] = namesOfContents(database, sha256);
  const place = first?.isDeleted ? ' (deleted lately)' : first?.caseName ? `, in ${first.caseName}` : '';
  const also =
    others.length > 0 ? `, and ${counted(others.length, 'other document')} with the same content` : '';
  return `${first?.name ?? 'A document'}${place}${also}: the file ${stateWords[state]}.`;
}

/** More damaged contents than these are not remembered by name: everything is looked at then. */
const MAX_SUSPECTS = 1_000;

export interface DocumentsAnswer {
  /** `documents-unchanged` is there only when bytes were read. */
  readonly results: readonly CheckResult[];
  /** Contents that are not well; null when there are too many to name. */
  readonly suspects: readonly string[] | null;
}

/** @param suspects contents that were not well the last time, whose bytes are read in any case */
export async function checkDocuments(
  database: Database,
  files: string,
  about: { readonly isThorough: boolean; readonly suspects: readonly string[] },
  hooks: LookHooks,
): Promise<DocumentsAnswer> {
  const { isThorough, suspects } = about;
  const total = totalOfContents(database);
  const absent = new Findings();
  const altered = new Findings();
  const found: string[] = [];
  let bad = 0;
  const which = isThorough ? 'all' : new Set(suspects);
  for await (const problem of problemContents(database, files, which, hooks)) {
    bad += 1;
    if (found.length < MAX_SUSPECTS) found.push(problem.sha256);
    const bySight = (await stateOnSight(files, problem)) !== null;
    (bySight ? absent : altered).add(inWords(database, problem));
  }
  const results = [presentResult(total.files, absent)];
  if (isThorough || suspects.length > 0) results.push(unchangedResult(total, altered, about));
  return { results, suspects: bad > MAX_SUSPECTS ? null : found };
}

function presentResult(files: number, absent: Findings): CheckResult {
  if (absent.count === 0)
    return passed(
      'documents-present',
      files === 0
        ? 'There are no documents yet.'
        : `${counted(files, 'file')} of documents: ${files === 1 ? 'it is' : 'all are'} there, with the right size.`,
    );
  const are = absent.count === 1 ? 'is' : 'are';
  return failed(
    'documents-present',
    `${absent.count} of ${counted(files, 'file')} of documents ${are} missing or damaged.`,
    { findings: absent, remedy: 'heal' },
  );
}

function unchangedResult(
  { files, bytes }: { readonly files: number; readonly bytes: number },
  altered: Findings,
  { isThorough, suspects }: { readonly isThorough: boolean; readonly suspects: readonly string[] },
): CheckResult {
  const looked = isThorough ? counted(files, 'file') : counted(suspects.length, 'file');
  if (altered.count === 0)
    return passed(
      'documents-unchanged',
      isThorough
        ? `${looked} of documents, ${sizeInWords(bytes)}, every byte read: nothing differs from what was stored.`
        : `${looked} that had not been well read again: nothing differs from what was stored.`,
    );
  const differs = altered.count === 1 ? 'differs' : 'differ';
  return failed(
    'documents-unchanged',
    isThorough
      ? `${altered.count} of ${looked} of documents ${differs} from what was stored (${sizeInWords(bytes)}, every byte read).`
      : `${counted(altered.count, 'document')} ${differs} from what was stored.`,
    { findings: altered, remedy: 'heal' },
  );
}
