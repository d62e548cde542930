/**
 * Whether the app stays responsive: the real main process, built, while the engine works in its own process, somebody
 * asks from the window, and somebody else commits to the same database.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { generationFolder, profilePaths } from '@causebook/data';
import { answerQuestion } from '../e2e/support/answer-question.ts';
import { copyPractice } from './archive/places.ts';
import { openApp, prepareApp, type OpenApp } from './lib/app.ts';
import { archivePractice, chosenSets } from './lib/archive-practice.ts';
import { ASK_EVERY_MS, askOnce, startAsking, stopAsking, type Answered } from './lib/asking.ts';
import { roundsOf, type Benchmark } from './lib/benchmark.ts';
import { fresh } from './lib/files.ts';
import { LOOK_EVERY_MS, loopSeen, watchLoop, type LoopDelay } from './lib/main-loop.ts';
import { printTable, type Table } from './lib/report.ts';
import { liveGeneration } from './lib/run-engine.ts';
import { median, milliseconds, percentile } from './lib/statistics.ts';
import { loopKey, onlyFor } from './lib/targets.ts';
import { megabytes, seconds } from './lib/turns.ts';
import { COMMIT_EVERY_MS, startWriter, type Writer } from './lib/writer.ts';

const ROUNDS = 3;
const IDLE_MS = 5_000;
const SETTLE_MS = 2_000;

/** What goes on beside the operation. */
interface Company {
  readonly name: string;
  readonly asks: boolean;
  readonly writes: boolean;
}

const WRITER = `a writer commits every ${COMMIT_EVERY_MS} ms`;
const ASKER = `the window asks every ${ASK_EVERY_MS} ms`;
const companies: readonly Company[] = [
  { name: WRITER, asks: false, writes: true },
  { name: ASKER, asks: true, writes: false },
  { name: `${ASKER}, ${WRITER}`, asks: true, writes: true },
];

interface Backup {
  readonly backupId: string;
}
interface Answer extends Partial<Backup> {
  readonly success: boolean;
  readonly message: string;
  readonly metadata?: { readonly increment: object | null };
}

/** In this order: each needs what those before it have left. */
const operations: readonly {
  readonly name: string;
  run: (page: OpenApp['page'], full: string) => Promise<Answer>;
}[] = [
  { name: 'nothing', run: () => setTimeout(IDLE_MS, { success: true, message: '' }) },
  { name: 'export', run: (page) => call(page, 'backup:exportNow', {}) },
  { name: 'increment', run: (page, full) => call(page, 'backup:exportNow', { base: full }) },
  { name: 'verify', run: (page, full) => call(page, 'backup:verify', { backupId: full }) },
  { name: 'restore', run: (page, full) => call(page, 'backup:restoreFromZip', { backupId: full }) },
];

const call = (page: OpenApp['page'], channel: string, input: object): Promise<Answer> =>
  page.evaluate(
    ([to, what]) =>
      (window as unknown as { app: { invoke(channel: string, input: unknown): Promise<Answer> } }).app.invoke(
        to,
        what,
      ),
    [channel, input] as const,
  );

interface Turn {
  readonly took: number;
  readonly loop: LoopDelay;
  readonly answered: Answered | null;
  /** Of the writer's commits; empty where nobody writes. */
  readonly late: readonly number[];
}

/** One operation in an app that was started for it, so that nothing of others is at work in it. */
async function measureOperation(
  profile: string,
  { run, name }: (typeof operations)[number],
  { company, full }: { company: Company; full: string },
): Promise<{ turn: Turn; answer: Answer }> {
  const opened = await openApp(profile);
  const { app, page } = opened;
  const { database } = generationFolder(profilePaths(profile), liveGeneration(profile));
  let writer: Writer | null = null;
  try {
    await settle(opened);
    if (company.writes) writer = await startWriter(database);
    if (company.asks) await startAsking(page);
    await writer?.begin();
    await watchLoop(app);
    const began = performance.now();
    const answer = await run(page, full);
    const took = (performance.now() - began) / 1000;
    const loop = await loopSeen(app);
    const answered = company.asks ? await stopAsking(page) : null;
    const late = (await writer?.end()) ?? [];
    if (!answer.success) throw new Error(`${name}: ${answer.message}`);
    if (name === 'increment' && !answer.metadata?.increment) throw new Error('It was no increment.');
    return { turn: { took, loop, answered, late }, answer };
  } finally {
    writer?.stop();
    await app.close();
  }
}

