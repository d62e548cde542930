/** Export: snapshot, plan, write, read back, publish. Until the last step there is no backup, only a partial file. */
import { statSync } from 'node:fs';
import { realpath, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import {
  AppError,
  throwIfCancelled,
  toAppError,
  type BackupMetadata,
  type MissingDocument,
} from '@causebook/contracts';
import {
  countPractice,
  databaseVersion,
  documentPath,
  exists,
  fsyncFile,
  fsyncFolder,
  generationFolder,
  makeFolder,
  profilePaths,
  readSetting,
  referencedContents,
  renameFile,
  rowsDigest,
  type Database,
  type ProfilePaths,
} from '@causebook/data';
import { DATABASE } from '../archive/entry-names.ts';
import type { SealedEntry } from '../archive/seal.ts';
import { StrictReader } from '../archive/strict-reader.ts';
import { requireFreeSpace } from '../free-space.ts';
import { ProgressTracker } from '../progress.ts';
import { clear } from './clear.ts';
import { takeSnapshot } from '../snapshot.ts';
import type { EngineHooks, ExportAnswer, ExportTask } from './tasks.ts';
import { exportWorkspace, partialArchive } from './task-places.ts';
import { sidecarPath } from './verify-archive.ts';
import { bytesOf, writeUntilSound, type SnapshotFacts, type Written } from './write-archive.ts';

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
      { phase: 'snapshot', weight: 10 },
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
    const facts = await snapshotFacts(task, join(workspace, DATABASE), hooks, progress);
    progress.begin('plan');
    const missing = await absentDocuments(task, facts, paths.files, hooks.signal);
    await requireSpace(task, facts, missing);
    const written = await writeUntilSound(task, facts, missing, partial, {
      hooks,
      progress,
      files: paths.files,
    });
    await readBack(partial, written, hooks, progress);
    progress.begin('publish');
    throwIfCancelled(hooks.signal);
    await publish(partial, target, written.checksum);
    const { size, checksum, metadata } = written;
    return {
      filePath: target,
      size,
      checksum,
      metadata,
      counts: facts.counts,
      warnings: warningsFor(metadata),
    };
  } catch (error) {
    throw toAppError(error, 'BACKUP_FAILED');
  } finally {
    await clear(partial);
    await clear(workspace);
  }
}

/** So many documents are looked for before a cancel is heard. */
const LOOKS_AT_ONCE = 256;

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
    const below = relative(await realpath(own), destination);
    if (below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)) continue;
    throw new AppError('INVALID_CONFIG', 'Causebook keeps and clears its own files there.', {
      remedy: 'Choose another folder, best on another disk.',
    });
  }
}

async function snapshotFacts(
  task: ExportTask,
  path: string,
  hooks: EngineHooks,
  progress: ProgressTracker,
): Promise<SnapshotFacts> {
  const live = generationFolder(profilePaths(task.profile), task.generationId).database;
  const { size } = await stat(live);
  progress.begin('snapshot', { bytes: size });
  await requireFreeSpace(profilePaths(task.profile).temp, size, 'The snapshot');
  let copied = 0;
  const snapshot = await takeSnapshot(live, path, {
    signal: hooks.signal,
    onPages: (done, total) => {
      const now = total === 0 ? 0 : Math.floor((size * done) / total);
      progress.advance({ bytes: now - copied });
      copied = now;
    },
  });
  try {
    return {
      path,
      counts: countPractice(snapshot),
      contents: task.options.includeFiles ? referencedContents(snapshot) : [],
      rowsDigest: rowsDigest(snapshot),
      databaseVersion: databaseVersion(snapshot),
      ...practiceOf(snapshot),
    };
  } finally {
    snapshot.close();
  }
}

function practiceOf(database: Database): { practiceId: string; practiceName: string } {
  return {
    practiceId: (readSetting(database, 'practice.id') ?? '').slice(0, 64),
    practiceName: (readSetting(database, 'practice.name') ?? '').slice(0, 255),
  };
}

/** Documents that the store does not hold with the size they should have. */
async function absentDocuments(
  task: ExportTask,
  facts: SnapshotFacts,
  files: string,
  signal: AbortSignal,
): Promise<Map<string, MissingDocument>> {
  const missing = new Map<string, MissingDocument>();
  if (!task.options.includeFiles) return missing;
  for (const [index, { sha256, size }] of facts.contents.entries()) {
    if (index % LOOKS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    throwIfCancelled(signal);
    const found = statSync(documentPath(files, sha256), { throwIfNoEntry: false });
    if (found?.size !== size) missing.set(sha256, { sha256, reason: found ? 'damaged' : 'absent' });
  }
  return missing;
}

async function requireSpace(
  task: ExportTask,
  facts: SnapshotFacts,
  missing: ReadonlyMap<string, unknown>,
): Promise<void> {
  const documents = bytesOf(facts.contents, missing);
  const database = task.options.includeDatabase ? (await stat(facts.path)).size : 0;
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
  progress.begin('verify', { bytes: written.size, files: written.packed.length });
  try {
    const reader = await StrictReader.open(partial, signal);
    try {
      const found = await reader.readEntries({
        signal,
        threads,
        onBytes: (bytes) => progress.advance({ bytes }),
        onEntries: (files) => progress.advance({ files }),
      });
      compareWithWritten(found, written.packed);
    } finally {
      await reader.close();
    }
  } catch (error) {
    const failure = toAppError(error, 'BACKUP_FAILED');
    if (failure.code !== 'FILE_CORRUPTION') throw failure;
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
function compareWithWritten(found: readonly SealedEntry[], written: readonly SealedEntry[]): void {
  const changed = written.find(
    ({ name, packedSha256 }, index) =>
      found[index]?.name !== name || found[index].packedSha256 !== packedSha256,
  );
  if (!changed && found.length === written.length) return;
  throw new AppError('FILE_CORRUPTION', 'What is in the file is not what was written to it.', {
    details: { entry: changed?.name ?? null },
  });
}

async function publish(partial: string, target: string, checksum: string): Promise<void> {
  const sidecar = sidecarPath(target);
  await writeFile(sidecar, `${checksum}  ${basename(target)}\n`, { mode: 0o600, flag: 'wx' });
  try {
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

function warningsFor({ missingDocuments }: BackupMetadata): string[] {
  if (missingDocuments.length === 0) return [];
  const absent = missingDocuments.filter(({ reason }) => reason === 'absent').length;
  const parts = [
    ...(absent > 0 ? [`${absent} missing`] : []),
    ...(missingDocuments.length > absent ? [`${missingDocuments.length - absent} damaged`] : []),
  ];
  return [
    `Some documents are no longer sound on this computer and are not in the backup: ${parts.join(', ')}.`,
  ];
}
