/** Export, verify and restore against Info-ZIP, and against the engine of another checkout (`--previous DIR`). */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineTask } from '@causebook/backup';
import { archivePractice, sets, type ArchiveSet } from './lib/archive-practice.ts';
import type { Benchmark, BenchmarkContext } from './lib/benchmark.ts';
import { buildEngine } from './lib/build-engine.ts';
import { measuredRun, type MeasuredRun } from './lib/measured-run.ts';
import { printTable, writeReport, type Table } from './lib/report.ts';
import { median } from './lib/statistics.ts';

const repository = join(import.meta.dirname, '..');
const ROUNDS = 5;
/** As the app starts its engine; src/main/engine/fork-engine.ts. */
const FLAGS = ['--max-old-space-size=1024', '--max-semi-space-size=2'];

/** One of those that are compared; the first of a comparison is the peer that the others are measured by. */
interface Contender {
  readonly name: string;
  /** Puts away what an earlier run has left. */
  readonly prepare: () => void;
  readonly run: () => MeasuredRun;
}

interface Places {
  readonly set: ArchiveSet;
  readonly profile: string;
  /** The files of the archive, unpacked. */
  readonly tree: string;
  readonly archive: string;
  readonly scratch: string;
}

const fresh = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
};

const liveGeneration = ({ profile }: Places): string =>
  readFileSync(join(profile, 'data/CURRENT'), 'utf8').trim();

const exportTask = (places: Places, destination: string): object => ({
  kind: 'export',
  profile: places.profile,
  generationId: liveGeneration(places),
  backupId: '0190f5a0-0000-7000-8000-000000000001',
  destination,
  fileName: 'causebook.zip',
  options: {
    includeFiles: true,
    includeDatabase: true,
    includeMetadata: true,
    compressionLevel: 6,
    name: '',
    test: false,
  },
  source: 'manual',
  createdAt: '2026-11-20T10:00:00.000Z',
  appVersion: '1.0.0',
});

const stageTask = (places: Places, profile: string): object => ({
  kind: 'stage',
  profile,
  generationId: '20260101-000000-000000',
  filePath: places.archive,
  previewedChecksum: null,
  recordedChecksum: null,
});

const verifyTask = ({ archive }: Places): object => ({
  kind: 'verify',
  filePath: archive,
  expectedChecksum: null,
});

const run = (program: string, task: object): MeasuredRun =>
  measuredRun([process.execPath, ...FLAGS, program, JSON.stringify(task satisfies object as EngineTask)]);

/** The archive that is verified and restored, and its files for the peers; both are proven by foreign tools. */
function preparePlaces(set: ArchiveSet, profile: string, cache: string, program: string): Places {
  const scratch = join(cache, `scratch-${set.name}`);
  const kept = join(scratch, 'kept');
  const places = {
    set,
    profile,
    scratch,
    tree: join(scratch, 'tree'),
    archive: join(kept, 'causebook.zip'),
  };
  fresh(scratch);
  run(program, exportTask(places, kept));
  measuredRun(['unzip', '-tq', places.archive]);
  measuredRun(['unzip', '-q', places.archive, '-d', places.tree]);
  measuredRun(['sha256sum', '-c', '--quiet', '--strict', 'SHA256SUMS'], places.tree);
  return places;
}

type Engines = readonly (readonly [name: string, program: string])[];

function comparisons(places: Places, engines: Engines): Record<string, Contender[]> {
  const out = join(places.scratch, 'out');
  const prepare = (): void => fresh(out);
  const zip = join(out, 'peer.zip');
  const withEach = (task: object): Contender[] =>
    engines.map(([name, program]) => ({ name, prepare, run: () => run(program, task) }));
  return {
    export: [
      {
        name: 'zip -r -6',
        prepare,
        run: () => measuredRun(['zip', '-q', '-r', '-6', zip, '.'], places.tree),
      },
      ...withEach(exportTask(places, out)),
    ],
    verify: [
      { name: 'unzip -t', prepare, run: () => measuredRun(['unzip', '-tq', places.archive]) },
      ...withEach(verifyTask(places)),
    ],
    restore: [
      { name: 'unzip', prepare, run: () => measuredRun(['unzip', '-q', places.archive, '-d', out]) },
      ...withEach(stageTask(places, out)),
    ],
    'restore where the documents are': [
      { name: 'unzip', prepare, run: () => measuredRun(['unzip', '-q', places.archive, '-d', out]) },
      ...engines.map(([name, program]) => ({
        name,
        prepare: () =>
          rmSync(join(places.profile, 'data/generations/20260101-000000-000000'), {
            recursive: true,
            force: true,
          }),
        run: () => run(program, stageTask(places, places.profile)),
      })),
    ],
  };
}

