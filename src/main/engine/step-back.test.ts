import { execFileSync } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Has threads of its own already, steps back, begins another one, and prints the priority of each. */
const program = `
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { stepBack } from ${JSON.stringify(join(import.meta.dirname, 'step-back.ts'))};
await readFile('/proc/self/stat');
stepBack();
const worker = new Worker('setInterval(() => {}, 1000)', { eval: true, execArgv: [] });
await new Promise((resolve) => worker.once('online', resolve));
const niceOf = (id) => Number(readFileSync(\`/proc/self/task/\${id}/stat\`, 'utf8').split(') ')[1].split(' ')[16]);
console.log(JSON.stringify(readdirSync('/proc/self/task').map(niceOf)));
process.exit();
`;

test.runIf(process.platform === 'linux')('every thread of the process steps back, not only the first', () => {
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  const priorities = JSON.parse(printed) as number[];
  expect(priorities.length).toBeGreaterThan(4);
  expect(new Set(priorities)).toEqual(new Set([constants.priority.PRIORITY_BELOW_NORMAL]));
});
