/** The end of a repair: the state that was built becomes the live one, unless something was written meanwhile. */
import { AppError, type GenerationId, type RepairChoice, type RepairResult } from '@causebook/contracts';
import { liveRecord, type Practice } from '@causebook/data';
import type { RepairAnswer } from '../engine/tasks.ts';
import type { Operation } from '../operation/operation-desk.ts';
import { commitRestore, discardFailed } from '../restore/commit-restore.ts';
import { switchPractice } from '../restore/practice-switch.ts';
import { noteLive, restoreResult } from '../restore/restore-result.ts';
import type { Told } from '../service-parts.ts';
import type { Workplace } from '../workplace.ts';
import { changeMark, type Source } from './damaged-source.ts';
import { recoveredInWords, recoveryLabel } from './recovery-words.ts';

export interface RepairedState {
  readonly choice: RepairChoice;
  readonly source: Source;
  readonly generationId: GenerationId;
  readonly startedAt: Date;
  readonly staged: RepairAnswer;
  /** As `changeMark` gave it before the look; null when the practice was not open. */
  readonly unchanged: string | null;
}

/** @throws AppError BUSY when something was written meanwhile; the practice is then the one it was */
export async function switchToRepaired(
  { parts, paths }: Workplace,
  operation: Operation,
  state: RepairedState,
): Promise<Told<RepairResult>> {
  const { choice, source, generationId, startedAt, staged, unchanged } = state;
  const sampleId = staged.sampleId ?? (await liveRecord(paths))?.sampleId ?? null;
  const commit = {
    generationId,
    parent: source.sourceId,
    reason: 'repaired' as const,
    staged: { ...staged, sampleId },
    backupId: staged.metadata?.backupId ?? null,
    label: recoveryLabel(staged, choice),
    now: startedAt,
  };
  try {
    await switchPractice(parts, operation, {
      reason: 'repair',
      from: source.sourceId,
      expected: staged.counts,
      flip: () => commitRestore(paths, commit),
      requireUnchanged: ({ database }) => requireUnchanged(database, unchanged),
    });
  } catch (error) {
    await discardFailed(parts, generationId, 'discarding a failed repair');
    throw error;
  }
  const states = { fromGeneration: source.sourceId, toGeneration: generationId };
  await noteLive(parts, operation.id, states);
  const change = { operationId: operation.id, startedAt, from: source.sourceId, to: generationId };
  const { metadata: _metadata, ...result } = restoreResult(parts, change, staged);
  const { report, setAsideIn } = staged;
  return { ...result, way: choice.way, report, setAsideIn, message: recoveredInWords(staged, choice) };
}

function requireUnchanged(database: Practice['database'], unchanged: string | null): void {
  if (unchanged !== null && changeMark(database) === unchanged) return;
  throw new AppError('BUSY', 'Something was written to the practice meanwhile. Nothing was changed.', {
    remedy: 'Try again when nobody enters anything.',
  });
}
