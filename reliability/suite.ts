/** Runs the tests of the suite that are asked for and prints one line for every figure. Started by run.ts. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Context } from './context.ts';
import { printed, type Line } from './line.ts';
import { clocks } from './tests/clocks.ts';
import { fullDisk } from './tests/full-disk.ts';
import { healing } from './tests/healing.ts';
import { hostileArchives } from './tests/hostile-archives.ts';
import { hostileIncrements } from './tests/hostile-increments.ts';
import { incrementMutations } from './tests/increment-mutations.ts';
import { increments } from './tests/increments.ts';
import { liveWriters } from './tests/live-writers.ts';
import { mutationTests } from './tests/mutations.ts';
import { nested } from './tests/nested.ts';
import { powerCut } from './tests/power-cut.ts';
import { processFaults } from './tests/process-faults.ts';
import { retention } from './tests/retention.ts';
import { refusedReads } from './tests/refused-reads.ts';
import { repair } from './tests/repair.ts';
import { sequences } from './tests/sequences.ts';
import { staleWal } from './tests/stale-wal.ts';
import { twoInstances } from './tests/two-instances.ts';

type Test = (context: Context) => Promise<Line[]>;

/** In the order in which they run. */
const tests: Readonly<Record<string, Test>> = {
  'process-faults': processFaults,
  'refused-reads': refusedReads,
  nested,
  'power-cut': powerCut,
  'full-disk': fullDisk,
  mutations: mutationTests,
  'increment-mutations': incrementMutations,
  attacks: hostileArchives,
  'increment-attacks': hostileIncrements,
  'live-writers': liveWriters,
  'two-instances': twoInstances,
  'stale-wal': staleWal,
  healing,
  sequences,
  retention,
  clocks,
  repair,
  increments,
};

const { values } = parseArgs({
  options: {
    workspace: { type: 'string', default: '' },
    driver: { type: 'string', default: '' },
    shim: { type: 'string', default: '' },
    only: { type: 'string', multiple: true, default: [] },
    except: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
    focus: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    results: { type: 'string', default: '' },
  },
});

const unknown = [...values.only, ...values.except].filter((name) => !(name in tests));
if (unknown.length > 0)
  throw new Error(`There is no test ${unknown.join(', ')}; there are ${Object.keys(tests).join(', ')}.`);

const lines: (Line & { readonly test: string })[] = [];
const chosen = Object.entries(tests).filter(
  ([name]) => (values.only.length === 0 || values.only.includes(name)) && !values.except.includes(name),
);
for (const [name, test] of chosen) {
  const workspace = await mkdtemp(join(values.workspace, `${name}-`));
  const started = performance.now();
  const found = await test({
    workspace,
    driver: values.driver,
    shim: values.shim === '' ? null : values.shim,
    isQuick: values.quick,
    focus: values.focus,
    seed: Number(values.seed),
    jobs: Number(values.jobs),
    say: (text) => process.stderr.write(`  ${text}\n`),
  });
  for (const line of found) console.log(printed(line));
  lines.push(...found.map((line) => ({ test: name, ...line })));
  process.stderr.write(`  ${name}: ${Math.round((performance.now() - started) / 1000)} s\n`);
  await rm(workspace, { recursive: true, force: true });
}
if (values.results !== '') await writeFile(values.results, `${JSON.stringify(lines, null, 2)}\n`);
process.exitCode = lines.length > 0 && lines.every(({ passed }) => passed) ? 0 : 1;
