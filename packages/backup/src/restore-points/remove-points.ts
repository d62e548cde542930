/** Removes restore points and the documents that nothing else refers to: one that is deleted, those that have expired. */
import type { GenerationId, RestorePoint } from '@causebook/contracts';
import { dropGeneration, liveGeneration, type ProfilePaths } from '@causebook/data';
import { sweep } from '../operation/sweep.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import { counted, sizeInWords } from '../words.ts';
import type { Workplace } from '../workplace.ts';
import { toExpire, type ExpiryLook } from './point-expiry.ts';
import { requirePoint } from './restore-points.ts';

/**
 * What stands against deleting a restore point, so that nobody is asked about what is refused anyway.
 * @throws AppError NOT_FOUND; as long as it cannot be told which state is live, all of them stay
 */
export async function requireDeletable(paths: ProfilePaths, generationId: GenerationId): Promise<void> {
  await liveGeneration(paths);
  await requirePoint(paths, generationId);
}

/** @throws AppError as `requireDeletable`; BUSY */
export function deletePoint(
  { parts, paths, recorder }: Workplace,
  generationId: GenerationId,
): Promise<Told<{ generationId: GenerationId }>> {
  return recorder.run({ kind: 'delete', fallback: 'INTERNAL' }, async (operation) => {
    await requireDeletable(paths, generationId);
    operation.pointOfNoReturn();
    await dropGeneration(paths, generationId);
    return { generationId, message: `The restore point was deleted.${await sweptInWords(parts)}` };
  });
}

/**
 * Looks which points have expired and removes those that were due at the last look, too.
 * @returns what the next look must know, and how many were removed
 * @throws AppError BUSY; nothing is removed then
 */
export async function removeExpired(
  { parts, paths, recorder }: Workplace,
  list: () => Promise<readonly RestorePoint[]>,
  last: ExpiryLook | null,
): Promise<Told<{ look: ExpiryLook; removed: number }>> {
  const now = parts.now();
  const { remove, look } = toExpire(await list(), last, now);
  if (remove.length === 0) return { look, removed: 0, message: 'No restore point has expired.' };
  return recorder.run({ kind: 'point', source: 'system', fallback: 'INTERNAL' }, async (operation) => {
    // Meanwhile somebody may have gone back to one, or said that it stays.
    const still = (await list()).filter(
      ({ generationId, expiresAt, staysBecause }) =>
        remove.includes(generationId) &&
        staysBecause === null &&
        expiresAt !== null &&
        Date.parse(expiresAt) <= now.getTime(),
    );
    operation.pointOfNoReturn();
    for (const { generationId } of still) await dropGeneration(paths, generationId);
    const freed = await sweptInWords(parts);
    const done = still.length === 1 ? 'had expired and was removed' : 'had expired and were removed';
    const message = `${counted(still.length, 'restore point')} ${done}.${freed}`;
    return { look, removed: still.length, message };
  });
}

/** Sweeps, and says what that has freed, in words; empty when that was nothing. */
async function sweptInWords(parts: BackupServiceParts): Promise<string> {
  const { removed, bytes } = await sweep(parts);
  return removed === 0
    ? ''
    : ` ${counted(removed, 'document')} (${sizeInWords(bytes)}) that nothing else needs went with ${removed === 1 ? 'it' : 'them'}.`;
}
