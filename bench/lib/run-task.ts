// Runs one task of the engine and prints what took how long: `node run-task.mjs <task>`. Built by build-engine.ts, which
// says whose engine it is.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inPlaceRunner, type EngineTask } from 'measured-engine';

const worker = join(import.meta.dirname, 'worker.mjs');
const began = performance.now();
const phases: [phase: string, at: number][] = [];
const result = await inPlaceRunner.run(JSON.parse(process.argv[2] ?? '') as EngineTask, {
  signal: new AbortController().signal,
  onProgress: ({ phase }) => {
    if (phases.at(-1)?.[0] !== phase) phases.push([phase, performance.now()]);
  },
  threads: { entry: existsSync(worker) ? worker : null },
  isAlone: true,
});
const ended = performance.now();
const seconds = Object.fromEntries(
  phases.map(([phase, at], index) => [phase, ((phases[index + 1]?.[1] ?? ended) - at) / 1000]),
);
console.log(JSON.stringify({ seconds: (ended - began) / 1000, phases: seconds, result }));
