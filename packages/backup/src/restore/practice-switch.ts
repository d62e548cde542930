/**
 * Changes which generation is live while the app runs: background jobs stopped, the practice let go, changed, opened,
 * compared with what it should be, jobs booted. If the new state cannot be used, the old one is made live again.
 */
import { AppError, toAppError, type GenerationId, type PracticeCounts } from '@causebook/contracts';
import { flipGeneration, liveGeneration, liveRecord, within, type Practice } from '@causebook/data';
import type { Operation } from '../operation/operation-desk.ts';
import type { BackupServiceParts } from '../service-parts.ts';

export interface PracticeChange {
  readonly reason: 'restore' | 'undo' | 'rollback' | 'sample' | 'repair';
  /** The generation that is live now; null when that cannot be told. */
  readonly from: GenerationId | null;
  /** What the new state must hold; null when nothing is known about it. */
  readonly expected: PracticeCounts | null;
  /** Makes the other generation live. */
  readonly flip: () => Promise<void>;
  /** Throws when the practice is not what the other generation was made from. */
  readonly requireUnchanged?: (practice: Practice) => void;
}

type SwitchParts = Pick<
  BackupServiceParts,
  'session' | 'catalog' | 'background' | 'onDataReplaced' | 'onTrouble' | 'stopDeadlineMs'
>;

/** What runs by itself ends within a moment of being told to. */
const STOP_DEADLINE_MS = 60_000;

/** @throws AppError; the practice is then the one it was */
export async function switchPractice(
  parts: SwitchParts,
  operation: Operation,
  change: PracticeChange,
): Promise<void> {
  const { session, background, onDataReplaced } = parts;
  operation.pointOfNoReturn();
  try {
    await within(parts.stopDeadlineMs ?? STOP_DEADLINE_MS, background.stop(), doesNotStop);
    await session.replace(change.flip, change.requireUnchanged);
    if (change.expected !== null) requireSame(await session.counts(), change.expected);
  } catch (error) {
    await switchBack(parts, change.from);
    throw await tellTruth(parts, change, error);
  } finally {
    await noteSample(parts);
    background.boot();
  }
  onDataReplaced?.(change.reason);
}

/** What is recorded from now on belongs to the practice that is live now. */
async function noteSample({ session, catalog, onTrouble }: SwitchParts): Promise<void> {
  try {
    catalog.sampleId = (await liveRecord(session.paths))?.sampleId ?? null;
  } catch (error) {
    onTrouble('reading what the live state is', error);
  }
}

async function switchBack({ session, onTrouble }: SwitchParts, previous: GenerationId | null): Promise<void> {
  if (previous === null) return;
  const live = await liveGeneration(session.paths).catch(() => null);
  if (live === previous) return;
  // A state that was damaged before is kept as it is, so failing to open it again is no news.
  await session
    .replace(() => flipGeneration(session.paths, previous))
    .catch((error: unknown) => onTrouble('opening the previous state again', error));
}

/** A disk that fails in the worst moment can keep us from switching back too; then nobody is told that nothing changed. */
async function tellTruth(
  { session }: SwitchParts,
  { from }: PracticeChange,
  error: unknown,
): Promise<unknown> {
  const live = await liveGeneration(session.paths).catch(() => null);
  if (from === null || live === null || live === from) return error;
  const cause = toAppError(error, 'RESTORE_FAILED');
  const done =
    'The practice was replaced, but something failed right after that, and it could not be changed back.';
  return new AppError(
    cause.code,
    `${done} ${cause.message} What was there before is kept as a restore point.`,
    {
      remedy: `${cause.remedy} Then start Causebook again.`,
      cause: error,
    },
  );
}

function requireSame(found: PracticeCounts, expected: PracticeCounts): void {
  for (const kind of Object.keys(expected) as (keyof PracticeCounts)[]) {
    if (found[kind] === expected[kind]) continue;
    const counts = `The restored practice should hold ${expected[kind]} ${kind} and holds ${found[kind]}.`;
    throw new AppError('RESTORE_FAILED', `${counts} Your practice is exactly as it was before.`);
  }
}

const doesNotStop = (): AppError =>
  new AppError('TIMEOUT', 'What runs by itself in Causebook does not stop. Nothing was changed.', {
    remedy: 'Start Causebook again, and try once more.',
  });
