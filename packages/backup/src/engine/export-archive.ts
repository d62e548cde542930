/** Export: snapshot, plan, write, read back, publish. Until the last step there is no backup, only a partial file. */
import { realpath, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  AppError,
  throwIfCancelled,
  toAppError,
  type BackupMetadata,
  type PracticeCounts,
} from '@causebook/contracts';
import {
  countPractice,
  databaseVersion,
  exists,
  fsyncFile,
  fsyncFolder,
  generationFolder,
  isBelow,
  makeFolder,
  emptySearchIndex,
  openDatabase,
  profilePaths,
  readSetting,
  referencedContents,
  renameFile,
  sampleIdOf,
  type Database,
  type ProfilePaths,
} from '@causebook/data';
import { DATABASE, PAGES } from '../archive/entry-names.ts';
import { forgetCached } from '../archive/forget-cached.ts';
import { sealOf, type SealedEntry } from '../archive/seal.ts';
import { isSignedBy } from '../archive/signature.ts';
import { StrictReader } from '../archive/strict-reader.ts';
import { findingsOf, ofFile, takeMoment, type Moment } from '../export-moment.ts';
import { requireFreeSpace } from '../free-space.ts';
import {
  forgetFingerprints,
  keepFingerprints,
  provenDatabases,
  type ProvenDatabaseFile,
} from '../increment/fingerprint-cache.ts';
import type { PageSource } from '../increment/page-delta.ts';
import { fingerprintPages } from '../increment/page-fingerprints.ts';
import { planIncrement, requireWholeSet, type PlanHooks } from '../increment/plan-increment.ts';
import { ProgressTracker } from '../progress.ts';
import { clear } from './clear.ts';
import { LeftOut, lookForDocuments, requireStore } from './refused-documents.ts';
import type { EngineHooks, ExportAnswer, ExportTask } from './tasks.ts';
import { exportWorkspace, partialArchive, publishingMark } from './task-places.ts';
import { proveUnpacked, unpackSet } from './unpack-set.ts';
import { refuseChanged, sidecarPath } from './verify-archive.ts';
import { bytesOf, writeUntilSound, type Plan, type SnapshotFacts, type Written } from './write-archive.ts';

/**
 * @throws AppError INSUFFICIENT_SPACE, PERMISSION_DENIED, FILE_CORRUPTION (the live database), BUSY, CANCELLED,
 *   BACKUP_FAILED. Nothing is left behind then.
 */
export async function exportArchive(task: ExportTask, hooks: EngineHooks): Promise<ExportAnswer> {
  const paths = profilePaths(task.profile);
  const workspace = exportWorkspace(task);
  const partial = partialArchive(task);
  const target = join(task.destination, task.fileName);
  const progress = new ProgressTracker(
    [
      task.consolidates ? { phase: 'extract', weight: 40 } : { phase: 'snapshot', weight: 10 },
      { phase: 'plan', weight: 2 },
      { phase: 'write', weight: 60 },
      { phase: 'verify', weight: 26 },
      { phase: 'publish', weight: 2 },
    ],
    hooks.onProgress,
  );
  await makeDestination(task.destination, paths);
  try {
    await makeFolder(workspace);
    if (await exists(target))
      throw new AppError('BACKUP_FAILED', `A file named ${task.fileName} is there already.`);
    const { written, counts, proven, refused } = await writePartial(
      task,
      { workspace, partial },
      hooks,
      progress,
    );
    // While threads read it back: what it needs of others is looked for again.
    const whole = requireWholeSet(task, partial, { signal: hooks.signal, onWork: () => progress.beat() });
    // Looked at below: what reading back finds comes first.
    whole.catch(() => {});
    try {
      await readBack(partial, written, hooks, progress);
    } finally {
      await Promise.allSettled([whole]);
    }
    await whole;
    if (proven) await keepForIncrements(task, paths, proven);
    progress.begin('publish');
    throwIfCancelled(hooks.signal);
    await writeFile(publishingMark(task), '');
    await publish(partial, target, written.checksum);
    const { size, checksum, metadata } = written;
    return {
      filePath: target,
      size,
      checksum,
      metadata,
      counts,
      warnings: [...warningsFor(metadata, refused), ...unsignedWarning(task, metadata)],
    };
  } catch (error) {
    throw toAppError(error, 'BACKUP_FAILED');
  } finally {
    await clear(partial);
    await clear(workspace);
    // Last, because until then somebody may end this process.
    await clear(publishingMark(task));
  }
}

