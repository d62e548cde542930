/**
 * What an increment holds by itself and what it leaves to other archives: documents that those have, and pages of the
 * database that have not changed.
 */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  AppError,
  MAX_NEEDED_ARCHIVES,
  toAppError,
  type BackupId,
  type Increment,
  type NeededArchive,
} from '@causebook/contracts';
import { profilePaths, type ReferencedContent } from '@causebook/data';
import { isPlainName } from '../archive/admit-increment.ts';
import { ArchiveSet } from '../archive/archive-set.ts';
import { DATABASE, PAGES } from '../archive/entry-names.ts';
import type { StrictReader } from '../archive/strict-reader.ts';
import type { ExportBase, ExportTask } from '../engine/tasks.ts';
import { requireFreeSpace } from '../free-space.ts';
import type { DocumentPlace } from './document-places.ts';
import { keptFingerprints } from './fingerprint-cache.ts';
import { rereadSample } from './reread-sample.ts';
import { deltaSize, writeDelta, type PageSource } from './page-delta.ts';
import { ownThreads } from '../threads/thread-options.ts';
import type { ThreadHooks } from '../threads/with-threads.ts';
import { changedPages, fingerprintPages, type PageFingerprints } from './page-fingerprints.ts';

/** Changed pages travel only where they are at most this share of the database. */
const WORTH = 0.5;

/** A base that was looked into. */
export interface OpenBase {
  readonly set: ArchiveSet;
  /** Every archive that the base itself consists of. */
  readonly archives: ReadonlyMap<BackupId, NeededArchive>;
}

/** What an increment leaves to other archives. */
export interface PlannedIncrement {
  /** By hash: documents that other archives hold. */
  readonly elsewhere: ReadonlyMap<string, DocumentPlace>;
  /** Null where the database travels whole. */
  readonly delta: DatabaseDelta | null;
  readonly needs: readonly NeededArchive[];
  /** Documents that the base has and the snapshot needs no more. */
  readonly removedDocuments: number;
}

/** What making a plan may use, and whom it tells that it is still at it: reading a base may take long. */
export interface PlanHooks extends ThreadHooks {
  readonly onWork: () => void;
}

interface Snapshot {
  /** Asked for where pages of it travel. */
  readonly pages: () => PageSource;
  readonly fingerprints: Promise<PageFingerprints | null>;
  readonly contents: readonly ReferencedContent[];
  readonly practiceId: string;
}

/**
 * Null when nothing could be left to the base, so that a full backup is what it comes to.
 * @param workspace a folder for the delta and for what has to be unpacked
 * @throws AppError INVALID_INPUT when nothing can be built on that backup; as ArchiveSet.open. `details.ofBase` says that
 *   a full backup would not fail so
 */
export function planIncrement(
  task: ExportTask,
  base: ExportBase,
  snapshot: Snapshot,
  workspace: string,
  hooks: PlanHooks,
): Promise<PlannedIncrement | null> {
  return planOn(task, base, snapshot, workspace, hooks).catch((error: unknown) => {
    throw ofTheBase(base, error);
  });
}

/**
 * Looks whether a finished increment and everything that it needs are there and belong together, before anybody is told
 * that there is a backup.
 * @param filePath it, under whatever name
 * @throws AppError as planIncrement
 */
export async function requireWholeSet(
  { base, known = [] }: Pick<ExportTask, 'base' | 'known'>,
  filePath: string,
  { signal, onWork }: Pick<PlanHooks, 'signal' | 'onWork'>,
): Promise<void> {
  if (base === null) return;
  try {
    await (await ArchiveSet.open(filePath, known, signal, onWork)).close();
  } catch (error) {
    throw ofTheBase(base, error);
  }
}

