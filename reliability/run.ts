/** `npm run reliability`: builds the suite and the shim, runs the tests, and tells one line for every figure. */
import '../scripts/lib/require-node.ts';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureTestTools } from '../scripts/lib/test-tools.ts';
import { buildSuite } from './build.ts';
import { all, printed, type Line } from './line.ts';
import { writeSentence } from './sentence.ts';
import { trials, type Trial } from './seeded-bugs.ts';

const repository = join(import.meta.dirname, '..');
const built = join(repository, 'out', 'reliability');

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
    focus: { type: 'string', default: '' },
    seed: { type: 'string', default: String(1 + (Date.now() % 1_000_000)) },
    jobs: { type: 'string', default: '2' },
    results: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
});

function compileShim(): string {
  const library = join(built, 'fault-shim.so');
  if (process.platform !== 'linux') return '';
  const source = join(import.meta.dirname, 'shim', 'fault-shim.c');
  const { status, error } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], {
    stdio: 'inherit',
  });
  return status === 0 && !error ? library : '';
}

/** Memory is faster than a disk, and nothing here needs to outlive the run; the power cut brings its own disk. */
const temporary = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** @returns whether every line passed */
async function runSuite(folder: string, extra: readonly string[], quiet = false): Promise<boolean> {
  const workspace = mkdtempSync(join(temporary, 'causebook-reliability-'));
  try {
    const suite = spawn(
      process.execPath,
      [
        join(folder, 'suite.mjs'),
        `--workspace=${workspace}`,
        `--driver=${join(folder, 'driver.mjs')}`,
        `--shim=${shim}`,
        `--seed=${values.seed}`,
        `--jobs=${values.jobs}`,
        ...extra,
      ],
      {
        stdio: quiet ? 'ignore' : 'inherit',
        env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compile-cache') },
      },
    );
    const [status] = (await once(suite, 'close')) as [number | null];
    return status === 0;
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** Nearly half of everything, so that it runs beside the rest: each by itself leaves half of two cores idle. */
const LONGEST = 'process-faults';

/** Everything, or a part of it; what was found is in `results`. @returns whether every line passed */
async function runTests(tests: readonly string[], results: string): Promise<boolean> {
  const options = [...(values.quick ? ['--quick'] : []), `--focus=${values.focus}`];
  const lanes =
    tests.length > 0
      ? [tests.map((name) => `--only=${name}`)]
      : [[`--only=${LONGEST}`], [`--except=${LONGEST}`]];
  const files = lanes.map((_, lane) => `${results}.${lane}`);
  const passed = await Promise.all(
    lanes.map((lane, index) => runSuite(built, [`--results=${files[index]}`, ...options, ...lane])),
  );
  const lines = files.flatMap((file) => (existsSync(file) ? linesIn(file) : []));
  writeFileSync(results, `${JSON.stringify(lines, null, 2)}\n`);
  for (const file of files) rmSync(file, { force: true });
  return passed.every(Boolean);
}

const linesIn = (file: string): Line[] => JSON.parse(readFileSync(file, 'utf8')) as Line[];

/** In a run of everything so many are tried, others with each seed; `--only seeded-bugs` tries all. */
const BUGS_AT_ONCE = 20;

const someOf = (bugs: readonly Trial[], seed: number): readonly Trial[] =>
  bugs.filter((_, index) => (index + seed) % Math.ceil(bugs.length / BUGS_AT_ONCE) === 0);

/** Plants each bug in a build of its own and sees whether the suite finds it. */
async function tryBugs(chosen: readonly Trial[]): Promise<Line[]> {
  let caught = 0;
  for (const trial of chosen) {
    const folder = `${built}-bug`;
    await buildSuite(folder, trial);
    const isCaught = !(await runSuite(
      folder,
      [...(trial.isFull ? [] : ['--quick']), `--only=${trial.only}`, `--focus=${trial.focus ?? ''}`],
      true,
    ));
    if (isCaught) caught += 1;
    process.stderr.write(`  ${isCaught ? 'caught' : 'NOT CAUGHT'}: ${trial.name}\n`);
    rmSync(folder, { recursive: true, force: true });
  }
  return [all('seeded bugs: caught', caught, chosen.length)];
}

console.log(`seed ${values.seed}`);
ensureTestTools(console.log, ['unzip', 'sqlite3', 'cc', 'mkfs.ext4', 'mkfs.xfs']);
await buildSuite(built);
const shim = compileShim();
const results = values.results === '' ? join(built, 'results.json') : values.results;
const isForBugs = values.only.includes('seeded-bugs');
const tests = values.only.filter((name) => name !== 'seeded-bugs');
let passed = true;
let bugLines: readonly Line[] = [];
rmSync(results, { force: true });
if (tests.length > 0 || !isForBugs) passed = await runTests(tests, results);
if (isForBugs || (values.only.length === 0 && !values.quick)) {
  const wanted = trials.filter(({ name }) => name.includes(values.focus));
  bugLines = await tryBugs(isForBugs ? wanted : someOf(wanted, Number(values.seed)));
  for (const line of bugLines) console.log(printed(line));
  passed &&= bugLines.every((line) => line.passed);
}
if (values.write) {
  writeSentence(join(repository, 'README.md'), [...linesIn(results), ...bugLines], trials.length);
}
process.exitCode = passed ? 0 : 1;
