/**
 * Judges what an increment says of itself and of the archives that it needs. Pure: facts in, a refusal or nothing out.
 * What it says of contents is not judged here: those are hashed when they are read.
 */
import { AppError, type BackupMetadata, type Increment } from '@causebook/contracts';
import { deltaSize } from '../increment/page-delta.ts';
import { DOCUMENTS, METADATA, PAGES } from './entry-names.ts';
import type { ZipEntry } from './zip-layout.ts';

/** SQLite has no database with more. */
const MAX_PAGES = 0xffff_fffe;

const damaged = (message: string, entry: string): AppError =>
  new AppError('FILE_CORRUPTION', message, { details: { entry } });

const contradiction = (about: string): AppError =>
  damaged(`The increment contradicts itself about ${about}.`, METADATA);

/** A name by which a file can be looked for in a folder, and that a person can be shown. */
export const isPlainName = (name: string): boolean =>
  name !== '' && name !== '.' && name !== '..' && !/[\p{Cc}\p{Cf}/\\]/u.test(name);

/** @throws AppError FILE_CORRUPTION */
export function admitIncrement(
  entries: readonly ZipEntry[],
  { backupId, includeDatabase, includeFiles, fileCount, increment, missingDocuments }: BackupMetadata,
): void {
  if (!increment) return;
  const { needs, pages, documents, addedDocuments } = increment;
  if (!includeDatabase || !includeFiles) throw contradiction('what it holds');
  const ids = new Set(needs.map((need) => need.backupId));
  if (ids.size !== needs.length || ids.has(backupId)) throw contradiction('the backups that it needs');
  if (!needs.every(({ fileName }) => isPlainName(fileName)))
    throw damaged('The increment needs a file with a name that no backup has.', METADATA);
  if (addedDocuments !== fileCount || documents < fileCount) throw contradiction('its documents');
  if (new Set(missingDocuments.map(({ sha256 }) => sha256)).size !== missingDocuments.length)
    throw contradiction('the documents that were missing');
  if (pages) admitPages(entries.find(({ name }) => name === PAGES)?.size ?? 0, pages, ids);
}

function admitPages(
  travelled: number,
  { base, pageSize, size, changedPages }: NonNullable<Increment['pages']>,
  needs: ReadonlySet<string>,
): void {
  const pages = size / pageSize;
  const isDatabase =
    (pageSize & (pageSize - 1)) === 0 && Number.isInteger(pages) && pages <= MAX_PAGES && needs.has(base);
  if (!isDatabase || changedPages > pages || travelled !== deltaSize(pageSize, changedPages))
    throw contradiction('its database');
}

interface Placed {
  readonly sha256: string;
  readonly size: number;
  /** Null for an archive that does not say which it is. */
  readonly holder: string | null;
}

/**
 * Compares the entry `DOCUMENTS` with what the metadata declares. An archive that nothing is needed of must not be named:
 * it could not be deleted any more.
 * @throws AppError FILE_CORRUPTION
 */
export function admitPlaces(metadata: BackupMetadata, placed: Iterable<Placed>): void {
  const { increment, backupId, fileCount, missingDocuments } = metadata;
  if (!increment) return;
  const wrong = (): AppError =>
    damaged(`${DOCUMENTS} in the backup is not what its metadata declares.`, DOCUMENTS);
  const missing = new Set<string>(missingDocuments.map(({ sha256 }) => sha256));
  const unused = new Set<string>(increment.needs.map((need) => need.backupId));
  if (increment.pages) unused.delete(increment.pages.base);
  let documents = 0;
  let bytes = 0;
  let own = 0;
  for (const { sha256, size, holder } of placed) {
    if (missing.has(sha256)) throw wrong();
    documents += 1;
    bytes += size;
    if (holder === backupId) own += 1;
    else if (holder !== null) unused.delete(holder);
  }
  if (documents !== increment.documents || bytes !== increment.documentBytes || own !== fileCount)
    throw wrong();
  if (unused.size > 0) throw contradiction('the backups that it needs');
}

/** A database grows by pages that travel, and by no other: so no small archive can ask for a whole disk. */
export function admitGrowth(
  { size, pageSize, changedPages }: NonNullable<Increment['pages']>,
  base: number,
): void {
  if (size > base + changedPages * pageSize) throw contradiction('its database');
}
