/** The ways back: undo, and the return to an earlier state. */
import type { GenerationId, RestoreResult } from '@causebook/contracts';
import {
  describeGeneration,
  flipGeneration,
  liveGeneration,
  newGenerationId,
  type GenerationRecord,
} from '@causebook/data';
import { requirePoint } from '../restore-points/restore-points.ts';
import type { Samples } from '../sample/samples.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import { dayOfInstant, practiceInWords } from '../words.ts';
import type { Workplace } from '../workplace.ts';
import { switchPractice } from './practice-switch.ts';
import { noteLive, restoreResult } from './restore-result.ts';
import { stateBefore, switchToStaged } from './switch-to-staged.ts';

/** Makes a state that was live before the live one again. @param find looks, once nothing else runs, which one */
export function goBack(
  { parts, paths, recorder }: Workplace,
  kind: 'undo' | 'rollback',
  find: () => Promise<{ from: GenerationId | null; to: GenerationId }>,
): Promise<Told<RestoreResult>> {
  const startedAt = parts.now();
  return recorder.run({ kind, fallback: 'ROLLBACK_FAILED' }, async (operation) => {
    const { from, to } = await find();
    // Noted beforehand, so that a start after a crash can tell whether it came about.
    await noteLive(parts, operation.id, {
      fromGeneration: from,
      toGeneration: to,
      sampleId: parts.catalog.sampleId,
    });
    const flip = (): Promise<void> => flipGeneration(paths, to);
    await switchPractice(parts, operation, { reason: kind, from, expected: null, flip });
    await forgetExpiry(parts, to);
    const counts = await parts.session.counts();
    const done = kind === 'undo' ? 'The restore was undone' : 'The practice is back at that state';
    const change = { operationId: operation.id, startedAt, from, to };
    const result = restoreResult(parts, change, { metadata: null, counts, errors: [] });
    return { ...result, message: `${done}: ${practiceInWords(counts)}.` };
  });
}

/** Makes a copy of a kept state the live one; the state itself stays what it is. */
export function goBackToKept(
  place: Workplace & { readonly samples: Samples },
  point: GenerationRecord,
): Promise<Told<RestoreResult>> {
  const { parts, paths, recorder } = place;
  const startedAt = parts.now();
  const generationId = newGenerationId(startedAt);
  const kept = { kind: 'rollback', toGeneration: generationId, fallback: 'ROLLBACK_FAILED' } as const;
  return recorder.run(kept, async (operation) => {
    await requirePoint(paths, point.id);
    const from = await liveGeneration(paths).catch(() => null);
    const copied = await parts.runner.run(
      { kind: 'point', profile: paths.root, source: point.id, generationId },
      operation,
    );
    await switchToStaged(place, operation, {
      generationId,
      from,
      parent: await stateBefore(paths, from, copied.sampleId),
      staged: { ...copied, stagedContents: [] },
      reason: 'returned',
      backupId: null,
      label: `Returned to ${point.name ? `“${point.name}”` : 'the state'} of ${dayOfInstant(point.createdAt)}`,
      now: startedAt,
    });
    const { counts } = copied;
    const change = { operationId: operation.id, startedAt, from, to: generationId };
    const result = restoreResult(parts, change, { metadata: null, counts, errors: [] });
    return { ...result, message: `The practice is back at that state: ${practiceInWords(counts)}.` };
  });
}

/** What was said about when a state expires does not hold for what it becomes now. */
async function forgetExpiry(
  { session, onTrouble }: BackupServiceParts,
  generationId: GenerationId,
): Promise<void> {
  await describeGeneration(session.paths, generationId, { expiresAt: undefined }).catch((trouble: unknown) =>
    onTrouble('describing the live state', trouble),
  );
}
