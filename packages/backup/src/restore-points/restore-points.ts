/** Restore points: the generations that are not live, as a person may go back to them. */
import { AppError, type GenerationId, type PracticeCounts, type RestorePoint } from '@causebook/contracts';
import {
  changedTime,
  countPractice,
  fileSize,
  generationFolder,
  listGenerations,
  openReadOnly,
  readCurrent,
  type GenerationRecord,
  type ProfilePaths,
} from '@causebook/data';
import type { OperationRow } from '../catalog/schema.ts';
import { expiryOf, whyTheyStay, type PointFacts } from './point-expiry.ts';

/**
 * The states that the practice which is open can go back to. A sample practice and one's own never see each other's.
 * @param live null when it cannot be told which state is live
 */
export function pointsOf(
  complete: readonly GenerationRecord[],
  live: GenerationId | null,
): readonly GenerationRecord[] {
  const open = complete.find((record) => record.id === live);
  const isSample = open !== undefined && open.sampleId !== null;
  return complete.filter((record) => record.id !== live && (record.sampleId !== null) === isSample);
}

/**
 * Newest first.
 * @param changes completed changes of the live generation, oldest first
 * @param proven the moment of the newest proven backup, or null
 */
export async function listRestorePoints(
  paths: ProfilePaths,
  changes: readonly OperationRow[],
  proven: string | null,
): Promise<RestorePoint[]> {
  const current = await readCurrent(paths);
  const live = current.kind === 'named' ? current.id : null;
  const { complete } = await listGenerations(paths);
  const undoTo = complete.find((record) => record.id === live)?.parent ?? null;
  const points: RestorePoint[] = [];
  const facts: PointFacts[] = [];
  for (const record of pointsOf(complete, live).toReversed()) {
    const replaced = changes.findLast((change) => change.fromGeneration === record.id);
    const by = complete.find((candidate) => candidate.id === replaced?.toGeneration);
    // A kept state was never live.
    const replacedAt = record.reason === 'kept' ? null : (replaced?.completedAt ?? null);
    const point: RestorePoint = {
      generationId: record.id,
      reason: record.reason,
      name: record.name,
      isAutomatic: record.isAutomatic,
      madeBy: record.madeBy,
      backupId: record.backupId,
      createdAt: record.createdAt,
      replacedAt,
      expiresAt: expiryOf(record, replacedAt),
      staysBecause: null,
      label: labelOf(record, replaced, by),
      counts: countsOf(paths, record.id),
      // A state without its database can still be seen, and deleted.
      size: (await fileSize(generationFolder(paths, record.id).database)) ?? 0,
      isUndoTarget: record.id === undoTo,
    };
    points.push(point);
    const stateAt = await stateAtOf(paths, record, replacedAt);
    facts.push({ ...point, stateAt, isSaid: record.expiresAt !== undefined });
  }
  const stays = whyTheyStay(facts, proven);
  return points.map((point) => ({ ...point, staysBecause: stays.get(point.generationId) ?? null }));
}

/** The moment that a state shows. Where no record says when it was live last, its database does. */
async function stateAtOf(
  paths: ProfilePaths,
  { id, reason, createdAt }: GenerationRecord,
  replacedAt: string | null,
): Promise<string> {
  if (replacedAt !== null || reason === 'kept') return replacedAt ?? createdAt;
  const changedAt = await changedTime(generationFolder(paths, id).database);
  return changedAt !== null && changedAt.toISOString() > createdAt ? changedAt.toISOString() : createdAt;
}

function labelOf(
  record: GenerationRecord,
  replaced: OperationRow | undefined,
  by: GenerationRecord | undefined,
): string {
  // "Restored from x.zip" is what the state that came then says about itself.
  if (replaced?.kind === 'restore' && by) return `Before it was ${by.label.replace(/^R/, 'r')}.`;
  if (replaced?.kind === 'repair' && by) return `Before the practice was recovered. ${by.label}.`;
  if (replaced?.kind === 'undo') return `${record.label}, until that was undone.`;
  return `${record.label}.`;
}

/** Null when the database cannot be read: a restore point is kept as it is, also a damaged one. */
function countsOf(paths: ProfilePaths, id: GenerationId): PracticeCounts | null {
  try {
    const database = openReadOnly(generationFolder(paths, id).database);
    try {
      return countPractice(database);
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof AppError || (error as { code?: string }).code?.startsWith('SQLITE_')) return null;
    throw error;
  }
}

/**
 * The earlier state of the practice that is open with that id.
 * @throws AppError NOT_FOUND
 */
export async function requirePoint(
  paths: ProfilePaths,
  generationId: GenerationId,
): Promise<GenerationRecord> {
  const current = await readCurrent(paths);
  const { complete } = await listGenerations(paths);
  const live = current.kind === 'named' ? current.id : null;
  const point = pointsOf(complete, live).find((record) => record.id === generationId);
  if (!point) throw new AppError('NOT_FOUND', 'There is no such restore point.');
  return point;
}

/**
 * Where "undo" goes: the state that was live when the present one was made.
 * @throws AppError NOTHING_TO_UNDO
 */
export async function undoTarget(
  paths: ProfilePaths,
): Promise<{ live: GenerationId; target: GenerationRecord }> {
  const current = await readCurrent(paths);
  const { complete } = await listGenerations(paths);
  const live = current.kind === 'named' ? complete.find((record) => record.id === current.id) : undefined;
  const target = pointsOf(complete, live?.id ?? null).find((record) => record.id === live?.parent);
  if (!live || !target) throw new AppError('NOTHING_TO_UNDO');
  return { live: live.id, target };
}
