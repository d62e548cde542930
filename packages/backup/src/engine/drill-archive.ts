/**
 * A drill: a trial restore into scratch that proves a backup restorable. The database is really restored, opened,
 * checked and migrated; every document is read out of the archive and hashed in the same pass, and must be there for
 * every entry that names it. Documents are not written once more: their bytes were seen, and a disk has better to do.
 */
import { join } from 'node:path';
import { AppError, toAppError } from '@causebook/contracts';
import { makeFolder, profilePaths } from '@causebook/data';
import { ArchiveSet } from '../archive/archive-set.ts';
import { DATABASE } from '../archive/entry-names.ts';
import { requireFreeSpace } from '../free-space.ts';
import { ProgressTracker } from '../progress.ts';
import { clear } from './clear.ts';
import { databaseSize } from './complete-database.ts';
import { readSet, workOfReading } from './read-set.ts';
import { proveRestoredDatabase, requireDatabase } from './restored-database.ts';
import { lostDocuments, proveDigest } from './restored-documents.ts';
import { drillWorkspace } from './task-places.ts';
import type { DrillAnswer, DrillTask, EngineHooks } from './tasks.ts';
import { compareChecksum, readSidecar, refuseChanged } from './verify-archive.ts';

/** Room for the migration of the scratch database, as a multiple of its size. */
const ROOM = 2;

/**
 * @throws AppError as the strict reader and a restore do; FILE_CORRUPTION when a document is missing that the backup
 *   does not tell to be; INSUFFICIENT_SPACE; CANCELLED. Leaves nothing behind.
 */
export async function drillArchive(task: DrillTask, hooks: EngineHooks): Promise<DrillAnswer> {
  const started = performance.now();
  const workspace = drillWorkspace(task);
  const scratch = join(workspace, DATABASE);
  const progress = new ProgressTracker(
    [
      { phase: 'extract', weight: 90 },
      { phase: 'prove', weight: 10 },
    ],
    hooks.onProgress,
  );
  const set = await ArchiveSet.open(task.filePath, task.known ?? [], hooks.signal, () => progress.beat());
  try {
    const { entries, metadata } = set.main.archive;
    refuseChanged(set.main.archive);
    requireDatabase(entries);
    await makeFolder(workspace);
    await requireFreeSpace(profilePaths(task.profile).temp, ROOM * databaseSize(set), 'The trial restore');
    progress.begin('extract', workOfReading(set));
    const recorded = { checksum: task.expectedChecksum, sealed: task.recorded };
    const checksum = await readSet(set, workspace, hooks, progress, recorded);
    compareChecksum(checksum, task.expectedChecksum ?? (await readSidecar(task.filePath)));
    progress.begin('prove');
    const proven = proveRestoredDatabase(scratch, metadata, { isScratch: true });
    const lost = await lostDocuments(proven, (sha256, length) => set.documents.get(sha256)?.size === length);
    const isDigestEqual = proveDigest(metadata?.digest ?? null, proven, lost);
    const told = new Set(metadata?.missingDocuments.map(({ sha256 }) => sha256));
    const hasFiles = metadata?.includeFiles ?? true;
    const untold = hasFiles ? [...lost].filter((sha256) => !told.has(sha256)) : [];
    if (untold.length > 0) throw missing(untold);
    return {
      counts: proven.counts,
      documents: proven.contents.length - lost.size,
      missingDocuments: lost.size,
      isDigestEqual,
      durationMs: Math.round(performance.now() - started),
    };
  } catch (error) {
    throw toAppError(error, 'VALIDATION_FAILED');
  } finally {
    await set.close();
    await clear(workspace);
  }
}

const missing = (untold: readonly string[]): AppError =>
  new AppError(
    'FILE_CORRUPTION',
    `${untold.length} ${untold.length === 1 ? 'document' : 'documents'} of the practice ${untold.length === 1 ? 'is' : 'are'} not in the backup.`,
    { details: { documentsMissing: untold.length, first: untold[0] ?? null } },
  );