interface WrittenPartial {
  readonly written: Written;
  readonly counts: PracticeCounts;
  /** The database that went whole into the archive; null where nothing is to be remembered of it. */
  readonly proven: ProvenDatabaseFile | null;
  readonly refused: LeftOut['refused'];
}

/** All but the reading back. Returns little, so that what it took to write very many documents is let go before. */
async function writePartial(
  task: ExportTask,
  { workspace, partial }: { readonly workspace: string; readonly partial: string },
  hooks: EngineHooks,
  progress: ProgressTracker,
): Promise<WrittenPartial> {
  const { moment, files } = await takeSource(task, workspace, hooks, progress);
  // A damaged database ends the writing at once.
  const giveUp = new AbortController();
  moment.rowsDigest.catch(() => giveUp.abort());
  const writing = { ...hooks, signal: AbortSignal.any([hooks.signal, giveUp.signal]) };
  try {
    const facts = factsOf(moment, task);
    progress.begin('plan');
    const planning = { ...writing, onWork: () => progress.beat() };
    const plan = await planContents(task, facts, moment, workspace, planning);
    // As soon as it is proven; should that fail, it is told when it is waited for.
    moment.letGo().catch(() => {});
    // What is written anew as a full backup was just unpacked, whole, from archives: nothing of it may get lost on the way.
    const leftOut = new LeftOut(task.consolidates === null);
    if (task.consolidates === null && task.storeHeld?.includes(facts.practiceId))
      await requireStore(plan.contents, files);
    await lookForDocuments(plan.contents, files, leftOut, writing.signal);
    await requireSpace(task, plan, leftOut.documents);
    const context = { hooks: writing, progress, files };
    const written = await writeUntilSound(task, facts, plan, leftOut, partial, context);
    const { counts, isSample } = facts;
    const fingerprints = await facts.fingerprints;
    const isKept = plan.database?.name === DATABASE && fingerprints !== null && !isSample;
    const proven = isKept ? { fingerprints, rowsDigest: await facts.rowsDigest } : null;
    return { written, counts, proven, refused: leftOut.refused };
  } catch (error) {
    // What the proof has found is what it failed of; and the file is let go only when that has ended.
    await moment.rowsDigest;
    throw error;
  } finally {
    await moment.letGo();
  }
}

async function makeDestination(folder: string, paths: ProfilePaths): Promise<void> {
  try {
    await makeFolder(folder);
    await refuseOwnFolders(folder, paths);
  } catch (error) {
    const failure = toAppError(error, 'INVALID_CONFIG');
    throw new AppError(failure.code, `The folder ${folder} cannot be used for backups: ${failure.message}`, {
      cause: error,
      remedy: failure.remedy,
    });
  }
}

/** A start empties `temp`, and `data` is lost together with what a backup is there to replace. */
async function refuseOwnFolders(folder: string, { temp, data }: ProfilePaths): Promise<void> {
  const destination = await realpath(folder);
  for (const own of [temp, data]) {
    if (!(await exists(own))) continue;
    if (!isBelow(await realpath(own), destination)) continue;
    throw new AppError('INVALID_CONFIG', 'Causebook keeps and clears its own files there.', {
      remedy: 'Choose another folder, best on another disk.',
    });
  }
}

