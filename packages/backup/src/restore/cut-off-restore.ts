/** After a start: a restore, or another change of the live state, that a crash cut off. */
import type { GenerationId } from '@causebook/contracts';
import {
  dropGeneration,
  isUntouched,
  listGenerations,
  liveGeneration,
  sweepDocuments,
  type ProfilePaths,
} from '@causebook/data';
import type { OperationRow } from '../catalog/schema.ts';
import type { BackupServiceParts } from '../service-parts.ts';

/** An operation that ended right after its change did what it was there for. @returns whether it was so */
export async function recordIfLive(
  { catalog, session: { paths } }: BackupServiceParts,
  { id, fromGeneration, toGeneration }: OperationRow,
): Promise<boolean> {
  const live = await liveGeneration(paths).catch(() => null);
  if (live === null || live !== toGeneration) return false;
  const { complete } = await listGenerations(paths);
  const parent = complete.find((record) => record.id === live)?.parent ?? null;
  await catalog.operations.end(id, {
    status: 'completed',
    fromGeneration: fromGeneration ?? parent,
    sampleId: catalog.sampleId,
    message: 'The practice was replaced, and Causebook ended right after that.',
  });
  return true;
}

/** Removes what an interrupted restore, or return to a kept state, had completed and never made live. */
export async function discardUnused(
  paths: ProfilePaths,
  { kind, fromGeneration, toGeneration }: OperationRow,
): Promise<void> {
  // A state that was there before is noted together with the one that it should follow, and stays.
  if (kind !== 'restore' && fromGeneration !== null) return;
  const generationId = toGeneration as GenerationId;
  const { complete } = await listGenerations(paths);
  const live = await liveGeneration(paths).catch(() => null);
  if (live === null || live === generationId || !complete.some((record) => record.id === generationId))
    return;
  if (!(await isUntouched(paths, generationId))) return;
  await dropGeneration(paths, generationId);
  await sweepDocuments(paths);
}