/** So that the start of the app is over, and no native question keeps it waiting. */
async function settle({ app, page }: OpenApp): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await answerQuestion(app, 'yes');
  await askOnce(page);
  await setTimeout(SETTLE_MS);
}

type Turns = Map<string, Turn[]>;

/** All operations, one after another, on a profile of their own. */
async function measureRound(profile: string, company: Company, turns: Turns): Promise<void> {
  let full = '';
  for (const operation of operations) {
    const { turn, answer } = await measureOperation(profile, operation, { company, full });
    if (operation.name === 'export') full = answer.backupId!;
    turns.set(operation.name, [...(turns.get(operation.name) ?? []), turn]);
  }
}

const spread = (values: readonly number[]): string[] =>
  values.length === 0
    ? ['', '', '']
    : [percentile(values, 0.5), percentile(values, 0.99), Math.max(...values)].map(milliseconds);

function rowOf(name: string, turns: readonly Turn[]): string[] {
  const loops = turns.map(({ loop }) => loop);
  const refused = turns.flatMap(({ answered }) => answered?.refused ?? []);
  return [
    name,
    seconds(median(turns.map(({ took }) => took))),
    milliseconds(median(loops.map(({ p50 }) => p50))),
    milliseconds(median(loops.map(({ p99 }) => p99))),
    milliseconds(Math.max(...loops.map(({ max }) => max))),
    ...spread(turns.flatMap(({ answered }) => answered?.late ?? [])),
    refused.length === 0 ? '' : String(refused.reduce((sum, count) => sum + count, 0)),
    ...spread(turns.flatMap(({ late }) => late)),
    megabytes(Math.max(...loops.map(({ memory }) => memory))),
  ];
}

const tableOf = ({ name }: Company, turns: Turns): Table => ({
  title: `Main, while ${name}`,
  head: [
    'and the engine does',
    'took',
    'loop p50',
    'p99',
    'longest',
    'answers p50',
    'p99',
    'longest',
    'refused',
    'commits p50',
    'p99',
    'longest',
    'memory of main',
  ],
  rows: [...turns].map(([operation, each]) => rowOf(operation, each)),
});

/** The worst of all operations. */
function worst({ asks, writes }: Company, turns: Turns): Record<string, number> {
  const loops = [...turns]
    .filter(([name]) => name !== 'nothing')
    .map(([, each]) => each.map(({ loop }) => loop));
  return {
    [loopKey('p99', asks, writes)]: Math.max(...loops.map((each) => median(each.map(({ p99 }) => p99)))),
    [loopKey('longest', asks, writes)]: Math.max(...loops.flat().map(({ max }) => max)),
  };
}

export const responsive: Benchmark = async (context) => {
  const { cache, options, say } = context;
  const rounds = roundsOf(context, ROUNDS);
  const [set] = chosenSets(options['sets'] ?? 'M');
  const runtime = prepareApp();
  const made = await archivePractice(set!, cache, say);
  const scratch = join(cache, 'scratch-responsive');
  const measured = companies.map((company) => ({ company, turns: new Map() as Turns }));
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const { company, turns } of round % 2 === 0 ? measured : measured.toReversed()) {
        say(`Round ${round + 1}: ${company.name} …`);
        fresh(scratch);
        const profile = join(scratch, 'profile');
        copyPractice(made, profile);
        await measureRound(profile, company, turns);
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  const tables = measured.map(({ company, turns }) => tableOf(company, turns));
  for (const table of tables) printTable(table, say);
  const on =
    runtime === 'electron' ? 'Electron' : 'the stand-in for Electron, which does more in main than Electron';
  return {
    about: 'Responsiveness of main',
    notes: [
      `${rounds} rounds of the built app with ${set!.about}, on ${on}. p50 and p99 of the loop are the median of the rounds, the longest is that of all of them. The loop is looked at every ${LOOK_EVERY_MS} ms, which is part of its figures.`,
      'The window asks by turns for the first page of the case list and for a search as it is typed; answers and commits count from when they were due. Main answers them in its own loop, so what an answer costs is part of the loop where the window asks; the row "nothing" shows how much. A commit of another process makes main look through the cases anew.',
    ],
    tables,
    measured: onlyFor(
      set!,
      Object.assign({}, ...measured.map(({ company, turns }) => worst(company, turns))),
    ),
  };
};
