/** Keeps a state of the practice: its database is copied into a generation of its own, and proven there. */
import { AppError, toAppError, type PracticeCounts } from '@causebook/contracts';
import {
  beginGeneration,
  countPractice,
  databaseVersion,
  documentPath,
  fileSize,
  generationFolder,
  makeFolder,
  profilePaths,
  referencedContents,
  sampleIdOf,
  type Database,
  type ProfilePaths,
} from '@causebook/data';
import { requireFreeSpace } from '../free-space.ts';
import { ProgressTracker } from '../progress.ts';
import { inBytes, takeSnapshot } from '../snapshot.ts';
import { clear } from './clear.ts';
import type { EngineHooks, PointAnswer, PointTask } from './tasks.ts';

/** Room left on the disk: a practice must still be able to write. */
const MARGIN = 64 << 20;

/**
 * The copy holds exactly what the source held at one moment: it passes the integrity check, has our schema, and its
 * counts are equal.
 * @throws AppError INSUFFICIENT_SPACE before anything is written; FILE_CORRUPTION when the source is damaged; CANCELLED.
 * The folder is then gone.
 */
export async function keepPoint(task: PointTask, hooks: EngineHooks): Promise<PointAnswer> {
  const paths = profilePaths(task.profile);
  const source = generationFolder(paths, task.source).database;
  const target = generationFolder(paths, task.generationId);
  const size = ((await fileSize(source)) ?? 0) + ((await fileSize(`${source}-wal`)) ?? 0);
  try {
    await makeFolder(paths.generations);
    await requireFreeSpace(paths.generations, size + MARGIN, 'A restore point');
    await beginGeneration(paths, task.generationId);
    return await copy(paths, { source, target: target.database, size }, hooks);
  } catch (error) {
    await clear(target.folder);
    throw toAppError(error);
  }
}

async function copy(
  paths: ProfilePaths,
  { source, target, size }: { readonly source: string; readonly target: string; readonly size: number },
  { signal, onProgress, isAlone }: EngineHooks,
): Promise<PointAnswer> {
  const progress = new ProgressTracker([{ phase: 'snapshot', weight: 1 }], onProgress);
  progress.begin('snapshot', { bytes: size });
  let expected: PracticeCounts | null = null;
  const snapshot = await takeSnapshot(source, target, {
    signal,
    isAlone,
    onBegun: (live) => (expected = countPractice(live)),
    onPages: inBytes(size, (bytes) => progress.advance({ bytes })),
  });
  try {
    const counts = countPractice(snapshot);
    requireEqual(counts, expected);
    return {
      counts,
      databaseVersion: databaseVersion(snapshot),
      sampleId: sampleIdOf(snapshot),
      missingDocuments: await missingFrom(paths, snapshot),
    };
  } finally {
    snapshot.close();
  }
}

function requireEqual(found: PracticeCounts, expected: PracticeCounts | null): void {
  for (const kind of Object.keys(found) as (keyof PracticeCounts)[]) {
    if (found[kind] === expected?.[kind]) continue;
    throw new AppError(
      'FILE_CORRUPTION',
      `The copy of the practice should hold ${expected?.[kind]} ${kind} and holds ${found[kind]}. It was not kept.`,
    );
  }
}

/** Whether they are sound is a matter of hashing them all; that they are there is what a point needs at least. */
async function missingFrom({ files }: ProfilePaths, snapshot: Database): Promise<number> {
  let missing = 0;
  for (const { sha256, size } of referencedContents(snapshot))
    if ((await fileSize(documentPath(files, sha256))) !== size) missing += 1;
  return missing;
}
