/** Preview of a restore: the archive is read and proven in full, and its practice is compared with the live one. */
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { toAppError, type BackupMetadata } from '@causebook/contracts';
import {
  documentPath,
  generationFolder,
  makeFolder,
  openDatabase,
  profilePaths,
  type ProfilePaths,
} from '@causebook/data';
import { ArchiveSet } from '../archive/archive-set.ts';
import { DATABASE } from '../archive/entry-names.ts';
import { requireFreeSpace } from '../free-space.ts';
import { ProgressTracker } from '../progress.ts';
import { clear } from './clear.ts';
import { databaseSize } from './complete-database.ts';
import { readSet, workOfReading } from './read-set.ts';
import { allAppears, comparePractices, originOf, type PracticeComparison } from './compare-practices.ts';
import { proveRestoredDatabase, requireDatabase, type ProvenDatabase } from './restored-database.ts';
import { previewWorkspace } from './task-places.ts';
import type { EngineHooks, PreviewAnswer, PreviewTask } from './tasks.ts';
import { compareChecksum, readSidecar, warningsOf } from './verify-archive.ts';

/** @throws AppError as the strict reader; INSUFFICIENT_SPACE; CANCELLED. Leaves nothing behind. */
export async function previewArchive(task: PreviewTask, hooks: EngineHooks): Promise<PreviewAnswer> {
  const paths = profilePaths(task.profile);
  const workspace = previewWorkspace(task);
  const scratch = join(workspace, DATABASE);
  const progress = new ProgressTracker(
    [
      { phase: 'check', weight: 90 },
      { phase: 'prove', weight: 10 },
    ],
    hooks.onProgress,
  );
  const set = await ArchiveSet.open(task.filePath, task.known ?? [], hooks.signal, () => progress.beat());
  try {
    const { archive } = set.main;
    requireDatabase(archive.entries);
    await makeFolder(workspace);
    await requireFreeSpace(paths.temp, databaseSize(set), 'The preview');
    progress.begin('check', workOfReading(set));
    const checksum = await readSet(set, workspace, hooks, progress);
    compareChecksum(checksum, task.recordedChecksum ?? (await readSidecar(task.filePath)));
    progress.begin('prove');
    const proven = proveRestoredDatabase(scratch, archive.metadata, { isScratch: true });
    const documents = await documentNeeds(proven, set.documents, paths);
    return {
      checksum,
      fileName: basename(task.filePath),
      filePath: task.filePath,
      size: archive.size,
      createdAt: archive.metadata?.createdAt ?? null,
      metadata: archive.metadata,
      signature: archive.signature,
      bytesToWrite: (await stat(scratch)).size + documents.bytesToWrite,
      ...compare(scratch, proven, task, paths),
      warnings: warningsFor(archive.metadata, documents.lost, task),
    };
  } catch (error) {
    throw toAppError(error, 'VALIDATION_FAILED');
  } finally {
    await set.close();
    await clear(workspace);
  }
}

async function documentNeeds(
  proven: ProvenDatabase,
  inArchive: ReadonlyMap<string, unknown>,
  paths: ProfilePaths,
): Promise<{ bytesToWrite: number; lost: number }> {
  let bytesToWrite = 0;
  let lost = 0;
  for (const { sha256, size } of proven.contents) {
    const held = await stat(documentPath(paths.files, sha256)).then(
      (facts) => facts.size === size,
      () => false,
    );
    if (held) continue;
    if (inArchive.has(sha256)) bytesToWrite += size;
    else lost += 1;
  }
  return { bytesToWrite, lost };
}

function warningsFor(metadata: BackupMetadata | null, lost: number, task: PreviewTask): string[] {
  const warnings = warningsOf(metadata);
  if (lost > 0) {
    warnings.push(
      `${lost} ${lost === 1 ? 'document is' : 'documents are'} neither in the backup nor on this computer and could not be opened after the restore.`,
    );
  }
  if (task.generationId === null) {
    warnings.push('The present practice cannot be read, so nothing can be compared. It is kept as it is.');
  }
  return warnings;
}

function compare(
  scratch: string,
  proven: ProvenDatabase,
  task: PreviewTask,
  paths: ProfilePaths,
): PracticeComparison & Pick<PreviewAnswer, 'origin'> {
  if (task.generationId === null) return { ...allAppears(proven.counts), origin: 'unknown' };
  const database = openDatabase(scratch);
  try {
    database.prepare('ATTACH DATABASE ? AS live').run(generationFolder(paths, task.generationId).database);
    return { ...comparePractices(database, task.today), origin: originOf(database) };
  } finally {
    database.close();
  }
}
