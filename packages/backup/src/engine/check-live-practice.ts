/** The check of the live practice as a task of the engine. */
import { checkPractice, profilePaths } from '@causebook/data';
import { ProgressTracker } from '../progress.ts';
import type { CheckTask, CheckTaskAnswer, EngineHooks } from './tasks.ts';

/** @throws AppError CANCELLED, VERSION_UNSUPPORTED; whatever is wrong with the practice is an answer */
export async function checkLivePractice(
  { profile, generationId, isThorough, suspects, checkedAt }: CheckTask,
  { signal, onProgress }: EngineHooks,
): Promise<CheckTaskAnswer> {
  const started = performance.now();
  const progress = new ProgressTracker([{ phase: 'examine', weight: 1 }], onProgress);
  const { checks, suspects: found } = await checkPractice({
    paths: profilePaths(profile),
    generationId,
    isThorough,
    suspects,
    now: new Date(checkedAt),
    signal,
    onTotal: (total) => progress.begin('examine', total),
    onDone: (done) => progress.advance(done),
  });
  return { checks, suspects: found, durationMs: Math.round(performance.now() - started) };
}