/** Rounds in which all take their turns, forwards and backwards by turns. */
function measure(contenders: readonly Contender[], rounds: number): Map<string, MeasuredRun[]> {
  const runs = new Map<string, MeasuredRun[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
      contender.prepare();
      runs.get(contender.name)!.push(contender.run());
      contender.prepare();
    }
  }
  return runs;
}

const seconds = (value: number): string => `${value.toFixed(2)} s`;

function phasesOf(runs: readonly MeasuredRun[]): string {
  const told = runs.flatMap(({ stdout }) =>
    stdout.startsWith('{') ? [(JSON.parse(stdout) as { phases: Record<string, number> }).phases] : [],
  );
  return Object.keys(told[0] ?? {})
    .map((phase) => `${phase} ${median(told.map((phases) => phases[phase] ?? 0)).toFixed(1)}`)
    .join(', ');
}

function tableOf(title: string, measured: ReadonlyMap<string, readonly MeasuredRun[]>): Table {
  const [peer = []] = measured.values();
  return {
    title,
    head: [
      'what',
      'time (fastest to slowest)',
      'of the peer',
      'processor',
      'of the peer',
      'peak memory',
      'phases, s',
    ],
    rows: [...measured].map(([name, runs]) => {
      const walls = runs.map(({ wall }) => wall);
      const ratio = (figure: 'wall' | 'cpu'): string =>
        median(runs.map((one, round) => one[figure] / peer[round]![figure])).toFixed(2);
      return [
        name,
        `${seconds(median(walls))} (${seconds(Math.min(...walls))} to ${seconds(Math.max(...walls))})`,
        ratio('wall'),
        seconds(median(runs.map(({ cpu }) => cpu))),
        ratio('cpu'),
        `${(Math.max(...runs.map(({ peak }) => peak)) / 1e6).toFixed(0)} MB`,
        phasesOf(runs),
      ];
    }),
  };
}

async function measureSet(
  set: ArchiveSet,
  { context, engines, rounds }: { context: BenchmarkContext; engines: Engines; rounds: number },
): Promise<Table[]> {
  const { cache, say } = context;
  const profile = await archivePractice(set, cache, say);
  const places = preparePlaces(set, profile, cache, engines[0]![1]);
  try {
    return Object.entries(comparisons(places, engines)).map(([what, contenders]) => {
      const table = tableOf(`${set.name}, ${what}: ${set.about}`, measure(contenders, rounds));
      printTable(table, say);
      return table;
    });
  } finally {
    rmSync(places.scratch, { recursive: true, force: true });
  }
}

export const archive: Benchmark = async (context) => {
  const { options, say, name, cache } = context;
  const rounds = Number(options['rounds'] ?? ROUNDS);
  const chosen = (options['sets'] ?? 'M,S').split(',');
  const builds: [string, string][] = [['Causebook', repository]];
  const { previous } = options;
  if (previous !== undefined && existsSync(previous)) builds.push(['Causebook before', previous]);
  const engines: [string, string][] = [];
  for (const [index, [who, folder]] of builds.entries())
    engines.push([who, await buildEngine(folder, join(repository, 'out', `bench-engine-${index}`))]);
  const tables: Table[] = [];
  for (const set of Object.values(sets).filter((each) => chosen.includes(each.name)))
    tables.push(...(await measureSet(set, { context: { ...context, cache }, engines, rounds })));
  const about = `Archives, ${rounds} rounds in turns; the ratio is the median of the rounds' ratios to the first of the table`;
  say(`\nWritten to ${writeReport(name, about, tables)}`);
};
