// `npm run bench -- <what> [--data DIR]`: measures the built app and writes what was found to bench/results/<what>.md.

import '../scripts/lib/require-node.ts';
import { parseArgs } from 'node:util';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Benchmark } from './lib/benchmark.ts';
import { archive } from './archive.ts';
import { diary } from './diary.ts';
import { undo } from './undo.ts';

/** To add one: a file beside this one, and a line here. */
const benchmarks: Readonly<Record<string, Benchmark>> = { archive, diary, undo };

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      data: { type: 'string' },
      rounds: { type: 'string' },
      sets: { type: 'string' },
      previous: { type: 'string' },
    },
    allowPositionals: true,
  });
  const [name = ''] = positionals;
  const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
  if (benchmark === undefined || positionals.length > 1) {
    throw new Error(`npm run bench -- <${Object.keys(benchmarks).join(' | ')}> [--data DIR]`);
  }
  await benchmark({
    name,
    cache: resolve(values.data ?? join(tmpdir(), 'causebook-bench')),
    options: values,
    say: (line) => console.log(line),
  });
}

try {
  await run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
