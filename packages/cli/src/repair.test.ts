/** causebook repair: a look first, then a new state; the damaged one stays. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { json, run, tempFolder } from '../test/run.ts';

test('repair looks, tells what can be done, and salvages only when it is told to', async () => {
  const data = join(await tempFolder(), 'profile');
  await json('--data', data, 'sample', '--cases', '6', '--documents', '5', '--bytes', '300000');
  const before = await json('--data', data, 'counts');
  const live = (await readFile(join(data, 'data', 'CURRENT'), 'utf8')).trim();
  const file = join(data, 'data', 'generations', live, 'database.sqlite');
  writeFileSync(file, readFileSync(file).fill(0, 0, 100));
  const damaged = readFileSync(file);
  const look = await json('--data', data, 'repair');
  expect(look).toMatchObject({ success: true, damage: { kind: 'head' }, canExamine: true });
  expect((await run('--data', data, 'repair', '--rung', 'salvage')).exit).toBe(2);
  expect((await run('--data', data, 'repair', '--rung', 'magic', '--yes')).exit).toBe(2);
  expect((await run('--data', data, 'repair', '--rung', 'reindex', '--yes')).exit).toBe(3);
  expect(readFileSync(file)).toEqual(damaged);
  const { stdout, exit } = await run('--data', data, 'repair', '--rung', 'salvage', '--yes');
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^Recovered \d+ of at least \d+ entries\./);
  expect(await json('--data', data, 'counts')).toMatchObject({ cases: before['cases'] });
  expect(readFileSync(file)).toEqual(damaged);
});
