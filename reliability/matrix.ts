/** One operation, one kind of fault, at every call: what came of it, counted. */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { each, type Context } from './context.ts';
import { drive, type Ending, type Fault } from './faults.ts';
import { judge, type Verdict } from './judge.ts';
import { all, none, type Line } from './line.ts';
import type { Stage } from './stage.ts';

export interface Matrix {
  /** `kill-restore`. */
  readonly name: string;
  readonly stage: Stage;
  readonly operation: readonly string[];
  /** Whether its success means that the other state is live. */
  readonly changesState: boolean;
  /** Whether the backup of the stage may be gone afterwards. */
  readonly mayGo?: boolean;
  /** The calls at which it is tried. */
  readonly calls: readonly number[];
  readonly faultAt: (call: number) => Fault;
}

interface Point {
  readonly call: number;
  readonly ending: Ending;
  readonly verdict: Verdict;
}

/** Runs every point and says what must be nought. */
export async function runMatrix(context: Context, matrix: Matrix): Promise<Line[]> {
  const { calls } = matrix;
  const results = await each(calls, context.jobs, (call) => runPoint(context, matrix, call));
  for (const { call, ending, verdict } of results) {
    const found = findings(matrix, { call, ending, verdict });
    if (found.length > 0)
      context.say(`${matrix.name} at call ${call} (${ending.how} ${ending.words}): ${found.join(' ')}`);
  }
  const mixed = results.filter(({ verdict }) => verdict.state === 'mixed').length;
  return [
    all(`${matrix.name}: old or new`, results.length - mixed, calls.length),
    none(`${matrix.name}: acknowledged and lost`, results.filter((point) => isLost(matrix, point)).length),
    none(`${matrix.name}: hangs`, results.filter(({ ending }) => ending.how === 'hung').length),
    none(
      `${matrix.name}: left behind or damaged`,
      results.filter(({ verdict }) => verdict.problems.length > 0).length,
    ),
    none(
      `${matrix.name}: ended without a word`,
      results.filter(({ ending }) => ending.how === 'broke').length,
    ),
  ];
}

async function runPoint(context: Context, matrix: Matrix, call: number): Promise<Point> {
  const folder = join(context.workspace, `${matrix.name}-${call}`);
  await cp(matrix.stage.template, folder, { recursive: true });
  const ending = await drive(context, matrix.operation, { folder, fault: matrix.faultAt(call) });
  const verdict = await judge(folder, matrix.stage, matrix.mayGo);
  await rm(folder, { recursive: true, force: true });
  return { call, ending, verdict };
}

/** Told to be done, and not so; or told to have failed, and done without a word about it. */
function isLost(matrix: Matrix, { ending, verdict }: Pick<Point, 'ending' | 'verdict'>): boolean {
  if (!matrix.changesState) return verdict.state === 'other';
  if (ending.how === 'done') return verdict.state !== 'other';
  return ending.how === 'failed' && verdict.state === 'other' && !ending.words.includes('was replaced');
}

function findings(matrix: Matrix, point: Point): string[] {
  const { ending, verdict } = point;
  return [
    ...(verdict.state === 'mixed' ? ['The practice is neither old nor new.'] : []),
    ...(isLost(matrix, point) ? [`What was told is not so: the practice is ${verdict.state}.`] : []),
    ...(ending.how === 'hung' || ending.how === 'broke' ? [`It ${ending.how}.`] : []),
    ...verdict.problems,
  ];
}