async function planOn(
  task: ExportTask,
  base: ExportBase,
  snapshot: Snapshot,
  workspace: string,
  hooks: PlanHooks,
): Promise<PlannedIncrement | null> {
  const opened = await openBase(base, task, snapshot.practiceId, hooks);
  try {
    const elsewhere = placesInBase(opened, snapshot.contents);
    await rereadElsewhere(opened, elsewhere, task.backupId, hooks);
    const delta = await deltaAgainst(opened, snapshot, task, workspace, hooks);
    const needs = neededArchives(opened, elsewhere.values(), delta?.pages ?? null);
    const removedDocuments = opened.set.documents.size - elsewhere.size;
    return needs.length === 0 ? null : { elsewhere, delta, needs, removedDocuments };
  } finally {
    await opened.set.close();
  }
}

/** @param places of every document of the snapshot */
export function describeIncrement(
  { elsewhere, delta, needs, removedDocuments }: PlannedIncrement,
  places: readonly DocumentPlace[],
): Increment {
  return {
    needs: [...needs],
    pages: delta?.pages ?? null,
    documents: places.length,
    documentBytes: places.reduce((sum, { size }) => sum + size, 0),
    addedDocuments: places.length - elsewhere.size,
    removedDocuments,
  };
}

/** @throws AppError INVALID_INPUT when nothing can be built on that backup; as ArchiveSet.open */
export async function openBase(
  base: ExportBase,
  { known = [] }: Pick<ExportTask, 'known'>,
  practiceId: string,
  { signal, onWork }: Pick<PlanHooks, 'signal' | 'onWork'>,
): Promise<OpenBase> {
  const set = await ArchiveSet.open(base.filePath, known, signal, onWork);
  try {
    const { metadata } = set.main.archive;
    if (!metadata?.includeDatabase || !metadata.includeFiles) throw notABase('It does not hold everything.');
    if (metadata.practiceId !== practiceId) throw notABase('It is of another practice.');
    const { backupId, createdAt, increment } = metadata;
    if (backupId !== base.backupId) throw notABase('Another file lies in its place.');
    const own = { backupId, createdAt, fileName: basename(base.filePath), checksum: base.checksum };
    const others = (increment?.needs ?? []).map((need) => ({
      ...need,
      // Where it has another name by now, that is the one to look for.
      fileName: set.fileNameOf(need.backupId) ?? need.fileName,
    }));
    const all = [own, ...others];
    if (!all.every(({ fileName }) => isPlainName(fileName)))
      throw notABase('Its file has a name that cannot be written down.');
    return { set, archives: new Map(all.map((one) => [one.backupId, one])) };
  } catch (error) {
    await set.close();
    throw error;
  }
}

/** So that whoever did not choose the base can do without it. */
export function ofTheBase({ filePath }: ExportBase, error: unknown): AppError {
  const failure = toAppError(error);
  if (failure.code === 'CANCELLED') return failure;
  const details = { ...failure.details, ofBase: true };
  // A full disk is no fault of the base, though a full backup may get by with less room beside it.
  if (failure.code === 'INSUFFICIENT_SPACE')
    return new AppError(failure.code, failure.message, { remedy: failure.remedy, details, cause: error });
  return new AppError(
    failure.code,
    `${basename(filePath)}, which this increment was to build on, cannot be used: ${failure.message}`,
    { remedy: 'Make a full backup.', details, cause: error },
  );
}

const notABase = (why: string): AppError =>
  new AppError('INVALID_INPUT', `An increment cannot build on that backup. ${why}`, {
    remedy: 'Make a full backup.',
  });

/** Documents of the snapshot that the base's archives hold. */
export function placesInBase(
  { set }: OpenBase,
  contents: readonly ReferencedContent[],
): Map<string, DocumentPlace> {
  const places = new Map<string, DocumentPlace>();
  for (const { sha256, size } of contents) {
    const found = set.documents.get(sha256);
    const backupId = found?.reader.archive.metadata?.backupId;
    if (found?.size === size && backupId) places.set(sha256, { sha256, size, backupId });
  }
  return places;
}