/** One moment of a practice, and the folder with its documents. */
async function takeSource(
  task: ExportTask,
  workspace: string,
  hooks: EngineHooks,
  progress: ProgressTracker,
): Promise<{ moment: Moment; files: string }> {
  const { consolidates, known = [] } = task;
  if (consolidates === null) {
    const moment = await takeLiveMoment(task, join(workspace, DATABASE), hooks, progress);
    return { moment, files: profilePaths(task.profile).files };
  }
  const unpacked = await unpackSet(consolidates, known, workspace, { ...hooks, progress });
  const rows = await proveUnpacked(unpacked);
  const { database, files } = unpacked;
  // What is signed now counts as made here, and a search index that somebody else has made must not come to do so.
  if (!isSignedBy(unpacked.signature, task.signedBy === null ? [] : [task.signedBy]))
    leaveSearchIndex(database);
  const fingerprints = await fingerprintPages(database, hooks);
  return { moment: ofFile(database, findingsOf(fingerprints, Promise.resolve(rows))), files };
}

function leaveSearchIndex(path: string): void {
  const database = openDatabase(path);
  try {
    emptySearchIndex(database);
    database.pragma('journal_mode = DELETE');
  } finally {
    database.close();
  }
}

async function takeLiveMoment(
  task: ExportTask,
  target: string,
  hooks: EngineHooks,
  progress: ProgressTracker,
): Promise<Moment> {
  if (task.generationId === null) throw new TypeError('A backup of nothing was asked for.');
  const paths = profilePaths(task.profile);
  const live = generationFolder(paths, task.generationId).database;
  const { size } = await stat(live);
  const wantsFingerprints = isForIncrements(task);
  const isForIncrement = task.base !== null;
  progress.begin('snapshot', { bytes: wantsFingerprints && !isForIncrement ? 2 * size : size });
  return takeMoment(live, target, {
    ...hooks,
    size,
    wantsFingerprints,
    onBytes: (bytes) => progress.advanceIn('snapshot', { bytes }),
    isForIncrement,
    makeRoom: () => requireFreeSpace(paths.temp, size, 'The snapshot'),
    proven: provenDatabases(paths),
  });
}

/** Whether increments can build on this backup, or it is one. */
const isForIncrements = ({ options }: ExportTask): boolean =>
  options.includeDatabase && options.includeFiles && !options.test;

const factsOf = (
  { database, fingerprints, rowsDigest }: Moment,
  { options }: Pick<ExportTask, 'options'>,
): SnapshotFacts => ({
  fingerprints,
  rowsDigest,
  counts: countPractice(database),
  contents: options.includeFiles ? referencedContents(database) : [],
  databaseVersion: databaseVersion(database),
  ...practiceOf(database),
});

function practiceOf(database: Database): Pick<SnapshotFacts, 'practiceId' | 'practiceName' | 'isSample'> {
  return {
    isSample: sampleIdOf(database) !== null,
    practiceId: (readSetting(database, 'practice.id') ?? '').slice(0, 64),
    practiceName: (readSetting(database, 'practice.name') ?? '').slice(0, 255),
  };
}

async function planContents(
  task: ExportTask,
  facts: SnapshotFacts,
  moment: Moment,
  workspace: string,
  hooks: PlanHooks,
): Promise<Plan> {
  const { options, base } = task;
  const { contents } = facts;
  const watched = new WatchedMoment(moment);
  const whole = async (): Promise<Plan['database']> =>
    options.includeDatabase ? { name: DATABASE, path: await moment.file() } : null;
  const increment =
    base === null || !isForIncrements(task)
      ? null
      : await planIncrement(task, base, { ...facts, pages: () => watched.pages() }, workspace, hooks).catch(
          (error: unknown) => {
            throw watched.failure?.error ?? error;
          },
        );
  if (increment === null) return { contents, database: await whole(), increment };
  return {
    contents: contents.filter(({ sha256 }) => !increment.elsewhere.has(sha256)),
    database: increment.delta ? { name: PAGES, path: increment.delta.path } : await whole(),
    increment,
  };
}

/** The pages of a moment. Where they cannot be had, that is not the fault of the base that wanted them. */
class WatchedMoment {
  readonly #moment: Moment;
  failure: { readonly error: unknown } | null = null;

  constructor(moment: Moment) {
    this.#moment = moment;
  }

