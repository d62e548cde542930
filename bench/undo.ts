/** How long an undo takes, in a small practice and in one of 50,000 cases and 20,000 documents, and what a restore point costs. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BackupService, Catalog, inPlaceRunner } from '../packages/backup/src/index.ts';
import {
  createPractice,
  fileSize,
  fillWithSample,
  generationFolder,
  liveGeneration,
  PracticeSession,
  prepareProfile,
  profilePaths,
  type ProfilePaths,
} from '../packages/data/src/index.ts';
import { bigPractice, today } from './lib/big-practice.ts';
import type { Benchmark, BenchmarkContext } from './lib/benchmark.ts';
import { printTable, type Table } from './lib/report.ts';
import { median, milliseconds } from './lib/statistics.ts';

const ROUNDS = 15;

interface Measured {
  readonly name: string;
  readonly cases: number;
  readonly databaseBytes: number;
  readonly undos: readonly number[];
  readonly keep: number;
  readonly list: number;
}

async function smallPractice(paths: ProfilePaths): Promise<void> {
  await prepareProfile(paths);
  await createPractice(paths, { now: new Date(), name: 'Small' });
  const session = new PracticeSession(paths);
  await session.open();
  const size = { seed: 1, cases: 40, documents: 60, bytes: 2_000_000, today: today() };
  await session.use(({ database }) =>
    fillWithSample(paths, database, size, { signal: new AbortController().signal, onProgress: () => {} }),
  );
  session.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function measure(name: string, folder: string): Promise<Measured> {
  const paths = profilePaths(folder);
  await prepareProfile(paths);
  const session = new PracticeSession(paths);
  await session.open();
  const { catalog } = await Catalog.open(paths, new Date());
  const service = new BackupService({
    session,
    catalog,
    runner: inPlaceRunner,
    appVersion: 'bench',
    now: () => new Date(),
    background: { stop: async () => {}, boot: () => {} },
    onTrouble: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  try {
    const { database } = generationFolder(paths, (await liveGeneration(paths))!);
    const databaseBytes = (await fileSize(database))!;
    let generationId: Awaited<ReturnType<typeof service.restorePoints.keep>>['generationId'] | undefined;
    const keep = await timed(async () => ({ generationId } = await service.restorePoints.keep()));
    // As after a restore: a state of its own is live, and "undo" leads to the one before.
    const { generationId: later } = await service.restores.rollBack(generationId!);
    const undos: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      undos.push(await timed(() => service.restores.undo()));
      await service.restores.rollBack(later);
    }
    const list = await timed(() => service.restorePoints.list());
    return { name, cases: (await session.counts()).cases, databaseBytes, undos, keep, list };
  } finally {
    session.close();
    catalog.close();
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function tableOf(measured: readonly Measured[]): Table {
  const [small, big] = measured.map(({ undos }) => median(undos));
  return {
    title: `Undo of a restore, ${ROUNDS} times`,
    head: ['practice', 'cases', 'database', 'undo, median', 'slowest', 'keeping a state', 'listing them'],
    rows: [
      ...measured.map(({ name, cases, databaseBytes, undos, keep, list }) => [
        name,
        String(cases),
        megabytes(databaseBytes),
        milliseconds(median(undos)),
        milliseconds(Math.max(...undos)),
        milliseconds(keep),
        milliseconds(list),
      ]),
      [
        'ratio',
        (measured[1]!.cases / measured[0]!.cases).toFixed(0),
        (measured[1]!.databaseBytes / measured[0]!.databaseBytes).toFixed(0),
        (big! / small!).toFixed(1),
        '',
        (measured[1]!.keep / measured[0]!.keep).toFixed(0),
        '',
      ],
    ],
  };
}

export const undo: Benchmark = async (context: BenchmarkContext) => {
  const template = bigPractice(context);
  const folders = { small: join(context.cache, 'undo-small'), big: join(context.cache, 'undo-big') };
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
  try {
    await smallPractice(profilePaths(folders.small));
    cpSync(template, folders.big, { recursive: true });
    const table = tableOf([await measure('small', folders.small), await measure('big', folders.big)]);
    printTable(table, context.say);
    return { about: 'Undo of a restore', tables: [table] };
  } finally {
    for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
  }
};
