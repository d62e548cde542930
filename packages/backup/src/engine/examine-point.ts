/** What is in a restore point: what it shares, what deleting it frees, and what going back to it would change. */
import { join } from 'node:path';
import { toAppError } from '@causebook/contracts';
import {
  contentsOfGeneration,
  databaseVersion,
  fileSize,
  generationFolder,
  makeFolder,
  migrate,
  openDatabase,
  openReadOnly,
  profilePaths,
  type Database,
  type ProfilePaths,
} from '@causebook/data';
import { requireFreeSpace } from '../free-space.ts';
import { ProgressTracker } from '../progress.ts';
import { takeSnapshot } from '../snapshot.ts';
import { clear } from './clear.ts';
import { comparePractices, type PracticeComparison } from './compare-practices.ts';
import { examineWorkspace } from './task-places.ts';
import type { EngineHooks, ExaminePointAnswer, ExaminePointTask } from './tasks.ts';

/** @throws AppError FILE_CORRUPTION when the point's database cannot be read; CANCELLED. Leaves nothing behind. */
export async function examinePoint(
  task: ExaminePointTask,
  { signal, onProgress }: EngineHooks,
): Promise<ExaminePointAnswer> {
  const paths = profilePaths(task.profile);
  const progress = new ProgressTracker([{ phase: 'examine', weight: 1 }], onProgress);
  progress.begin('examine');
  try {
    const { shared, own, ownBytes } = await contentsOfGeneration(paths, task.generationId);
    return {
      comparison: await compareWithLive(paths, task, signal),
      sharedDocuments: shared,
      ownDocuments: own,
      freedBytes: ownBytes + (await databaseBytes(generationFolder(paths, task.generationId).database)),
    };
  } catch (error) {
    throw toAppError(error);
  } finally {
    await clear(examineWorkspace(task));
  }
}

async function databaseBytes(database: string): Promise<number> {
  let bytes = 0;
  for (const suffix of ['', '-wal', '-shm']) bytes += (await fileSize(database + suffix)) ?? 0;
  return bytes;
}

async function compareWithLive(
  paths: ProfilePaths,
  task: ExaminePointTask,
  signal: AbortSignal,
): Promise<PracticeComparison | null> {
  if (task.live === null) return null;
  const livePath = generationFolder(paths, task.live).database;
  const live = openReadOnly(livePath);
  const version = databaseVersion(live);
  live.close();
  const database = await openAtVersion(paths, task, version, signal);
  try {
    database.prepare('ATTACH DATABASE ? AS live').run(livePath);
    return comparePractices(database, task.today);
  } finally {
    database.close();
  }
}

/** The point as it is, or, when it is of an older Causebook, a copy of it that was migrated. */
async function openAtVersion(
  paths: ProfilePaths,
  task: ExaminePointTask,
  version: number,
  signal: AbortSignal,
): Promise<Database> {
  const { database: path } = generationFolder(paths, task.generationId);
  const point = openReadOnly(path);
  if (databaseVersion(point) === version) return point;
  point.close();
  const workspace = examineWorkspace(task);
  await makeFolder(workspace);
  await requireFreeSpace(workspace, 2 * ((await fileSize(path)) ?? 0), 'Looking into the restore point');
  const copy = join(workspace, 'database.sqlite');
  (await takeSnapshot(path, copy, { signal })).close();
  const migrated = openDatabase(copy);
  try {
    migrate(migrated);
    return migrated;
  } catch (error) {
    migrated.close();
    throw error;
  }
}
