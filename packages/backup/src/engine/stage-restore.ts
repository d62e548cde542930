/**
 * The first half of a restore: builds the next generation completely, beside the live one, and proves it. Nothing live
 * is touched; a failure or a cancel is undone by deleting one folder. docs/restore-protocol.md is normative.
 */
import { dirname, join } from 'node:path';
import { AppError, toAppError, throwIfCancelled } from '@causebook/contracts';
import {
  beginGeneration,
  documentPath,
  exists,
  fsyncFolder,
  generationFolder,
  holdsContent,
  makeFolder,
  profilePaths,
  type GenerationFolder,
  type ProfilePaths,
} from '@causebook/data';
import { ArchiveSet } from '../archive/archive-set.ts';
import { contentOf, DATABASE, PAGES } from '../archive/entry-names.ts';
import { fileSink, type ContentSink } from '../archive/strict-reader.ts';
import { requireFreeSpace } from '../free-space.ts';
import { ProgressTracker } from '../progress.ts';
import { clear } from './clear.ts';
import { bytesElsewhere, completeDatabase, databaseSize } from './complete-database.ts';
import { proveRestoredDatabase, requireDatabase } from './restored-database.ts';
import { lostDocuments, proveDigest } from './restored-documents.ts';
import type { EngineHooks, StageAnswer, StageTask } from './tasks.ts';
import { compareChecksum, readSidecar, refuseChanged, warningsOf } from './verify-archive.ts';

/** Room left on the disk for SQLite and the file system. */
const MARGIN = 8 << 20;

/**
 * @throws AppError as the strict reader; INSUFFICIENT_SPACE; CONFIRMATION_EXPIRED when the file is not the one that
 *   was previewed; CANCELLED
 */
export async function stageRestore(task: StageTask, hooks: EngineHooks): Promise<StageAnswer> {
  const paths = profilePaths(task.profile);
  const target = generationFolder(paths, task.generationId);
  const progress = new ProgressTracker(
    [
      { phase: 'check', weight: 2 },
      { phase: 'extract', weight: 80 },
      { phase: 'prove', weight: 18 },
    ],
    hooks.onProgress,
  );
  progress.begin('check');
  try {
    const set = await ArchiveSet.open(task.filePath, task.known ?? [], hooks.signal);
    try {
      return await buildGeneration(set, task, { paths, target, progress, hooks });
    } finally {
      await set.close();
    }
  } catch (error) {
    await clear(target.folder);
    throw toAppError(error, 'RESTORE_FAILED');
  }
}

interface StageContext {
  readonly paths: ProfilePaths;
  readonly target: GenerationFolder;
  readonly progress: ProgressTracker;
  readonly hooks: EngineHooks;
}

async function buildGeneration(
  set: ArchiveSet,
  task: StageTask,
  context: StageContext,
): Promise<StageAnswer> {
  const { paths, target, progress, hooks } = context;
  const { archive } = set.main;
  if (!task.acceptsChanged) refuseChanged(archive);
  requireDatabase(archive.entries);
  const wanted = await documentsToWrite(set, paths, hooks.signal);
  await requireRoom(set, wanted, paths);
  await beginGeneration(paths, task.generationId);
  const elsewhere = bytesElsewhere(set, (sha256) => wanted.has(sha256));
  progress.begin('extract', { bytes: archive.size + elsewhere, files: archive.entries.length });
  const delta = join(target.folder, PAGES);
  const stage = async (sha256: string): Promise<ContentSink> => {
    const path = documentPath(target.stagedFiles, sha256);
    await makeFolder(dirname(path));
    return fileSink(path);
  };
  const checksum = await set.main.readAll({
    signal: hooks.signal,
    sinkFor: async (entry) => {
      if (entry.name === DATABASE) return fileSink(target.database);
      if (entry.name === PAGES) return fileSink(delta);
      const sha256 = contentOf(entry.name);
      return sha256 === null || !wanted.has(sha256) ? null : stage(sha256);
    },
    onBytes: (bytes) => progress.advance({ bytes }),
    onEntry: () => progress.advance({ files: 1 }),
  });
  if (task.previewedChecksum !== null && checksum !== task.previewedChecksum) {
    throw new AppError(
      'CONFIRMATION_EXPIRED',
      'The backup file has changed since it was previewed. Nothing was restored.',
    );
  }
  compareChecksum(checksum, task.recordedChecksum ?? (await readSidecar(task.filePath)));
  const others = { signal: hooks.signal, onBytes: (bytes: number) => progress.advance({ bytes }) };
  await completeDatabase(set, delta, target.database, others);
  await set.readElsewhere((sha256) => wanted.has(sha256), others, stage);
  progress.begin('prove');
  const proven = proveRestoredDatabase(target.database, archive.metadata);
  throwIfCancelled(hooks.signal);
  const lost = await lostDocuments(
    proven,
    (sha256, size) => set.documents.has(sha256) || holdsContent(paths.files, sha256, size, hooks.signal),
  );
  proveDigest(archive.metadata?.digest ?? null, proven, lost);
  await fsyncStaged(target, wanted);
  return {
    metadata: archive.metadata,
    signature: archive.signature,
    counts: proven.counts,
    databaseVersion: proven.databaseVersion,
    sampleId: proven.sampleId,
    stagedContents: [...wanted],
    errors: describeLost(lost, archive.metadata),
  };
}

/** Documents of the backup that the store does not hold soundly. What is there is hashed, not believed. */
async function documentsToWrite(
  set: ArchiveSet,
  paths: ProfilePaths,
  signal: AbortSignal,
): Promise<Set<string>> {
  const wanted = new Set<string>();
  for (const { sha256, size } of set.documents.values()) {
    throwIfCancelled(signal);
    if (!(await holdsContent(paths.files, sha256, size, signal))) wanted.add(sha256);
  }
  return wanted;
}

async function requireRoom(set: ArchiveSet, wanted: ReadonlySet<string>, paths: ProfilePaths): Promise<void> {
  let needed = MARGIN + databaseSize(set);
  for (const { sha256, size } of set.documents.values()) if (wanted.has(sha256)) needed += size;
  await makeFolder(paths.generations);
  await requireFreeSpace(paths.generations, needed, 'The restore');
}

async function fsyncStaged(target: GenerationFolder, wanted: ReadonlySet<string>): Promise<void> {
  const folders = new Set([...wanted].map((sha256) => dirname(documentPath(target.stagedFiles, sha256))));
  for (const folder of folders) await fsyncFolder(folder);
  if (await exists(target.stagedFiles)) await fsyncFolder(target.stagedFiles);
  await fsyncFolder(target.folder);
}

function describeLost(lost: ReadonlySet<string>, metadata: StageAnswer['metadata']): string[] {
  if (lost.size === 0) return [];
  const cause =
    metadata && !metadata.includeFiles ? 'The backup was made without documents.' : warningsOf(metadata)[0];
  const [first] = lost;
  const listed = `${lost.size} ${lost.size === 1 ? 'document is' : 'documents are'} listed in the practice but cannot be opened (the first is ${first?.slice(0, 12)}…).`;
  return [cause === undefined ? listed : `${cause} ${listed}`];
}
