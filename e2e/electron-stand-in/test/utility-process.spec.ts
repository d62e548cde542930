// utilityProcess.fork: real child processes.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';

const ECHO = `
process.parentPort.on('message', ({ data }) => {
  if (data === 'exit') process.exit(5);
  if (data === 'throw') setTimeout(() => { throw new Error('broken'); });
  process.parentPort.postMessage({ data, args: process.argv.slice(2), type: process.type, env: process.env.OWN });
});
console.log('to stdout');
`;

function childModule(folder: string, text = ECHO): string {
  const file = join(folder, 'child.mjs');
  writeFileSync(file, text);
  return file;
}

test('messages travel both ways, with their types', async ({ launch, folder }) => {
  const { app } = await launch();
  const seen = await app.evaluate(async ({ utilityProcess }, file) => {
    const child = utilityProcess.fork(file, ['--one'], {
      serviceName: 'backup',
      env: { ...process.env, OWN: 'own' },
    });
    const events: string[] = [];
    child.once('spawn', () => events.push(`spawn ${typeof child.pid}`));
    child.postMessage({ at: new Date(3), bytes: new Uint8Array([9]), map: new Map([[1, 2]]) });
    const answer = await new Promise<{ data: { at: Date; bytes: Uint8Array; map: Map<number, number> } }>(
      (resolve) => child.once('message', resolve),
    );
    const { data, ...rest } = answer;
    const exit = new Promise((resolve) => child.once('exit', resolve));
    child.postMessage('exit');
    const types = [data.at.getTime(), data.bytes[0], data.map.get(1)];
    return { types, rest, events, code: await exit, pid: child.pid };
  }, childModule(folder));
  expect(seen).toEqual({
    types: [3, 9, 2],
    rest: { args: ['--one'], type: 'utility', env: 'own' },
    events: ['spawn number'],
    code: 5,
    pid: undefined,
  });
});

test('messages sent before the child listens are kept', async ({ launch, folder }) => {
  const { app } = await launch();
  const late = `setTimeout(() => process.parentPort.on('message', ({ data }) => process.parentPort.postMessage(data)), 300)`;
  const answers = await app.evaluate(
    async ({ utilityProcess }, file) => {
      const child = utilityProcess.fork(file);
      const got: unknown[] = [];
      child.postMessage(1);
      child.postMessage(2);
      await new Promise<void>((resolve) => {
        child.on('message', (message) => {
          got.push(message);
          if (got.length === 2) resolve();
        });
      });
      child.kill();
      return got;
    },
    childModule(folder, late),
  );
  expect(answers).toEqual([1, 2]);
});

test('a killed child reports its end', async ({ launch, folder }) => {
  const { app } = await launch();
  const seen = await app.evaluate(async ({ utilityProcess }, file) => {
    const child = utilityProcess.fork(file, [], { stdio: 'ignore' });
    await new Promise<void>((resolve) => child.once('spawn', resolve));
    const exit = new Promise((resolve) => child.once('exit', resolve));
    return [child.kill(), await exit, child.kill()];
  }, childModule(folder));
  expect(seen).toEqual([true, 15, false]);
});

test('a child that throws ends with a failure', async ({ launch, folder }) => {
  const { app } = await launch();
  const code = await app.evaluate(async ({ utilityProcess }, file) => {
    const child = utilityProcess.fork(file, [], { stdio: 'ignore' });
    child.postMessage('throw');
    return new Promise((resolve) => child.once('exit', resolve));
  }, childModule(folder));
  expect(code).toBe(1);
});

test('its output can be read', async ({ launch, folder }) => {
  const { app } = await launch();
  const text = await app.evaluate(async ({ utilityProcess }, file) => {
    const child = utilityProcess.fork(file, [], { stdio: 'pipe' });
    const data = await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill();
    return String(data);
  }, childModule(folder));
  expect(text).toBe('to stdout\n');
});

test('no child outlives its app, even a killed one', async ({ launch, folder }) => {
  const { app, process: main } = await launch();
  const pid = await app.evaluate(
    async ({ utilityProcess }, file) => {
      const child = utilityProcess.fork(file, [], { stdio: 'ignore' });
      await new Promise<void>((resolve) => child.once('spawn', resolve));
      return child.pid ?? 0;
    },
    childModule(folder, 'setInterval(() => undefined, 1000)'),
  );
  const ended = app.waitForEvent('close');
  main.kill('SIGKILL');
  await ended;
  await expect
    .poll(() => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    })
    .toBe(false);
});
