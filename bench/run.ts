// `npm run bench [-- <what>] [--data DIR] [--rounds N] [--sets M,S] [--previous DIR]`: measures, and writes what was
// found to bench/results/<what>.md. Without a name it measures everything that is compared with other programs.

import '../scripts/lib/require-node.ts';
import { parseArgs } from 'node:util';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Benchmark, BenchmarkContext, Report } from './lib/benchmark.ts';
import { archive } from './archive.ts';
import { diary } from './diary.ts';
import { growth } from './growth.ts';
import { machine, printTable, writeReport } from './lib/report.ts';
import { targetsTable } from './lib/targets.ts';
import { responsive } from './responsive.ts';
import { snapshot } from './snapshot.ts';
import { undo } from './undo.ts';

/** To add one: a file beside this one, and a line here. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  archive,
  diary,
  growth,
  responsive,
  snapshot,
  undo,
};
/** What runs without a name, in this order. */
const together = ['archive', 'responsive', 'snapshot', 'growth'] as const;
/** Their page. */
const TOGETHER = 'all';

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string' },
    rounds: { type: 'string' },
    sets: { type: 'string' },
    previous: { type: 'string' },
  },
  allowPositionals: true,
});
const say = (line: string): void => console.log(line);

async function measure(name: string): Promise<Report> {
  const context: BenchmarkContext = {
    name,
    cache: resolve(values.data ?? join(tmpdir(), 'causebook-bench')),
    options: values,
    say,
  };
  const report = await benchmarks[name]!(context);
  say(`\nWritten to ${writeReport(name, commandOf(name), withTargets(report))}`);
  return report;
}

const commandOf = (name: string): string => ['npm run bench --', name, ...givenOptions()].join(' ');

/** Figures of another number of rounds, or of other data, are other figures. */
const givenOptions = (): string[] =>
  (['rounds', 'sets'] as const).flatMap((option) =>
    values[option] === undefined ? [] : [`--${option} ${values[option]}`],
  );

const withTargets = (report: Report): Report =>
  report.measured === undefined
    ? report
    : { ...report, tables: [...report.tables, targetsTable(report.measured)] };

async function measureTogether(): Promise<void> {
  const reports: Report[] = [];
  for (const name of together) reports.push(await measure(name));
  const measured = Object.assign({}, ...reports.map((report) => report.measured ?? {})) as Record<
    string,
    number
  >;
  const page = {
    about: 'Causebook against other programs',
    notes: reports.flatMap(({ about, notes = [] }) => notes.map((note) => `${about}: ${note}`)),
    tables: [...reports.flatMap(({ tables }) => tables), targetsTable(measured)],
  };
  for (const table of [...page.tables, machine()]) printTable(table, say);
  const command = ['npm run bench', ...(givenOptions().length > 0 ? ['--', ...givenOptions()] : [])].join(
    ' ',
  );
  say(`\nAll of it is in ${writeReport(TOGETHER, command, page)}`);
}

async function run(): Promise<void> {
  const [name, ...more] = positionals;
  if (name === undefined) return measureTogether();
  if (more.length > 0 || !Object.hasOwn(benchmarks, name)) {
    const known = Object.keys(benchmarks).join(' | ');
    throw new Error(
      `There is no benchmark "${positionals.join(' ')}". There are: npm run bench -- <${known}>, and without a name ${together.join(', ')}.`,
    );
  }
  const report = await measure(name);
  if (report.measured) for (const table of [targetsTable(report.measured), machine()]) printTable(table, say);
}

try {
  await run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
