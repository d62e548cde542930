/** A restore: the next state is built beside the live one from an archive, and then made live. */
import type { RecordedSeal } from '../archive/strict-reader.ts';
import { basename } from 'node:path';
import { AppError, toAppError, type GenerationId, type RestoreResult } from '@causebook/contracts';
import { createPractice, liveGeneration } from '@causebook/data';
import type { StageAnswer } from '../engine/tasks.ts';
import { knownArchives } from '../library/stored-backup.ts';
import type { Operation } from '../operation/operation-desk.ts';
import type { Samples } from '../sample/samples.ts';
import type { Told } from '../service-parts.ts';
import { counted, dayOfInstant } from '../words.ts';
import type { Workplace } from '../workplace.ts';
import { discardStaged } from './commit-restore.ts';
import type { Confirmation, Confirmations } from './confirmations.ts';
import { restoreResult } from './restore-result.ts';
import { stateBefore, switchToStaged } from './switch-to-staged.ts';

export interface RestorePlan {
  readonly filePath: string;
  /** Null when the person has confirmed in another way. */
  readonly confirmation: Confirmation | null;
  readonly recordedChecksum: string | null;
  readonly recorded: RecordedSeal | null;
  readonly startedAt: Date;
  readonly generationId: GenerationId;
  /** Whether they want it although it was changed since it was made. */
  readonly acceptsChanged: boolean;
}

export async function restoreBackup(
  place: Workplace & { readonly confirmations: Confirmations; readonly samples: Samples },
  operation: Operation,
  plan: RestorePlan,
): Promise<Told<RestoreResult>> {
  const { parts, paths, confirmations } = place;
  const { filePath, recordedChecksum, recorded, startedAt, generationId, acceptsChanged } = plan;
  // Only now, so that a restore that is told BUSY does not use the confirmation up.
  const previewedChecksum = confirmations.redeem(plan.confirmation, filePath);
  const from = await stateToKeep(place);
  const staged = await parts.runner.run(
    {
      kind: 'stage',
      known: await knownArchives(parts.catalog),
      profile: paths.root,
      generationId,
      filePath,
      previewedChecksum,
      recordedChecksum,
      recorded,
      acceptsChanged,
      ownKeys: [...(await place.signers.known())],
    },
    operation,
  );
  await refuseChanged(place, staged, plan);
  const parent = await stateBefore(paths, from, staged.sampleId);
  await switchToStaged(place, operation, {
    generationId,
    from,
    parent,
    reason: 'restored',
    staged,
    backupId: staged.metadata?.backupId ?? null,
    label: `Restored from ${basename(filePath)}`,
    now: startedAt,
  });
  const change = { operationId: operation.id, startedAt, from: parent, to: generationId };
  return { ...restoreResult(parts, change, staged), message: restoreMessage(staged) };
}

/** The state that a restore replaces. A profile without a practice gets an empty one first, so that there always is one. */
async function stateToKeep({ parts, paths }: Workplace): Promise<GenerationId | null> {
  try {
    const live = await liveGeneration(paths);
    if (live !== null) return live;
  } catch (error) {
    // Which state was live cannot be told, and all of them are kept.
    if (toAppError(error).code === 'PRACTICE_UNREADABLE') return null;
    throw error;
  }
  const first = await createPractice(paths, { now: parts.now(), name: '' });
  await parts.session.open();
  return first;
}

/** A signature that was taken away shows only to whoever knows that there was one. @throws AppError CHANGED_SINCE_MADE */
async function refuseChanged(
  { paths, signers }: Workplace,
  { signature, metadata }: Pick<StageAnswer, 'signature' | 'metadata'>,
  { acceptsChanged, generationId }: RestorePlan,
): Promise<void> {
  if (acceptsChanged || (await signers.judge(signature, metadata)).verdict !== 'changed') return;
  await discardStaged(paths, generationId);
  throw new AppError('CHANGED_SINCE_MADE');
}

function restoreMessage({ counts, metadata, errors }: StageAnswer): string {
  const from = metadata ? ` from the backup of ${dayOfInstant(metadata.createdAt)}` : '';
  const what = `${counted(counts.documents, 'document')} and ${counted(counts.cases, 'case')}`;
  return errors.length === 0
    ? `Restored ${what}${from}.`
    : `Restored ${what}${from}, with errors. ${errors.join(' ')}`;
}