/** A file that is damaged must not be built on while the computer still has what it held. */
async function rereadElsewhere(
  { set }: OpenBase,
  elsewhere: ReadonlyMap<string, DocumentPlace>,
  backupId: BackupId,
  { signal, threads, onWork }: PlanHooks,
): Promise<void> {
  const kept = [...set.documents.values()].filter(({ sha256 }) => elsewhere.has(sha256));
  // The end of an id is chance.
  await rereadSample(kept, Number.parseInt(backupId.slice(-8), 16) / 2 ** 32, {
    signal,
    // The database is hashed meanwhile, and perhaps proven; one more thread has done this before they have.
    threads: { ...(threads ?? ownThreads), count: 1 },
    onBytes: onWork,
  });
}

/** The database of a snapshot as changed pages. */
export interface DatabaseDelta {
  readonly path: string;
  readonly pages: NonNullable<Increment['pages']>;
}

/**
 * Null where the database had better travel whole.
 * @param workspace a folder for the delta and for what has to be unpacked
 */
async function deltaAgainst(
  opened: OpenBase,
  snapshot: Pick<Snapshot, 'pages' | 'fingerprints'>,
  task: Pick<ExportTask, 'profile'>,
  workspace: string,
  hooks: PlanHooks,
): Promise<DatabaseDelta | null> {
  const fingerprints = await snapshot.fingerprints;
  if (fingerprints === null) return null;
  const found = await changedAgainst(opened, fingerprints, task, workspace, hooks);
  if (found === null) return null;
  const { base, earlier, changed } = found;
  const path = join(workspace, PAGES);
  const { pageSize, pages, sha256 } = fingerprints;
  await writeDelta({ pages: snapshot.pages, fingerprints }, path, changed, hooks.signal);
  const size = pages * pageSize;
  const facts = { base, baseSha256: earlier.sha256, sha256, size, pageSize, changedPages: changed.length };
  return { path, pages: facts };
}

/** Which pages of a database would travel. Null where it had better travel whole. @param workspace as in deltaAgainst */
export async function changedAgainst(
  { set }: OpenBase,
  snapshot: PageFingerprints,
  { profile }: Pick<ExportTask, 'profile'>,
  workspace: string,
  hooks: PlanHooks,
): Promise<{ base: BackupId; earlier: PageFingerprints; changed: number[] } | null> {
  // A base that is an increment itself builds on a whole database; so does this one, then, and there is no chain.
  const holder = set.databaseBase ?? set.main;
  const earlier = await fingerprintsOf(holder, profile, workspace, hooks);
  const { pageSize, pages } = snapshot;
  if (earlier.pageSize !== pageSize) return null;
  const changed = changedPages(earlier, snapshot);
  if (deltaSize(pageSize, changed.length) > WORTH * pages * pageSize) return null;
  const base = holder.archive.metadata?.backupId;
  if (base === undefined) throw new TypeError('A base without metadata was admitted.');
  return { base, earlier, changed };
}

async function fingerprintsOf(
  holder: StrictReader,
  profile: string,
  workspace: string,
  { signal, threads, onWork }: PlanHooks,
): Promise<PageFingerprints> {
  const { metadata, sums, entries } = holder.archive;
  const sha256 = sums.get(DATABASE);
  const entry = entries.find(({ name }) => name === DATABASE);
  if (!metadata || !entry || sha256 === undefined) throw notABase('Its database is not there.');
  const kept = await keptFingerprints(profilePaths(profile), metadata.backupId, sha256);
  if (kept) return kept;
  const unpacked = join(workspace, 'base.sqlite');
  await requireFreeSpace(workspace, entry.size, 'The database of the base');
  await holder.readSome([entry], { signal, threads, onBytes: onWork, targetFor: () => unpacked });
  const found = await fingerprintPages(unpacked, { signal, threads });
  await rm(unpacked);
  return found;
}

/** The archives that are really needed. @throws AppError INVALID_INPUT when there would be too many */
export function neededArchives(
  { archives }: OpenBase,
  places: Iterable<DocumentPlace>,
  pages: { readonly base: BackupId } | null,
): NeededArchive[] {
  const ids = new Set<BackupId>(pages ? [pages.base] : []);
  for (const { backupId } of places) ids.add(backupId);
  if (ids.size > MAX_NEEDED_ARCHIVES) throw notABase('It would need too many other archives.');
  return [...archives.values()].filter(({ backupId }) => ids.has(backupId));
}
