/** The end of a restore, and of a return to a kept state: what was built becomes the live state, or is taken back. */
import type { GenerationId } from '@causebook/contracts';
import { listGenerations, ownGeneration, type ProfilePaths } from '@causebook/data';
import type { Operation } from '../operation/operation-desk.ts';
import type { Samples } from '../sample/samples.ts';
import type { Workplace } from '../workplace.ts';
import { commitRestore, discardFailed, type RestoreCommit } from './commit-restore.ts';
import { switchPractice } from './practice-switch.ts';
import { noteLive } from './restore-result.ts';

/** @throws AppError; the practice is then the one it was */
export async function switchToStaged(
  { parts, paths, samples }: Workplace & { readonly samples: Samples },
  operation: Operation,
  { from, ...commit }: RestoreCommit & { readonly from: GenerationId | null },
): Promise<void> {
  const { generationId } = commit;
  // Afterwards other people may be at work.
  const madeBy = parts.actorName?.() ?? '';
  try {
    await switchPractice(parts, operation, {
      reason: commit.reason === 'returned' ? 'rollback' : 'restore',
      from,
      expected: commit.staged.counts,
      flip: () => commitRestore(paths, { ...commit, madeBy }),
    });
  } catch (error) {
    await discardFailed(parts, generationId, 'discarding a failed restore');
    throw error;
  }
  // Begun in a sample, it may have led out of it.
  const { sampleId } = parts.catalog;
  const states = { fromGeneration: commit.parent, toGeneration: generationId };
  await noteLive(parts, operation.id, { ...states, sampleId });
  await samples.tidy();
}

/** What an undo of a restore goes back to: out of a sample practice it leads to the person's own, not into the sample. */
export async function stateBefore(
  paths: ProfilePaths,
  from: GenerationId | null,
  sampleId: string | null,
): Promise<GenerationId | null> {
  if (sampleId !== null) return from;
  return ownGeneration(await listGenerations(paths), from)?.id ?? null;
}
