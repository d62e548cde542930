/**
 * A device error, or no right to read, on what a backup is made of. One document that is refused is left out and named;
 * a database that is refused, or an archive that something is made of, is a failure; nothing else changes.
 */
import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { each, folderFor, type Context } from '../context.ts';
import { drive, EACCES, EIO, type Ending } from '../faults.ts';
import { judge } from '../judge.ts';
import { all, none, skipped, type Line } from '../line.ts';
import { setStage, type Stage } from '../stage.ts';

interface Trial {
  readonly operation: readonly string[];
  readonly stage: Stage;
  /** Part of the path of what is refused. */
  readonly refused: string;
  readonly errno: number;
  /** Hash of the document that the new backup must name as missing; null where there must be no backup. */
  readonly leftOut: string | null;
}

interface Result {
  readonly trial: Trial;
  readonly ending: Ending;
  readonly problems: readonly string[];
}

export async function refusedReads(context: Context): Promise<Line[]> {
  if (context.shim === null) return [skipped('refused reads', 'needs Linux and a C compiler')];
  const full = await setStage(folderFor(context, 'stage-full'));
  const increment = await setStage(folderFor(context, 'stage-increment'), { isIncrement: true });
  const trials = [...(await trialsOn(full, false)), ...(await trialsOn(increment, true))];
  const results = await each(trials, context.jobs, (trial, worker) => runTrial(context, trial, worker));
  for (const { trial, ending, problems } of results) {
    const what = `${trial.operation.join(' ')} without ${trial.refused}`;
    if (problems.length > 0) context.say(`${what} (${ending.how} ${ending.words}): ${problems.join(' ')}`);
  }
  const right = (isLeftOut: boolean): number =>
    results.filter(({ trial, problems }) => (trial.leftOut !== null) === isLeftOut && problems.length === 0)
      .length;
  const documents = trials.filter(({ leftOut }) => leftOut !== null).length;
  return [
    all('refused-reads: a document is left out and named', right(true), documents),
    all('refused-reads: anything else is a failure', right(false), trials.length - documents),
    none('refused-reads: hangs', results.filter(({ ending }) => ending.how === 'hung').length),
  ];
}

async function trialsOn(stage: Stage, isIncrement: boolean): Promise<Trial[]> {
  const { template, backupId, archiveName, others } = stage;
  const files = await readdir(join(template, 'data/files'), { recursive: true, withFileTypes: true });
  const documents = files.filter((entry) => entry.isFile()).map(({ name }) => name);
  // On the stage with an increment only what came after it would travel with another one.
  const last = isIncrement ? notIn(stage, documents) : documents;
  const operation = isIncrement ? ['increment', backupId] : ['export'];
  const trials = [EIO, EACCES].flatMap((errno) => [
    ...last.map((leftOut) => ({ operation, stage, refused: `/${leftOut}`, errno, leftOut })),
    { operation, stage, refused: '/temp/', errno, leftOut: null },
  ]);
  if (!isIncrement) return trials;
  const archives = [archiveName, ...others.keys()];
  return [
    ...trials,
    ...archives.map((refused) => ({ operation, stage, refused, errno: EIO, leftOut: null })),
    ...archives.map((refused) => ({
      operation: ['consolidate', backupId],
      stage,
      refused,
      errno: EIO,
      leftOut: null,
    })),
  ];
}

/** Those documents that no backup of the stage holds; their names stand in an archive as they are. */
function notIn({ archive, others }: Stage, documents: readonly string[]): string[] {
  const held = [archive, ...others.values()];
  return documents.filter((sha256) => !held.some((bytes) => bytes.includes(`/${sha256}`)));
}

async function runTrial(context: Context, trial: Trial, worker: number): Promise<Result> {
  const { stage, operation, refused, errno, leftOut } = trial;
  const folder = join(context.workspace, `refused-${worker}`);
  await rm(folder, { recursive: true, force: true });
  await cp(stage.template, folder, { recursive: true });
  const ending = await drive(context, operation, {
    folder,
    fault: { kind: 'refuse', files: refused, errno },
  });
  const expected = leftOut === null ? 'failed' : 'done';
  const problems = ending.how === expected ? [] : [`It should have ${expected}.`];
  const named = ending.told.filter((line) => line.startsWith('MISSING ')).join(', ');
  if (named !== (leftOut === null ? '' : `MISSING ${leftOut} damaged`))
    problems.push(`It names ${named || 'nothing'}.`);
  const verdict = await judge(folder, stage);
  if (verdict.state !== 'old') problems.push(`The practice is ${verdict.state}.`);
  return { trial, ending, problems: [...problems, ...verdict.problems] };
}
