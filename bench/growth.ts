/** How cost grows: with the bytes of a practice, in few large documents, and with their number, in small ones. */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildEngines } from './archive/engines.ts';
import { archivePractice, type ArchiveSet } from './lib/archive-practice.ts';
import { roundsOf, type Benchmark, type BenchmarkContext } from './lib/benchmark.ts';
import { extentOf, fresh } from './lib/files.ts';
import { printTable, type Table } from './lib/report.ts';
import { archiveName, exportTask, outputOf, runTask, stageTask, verifyTask } from './lib/run-engine.ts';
import { median } from './lib/statistics.ts';
import { peakKey } from './lib/targets.ts';
import { megabytes, peakOf, seconds, takeTurns, timesOf, type Step, type Turns } from './lib/turns.ts';

const ROUNDS = 3;
const GIGABYTES = [1, 3, 10];
const COUNTS = [1_000, 10_000, 100_000];
/** With `--sets T` everything is so much smaller, to try it. */
const TRIAL = 0.01;
/** Twenty to a gigabyte, so that shares of scans and texts are the same in all. */
const LARGE = 50e6;

/** A row of sizes, and in what its cost is told. */
interface Series {
  readonly title: string;
  readonly unit: string;
  readonly sizes: readonly { readonly label: string; readonly units: number; readonly set: ArchiveSet }[];
}

const large = (scale: number): Series => ({
  title: `More bytes, in documents of ${(LARGE * scale) / 1e6} MB`,
  unit: 'GB',
  sizes: GIGABYTES.map((gigabytes) => ({
    label: `${gigabytes * scale} GB`,
    units: gigabytes * scale,
    set: {
      name: `growth-${gigabytes * scale}-GB`,
      about: `${gigabytes * scale} GB in large documents`,
      documents: gigabytes * 20,
      bytes: [LARGE * scale, LARGE * scale],
      scans: 0.85,
      databaseBytes: 1e6,
    },
  })),
});

const many = (scale: number): Series => ({
  title: 'More documents, of 1 to 8 kB',
  unit: '1,000 documents',
  sizes: COUNTS.map((count) => count * scale).map((count) => ({
    label: `${count.toLocaleString('en')} documents`,
    units: count / 1000,
    set: {
      name: `growth-${count}-documents`,
      about: `${count.toLocaleString('en')} small documents`,
      documents: count,
      bytes: [1_000, 8_000],
      scans: 0.5,
      databaseBytes: 0,
    },
  })),
});

function stepsOn(profile: string, scratch: string, program: string, set: ArchiveSet): Step[] {
  const kept = join(scratch, 'kept');
  const out = join(scratch, 'out');
  const archive = join(kept, archiveName(1));
  return [
    {
      comparison: 'growth',
      name: 'export',
      before: () => fresh(kept),
      run: () => runTask(program, exportTask(profile, kept)),
      prove: () => statSync(archive).size,
    },
    {
      comparison: 'growth',
      name: 'verify',
      run: () => runTask(program, verifyTask(archive, true)),
      prove: (measured) => {
        const { entries = 0 } = outputOf(measured).result;
        if (entries <= set.documents) throw new Error(`Only ${entries} entries were verified.`);
        return NaN;
      },
    },
    {
      comparison: 'growth',
      name: 'restore',
      before: () => fresh(out),
      run: () => runTask(program, stageTask(out, archive, profile)),
      prove: () => {
        const { files, bytes } = extentOf(out);
        if (files <= set.documents) throw new Error(`Only ${files} files were restored.`);
        return bytes;
      },
    },
  ];
}

/** One size: its practice is made, measured and removed. */
async function measureSize(
  set: ArchiveSet,
  { cache, say }: BenchmarkContext,
  { program, rounds }: { program: string; rounds: number },
): Promise<Turns> {
  const scratch = join(cache, 'scratch-growth');
  fresh(scratch);
  try {
    const profile = await archivePractice(set, scratch, say);
    say(`Measuring ${set.about} …`);
    return takeTurns([{ prepare: () => {}, steps: stepsOn(profile, scratch, program, set) }], rounds);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function measureSeries(
  { title, unit, sizes }: Series,
  context: BenchmarkContext,
  engine: { program: string; rounds: number },
): Promise<{ table: Table; peaks: ReadonlyMap<string, number> }> {
  const rows = new Map<string, string[][]>();
  const peaks = new Map<string, number>();
  const before = new Map<string, { readonly units: number; readonly wall: number }>();
  for (const { label, units, set } of sizes) {
    const turns = (await measureSize(set, context, engine)).get('growth')!;
    peaks.set(label, Math.max(...[...turns.values()].map(peakOf)));
    for (const [operation, runs] of turns) {
      const walls = runs.map(({ wall }) => wall);
      const wall = median(walls);
      const smaller = before.get(operation);
      const further = smaller ? seconds((wall - smaller.wall) / (units - smaller.units)) : '';
      const row = [operation, label, timesOf(walls), seconds(wall / units), further, megabytes(peakOf(runs))];
      before.set(operation, { units, wall });
      rows.set(operation, [...(rows.get(operation) ?? []), row]);
    }
  }
  const head = ['what', 'of', 'time (fastest to slowest)', `per ${unit}`, 'for each further', 'peak memory'];
  return { table: { title, head, rows: [...rows.values()].flat() }, peaks };
}

export const growth: Benchmark = async (context) => {
  const { options, say } = context;
  const rounds = roundsOf(context, ROUNDS);
  const scale = options['sets'] === 'T' ? TRIAL : 1;
  const [{ program }] = await buildEngines();
  const tables: Table[] = [];
  const measured: Record<string, number> = {};
  for (const series of [large(scale), many(scale)]) {
    const { table, peaks } = await measureSeries(series, context, { program, rounds });
    for (const [label, bytes] of peaks) measured[peakKey(label)] = bytes / 1e6;
    printTable(table, say);
    tables.push(table);
  }
  return {
    about: 'How cost grows',
    notes: [
      `${rounds} rounds. "For each further" is what was added to the row above, for each unit more: where it stays the same, cost is linear.`,
    ],
    tables,
    measured,
  };
};