  pages(): PageSource {
    const { read, close } = this.#watch(() => this.#moment.pages());
    return { read: (into, position) => this.#watch(() => read(into, position)), close };
  }

  #watch<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}

/** So that the next increment need not read this backup again. A cache, so its failure is none of the backup's. */
async function keepForIncrements(
  task: ExportTask,
  paths: ProfilePaths,
  proven: ProvenDatabaseFile,
): Promise<void> {
  const listed = new Set<string>([task.backupId, ...(task.known ?? []).map(({ backupId }) => backupId)]);
  try {
    await forgetFingerprints(paths, listed);
    await keepFingerprints(paths, task.backupId, proven);
  } catch (error) {
    // A full disk, a folder that may not be written: the next increment reads its base then.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

async function requireSpace(
  task: ExportTask,
  plan: Plan,
  missing: ReadonlyMap<string, unknown>,
): Promise<void> {
  const documents = bytesOf(plan.contents, missing);
  const database = plan.database ? (await stat(plan.database.path)).size : 0;
  // Documents are mostly compressed already; a database shrinks to a fifth or so.
  await requireFreeSpace(task.destination, Math.floor(documents * 0.75 + database * 0.15), 'The backup');
}

/** Reads the finished file back from the disk, strictly, before anybody is told that there is a backup. */
async function readBack(
  partial: string,
  written: Written,
  { signal, threads }: EngineHooks,
  progress: ProgressTracker,
): Promise<void> {
  progress.begin('verify', { bytes: written.size, files: written.entries });
  await forgetCached(partial);
  try {
    const reader = await StrictReader.open(partial, signal);
    try {
      const found = await reader.readEntries({
        signal,
        threads,
        onBytes: (bytes) => progress.advance({ bytes }),
        onEntries: (files) => progress.advance({ files }),
      });
      compareWithWritten(found, written);
      refuseChanged(reader.archive);
    } finally {
      await reader.close();
    }
  } catch (error) {
    const failure = toAppError(error, 'BACKUP_FAILED');
    if (failure.code !== 'FILE_CORRUPTION' && failure.code !== 'CHANGED_SINCE_MADE') throw failure;
    throw new AppError(
      'BACKUP_FAILED',
      `The disk did not keep what was written to it, so there is no backup. ${failure.message}`,
      {
        remedy: 'Use another disk for backups and have this one checked.',
        cause: error,
      },
    );
  }
}

/**
 * The structures of an archive follow from its entries, and the reader has compared them; with every entry packed as it
 * was written, each byte of the file is the one that was hashed on its way to the disk.
 */
function compareWithWritten(found: readonly SealedEntry[], { entries, seal }: Written): void {
  if (found.length === entries && sealOf(found) === seal) return;
  throw new AppError('FILE_CORRUPTION', 'What is in the file is not what was written to it.');
}

async function publish(partial: string, target: string, checksum: string): Promise<void> {
  const sidecar = sidecarPath(target);
  try {
    await writeFile(sidecar, `${checksum}  ${basename(target)}\n`, { mode: 0o600, flag: 'wx' });
    await fsyncFile(sidecar);
    await renameFile(partial, target);
  } catch (error) {
    await rm(sidecar, { force: true });
    throw error;
  }
  try {
    await fsyncFolder(dirname(target));
  } catch (error) {
    // Its name may not outlive a power cut, so there is no backup to speak of.
    await clear(target);
    await clear(sidecar);
    throw error;
  }
}

function unsignedWarning({ options }: ExportTask, { signature }: BackupMetadata): string[] {
  if (!options.includeMetadata || signature !== undefined) return [];
  return ['It is not signed, because the key of this office could not be read.'];
}

function warningsFor({ missingDocuments }: BackupMetadata, refused: number): string[] {
  if (missingDocuments.length === 0) return [];
  const absent = missingDocuments.filter(({ reason }) => reason === 'absent').length;
  const damaged = missingDocuments.length - absent - refused;
  const parts = [
    ...(absent > 0 ? [`${absent} missing`] : []),
    ...(damaged > 0 ? [`${damaged} damaged`] : []),
    ...(refused > 0 ? [`${refused} that the disk does not give`] : []),
  ];
  const warning = `Some documents are no longer sound on this computer and are not in the backup: ${parts.join(', ')}.`;
  return refused === 0
    ? [warning]
    : [`${warning} Bring them back from an older backup under Health, and have the disk checked.`];
}
