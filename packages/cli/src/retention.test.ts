/** Which backups are kept, from the command line. */
import { join } from 'node:path';
import { Catalog } from '@causebook/backup';
import { defaultRetention } from '@causebook/contracts';
import { generationFolder, liveGeneration, openDatabase, profilePaths } from '@causebook/data';
import { expect, test } from 'vitest';
import { json, run, tempFolder } from '../test/run.ts';

/** Three backups made by hand, under a policy that keeps only the latest. */
async function withBackups() {
  const data = join(await tempFolder(), 'profile');
  await json('--data', data, 'sample', '--cases', '6', '--documents', '5', '--bytes', '300000');
  const ids: string[] = [];
  for (let index = 0; index < 3; index += 1) ids.push((await json('--data', data, 'export')).backupId);
  const { catalog } = await Catalog.open(profilePaths(data), new Date());
  const none = { keepDays: 0, keepHourly: 0, keepDaily: 0, keepWeekly: 0, keepMonthly: 0, keepYearly: 0 };
  const policy = { ...defaultRetention, includeManual: true, keepLast: 1, ...none };
  await catalog.putSetting('retention', JSON.stringify(policy));
  catalog.close();
  const causebook = (...args: string[]) => json('--data', data, ...args);
  return { data, ids, causebook, left: async () => (await causebook('list')).backups.length };
}

test('prune says which would go, waits for a proof, and then removes them', async () => {
  const { ids, causebook, left } = await withBackups();
  expect(await causebook('prune')).toMatchObject({ exit: 1, code: 'PRUNING_HELD' });
  await causebook('drill', ids[2]!);
  expect(await causebook('prune', '--dry-run')).toMatchObject({
    exit: 0,
    dryRun: true,
    removed: [{ backupId: ids[0] }, { backupId: ids[1] }],
    message: expect.stringMatching(/^2 old backups would be removed;/),
  });
  expect(await left()).toBe(3);
  expect(await causebook('prune')).toMatchObject({ exit: 0, dryRun: false, removed: { length: 2 } });
  expect(await left()).toBe(1);
});

test('a protected backup is neither pruned nor deleted, until it is protected no more', async () => {
  const { data, ids, causebook } = await withBackups();
  await causebook('drill', ids[2]!);
  expect(await causebook('protect', ids[0]!)).toMatchObject({
    exit: 0,
    backup: { protection: { by: 'person' } },
  });
  expect((await run('--data', data, 'list')).stdout).toContain('(protected)');
  expect(await causebook('prune')).toMatchObject({ removed: [{ backupId: ids[1] }] });
  expect(await causebook('delete', ids[0]!, '--yes')).toMatchObject({ exit: 1, code: 'PROTECTED' });
  await causebook('unprotect', ids[0]!);
  expect(await causebook('delete', ids[0]!, '--yes')).toMatchObject({ exit: 0 });
});

test('an export can be protected from the beginning', async () => {
  const { causebook } = await withBackups();
  const { backupId } = await causebook('export', '--protect');
  expect(await causebook('delete', backupId, '--yes')).toMatchObject({ code: 'PROTECTED' });
});

test('a backup that holds much less than the one before says so, once', async () => {
  const { data } = await withBackups();
  const database = openDatabase(
    generationFolder(profilePaths(data), (await liveGeneration(profilePaths(data)))!).database,
  );
  database.exec('DELETE FROM hearings');
  database.close();
  expect((await run('--data', data, 'export')).stderr).toContain('holds 0 hearings; the one before it held');
  expect((await run('--data', data, 'export')).stderr).not.toContain('hearings');
});
