/** What a person changes about a restore point: its name, and when it expires. */
import { AppError, type GenerationId } from '@causebook/contracts';
import { describeGeneration, uniqueId } from '@causebook/data';
import type { Told } from '../service-parts.ts';
import { dayOfInstant } from '../words.ts';
import type { Workplace } from '../workplace.ts';
import { requirePoint } from './restore-points.ts';

/** What is not given stays. */
export interface PointChange {
  readonly name?: string | undefined;
  readonly expiresAt?: string | null | undefined;
}

/** @throws AppError NOT_FOUND; INVALID_INPUT for a date that has passed */
export function changePoint(
  { parts, paths, desk }: Workplace,
  generationId: GenerationId,
  { name, expiresAt }: PointChange,
): Promise<Told<{ generationId: GenerationId }>> {
  const now = parts.now();
  if (typeof expiresAt === 'string' && Date.parse(expiresAt) <= now.getTime())
    throw new AppError('INVALID_INPUT', 'A restore point can only expire in the future.', {
      remedy: 'Choose a later day, or delete the restore point.',
    });
  return desk.run('point', uniqueId(now), async (operation) => {
    const record = await requirePoint(paths, generationId);
    operation.pointOfNoReturn();
    await describeGeneration(paths, generationId, {
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    });
    parts.onChange?.();
    return { generationId, message: changedMessage(record.name, { name, expiresAt }) };
  });
}

function changedMessage(before: string, { name, expiresAt }: PointChange): string {
  const named =
    name === undefined || name.trim() === before
      ? ''
      : name.trim() === ''
        ? 'The restore point has no name any more.'
        : `The restore point is called “${name.trim()}”.`;
  const stays =
    expiresAt === undefined
      ? ''
      : expiresAt === null
        ? 'It never expires.'
        : `It expires on ${dayOfInstant(expiresAt)}.`;
  return [named, stays].filter((sentence) => sentence !== '').join(' ') || 'Nothing was changed.';
}
