/** `check` and `heal` from the outside. */
import { readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { profilePaths } from '@causebook/data';
import { expect, test } from 'vitest';
import { json, run, tempFolder } from '../test/run.ts';

async function sampled(): Promise<string> {
  const data = join(await tempFolder(), 'profile');
  await json('--data', data, 'sample', '--cases', '4', '--documents', '4', '--bytes', '200000');
  return data;
}
async function documentsOf(data: string): Promise<string[]> {
  const { files } = profilePaths(data);
  const all = await readdir(files, { recursive: true });
  return all.filter((name) => name.length > 60).map((name) => join(files, name));
}

test('a practice that is well exits with 0 and says what was looked at', async () => {
  const data = await sampled();
  expect(await json('--data', data, 'check')).toMatchObject({
    exit: 0,
    success: true,
    report: { failedChecks: 0 },
  });
  const { exit, stdout } = await run('--data', data, 'check', '--thorough');
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^ok {7}database {2}The database of the practice/);
  expect(stdout).toMatch(/All 14 checks passed\.\n$/);
});

test('a damaged document exits with 1, is brought back from a backup, and exits with 0 again', async () => {
  const data = await sampled();
  await json('--data', data, 'export');
  const { digest } = await json('--data', data, 'digest');
  const [gone, changed] = await documentsOf(data);
  await unlink(gone!);
  const bytes = await readFile(changed!);
  bytes[9]! ^= 1;
  await writeFile(changed!, bytes);
  const found = await json('--data', data, 'check', '--thorough');
  expect(found).toMatchObject({ exit: 1, success: false, report: { failedChecks: 2 } });
  expect((await run('--data', data, 'check')).stdout).toMatch(/PROBLEM {2}documents-present .*\n {9}\S/);
  expect(await json('--data', data, 'heal')).toMatchObject({
    exit: 0,
    success: true,
    healedCount: 2,
    lostCount: 0,
  });
  expect(await json('--data', data, 'check', '--thorough')).toMatchObject({ exit: 0, success: true });
  expect((await json('--data', data, 'digest')).digest).toBe(digest);
});

test('a document that is in no backup exits with 1 and is named', async () => {
  const data = await sampled();
  const [gone] = await documentsOf(data);
  await unlink(gone!);
  const { exit, stdout } = await run('--data', data, 'heal');
  expect(exit).toBe(1);
  expect(stdout).toMatch(/1 document is in no backup that can be reached/);
  expect(stdout).toMatch(/^lost {2}\S/m);
});
