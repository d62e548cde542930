/** Trial restores: what they prove, what they find, and that they are in nobody's way. */
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import type { BackupId } from '@causebook/contracts';
import { exists } from '@causebook/data';
import { expect, test } from 'vitest';
import type { BackupServiceParts } from '../index.ts';
import { craftBackup, craftZip } from '../../test/crafted-zip.ts';
import { codeOf, jpegLike, office, prose, type Office } from '../../test/office.ts';

const documents = [jpegLike('scan', 40_000), prose('order', 5_000)];

const drillOf = async ({ service }: Office, backupId: BackupId) =>
  (await service.library.get(backupId)).drill;
const inTemp = async ({ paths }: Office): Promise<string[]> =>
  (await exists(paths.temp)) ? readdir(paths.temp) : [];

test('a backup is proven restorable, and says what came back and how long that took', async () => {
  const place = await office({ cases: 3, documents });
  const { backupId } = await place.service.exports.exportNow();
  expect(await drillOf(place, backupId)).toBeNull();
  const before = await place.digest();
  const { drill, message } = await place.service.proofs.drill(backupId);
  expect(message).toMatch(
    /^Restored on trial: 3 cases, 3 hearings and 2 documents, in under a second\. Every entry and every document is as it was/,
  );
  expect(await drillOf(place, backupId)).toEqual(drill);
  expect(drill).toMatchObject({ outcome: 'proven', documents: 2, counts: { cases: 3 } });
  expect(await place.digest()).toBe(before);
  expect(await inTemp(place)).toEqual([]);
  expect(await place.service.history(1)).toMatchObject([{ kind: 'drill', status: 'completed' }]);
});

test('one flipped bit anywhere makes the drill fail, and that stays with the backup', async () => {
  const place = await office({ documents });
  const { backupId, filePath } = await place.service.exports.exportNow();
  await place.service.proofs.drill(backupId);
  const bytes = await readFile(filePath);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  await writeFile(filePath, bytes);
  expect(await codeOf(place.service.proofs.drill(backupId))).toBe('FILE_CORRUPTION');
  expect(await drillOf(place, backupId)).toMatchObject({ outcome: 'failed' });
  expect((await place.service.safety({ nextRunAt: null, consecutiveFailures: 0 })).level).toBe('danger');
  expect(await inTemp(place)).toEqual([]);
});

test('a backup that verifies and cannot be restored is found: its database is none', async () => {
  const place = await office({ documents });
  const { backupId, filePath } = await place.service.exports.exportNow();
  const lying = craftBackup([
    { name: 'database.sqlite', content: prose('no database', 9000), deflate: true },
  ]);
  await writeFile(filePath, craftZip(lying));
  await rm(`${filePath}.sha256`);
  await place.catalog.forgetBackup(backupId);
  await place.service.library.rebuild();
  const [found] = await place.service.library.list();
  await place.service.proofs.verify({ backupId: found!.backupId });
  expect(await codeOf(place.service.proofs.drill(found!.backupId))).toBe('FILE_CORRUPTION');
});

test('a backup without documents is proven as far as it goes', async () => {
  const place = await office({ documents });
  const { backupId } = await place.service.exports.exportNow({ includeFiles: false });
  const { message } = await place.service.proofs.drill(backupId);
  expect(message).toContain('2 documents had not been in it from the beginning.');
});

test('a drill that nobody asked for gives way, leaves no trace, and is due again', async () => {
  const begun = Promise.withResolvers<void>();
  const onProgress: BackupServiceParts['onProgress'] = (progress) => {
    if (progress?.kind === 'drill') begun.resolve();
  };
  const place = await office({ documents, parts: { onProgress } });
  const { backupId } = await place.service.exports.exportNow();
  const drilling = codeOf(place.service.proofs.drill(backupId, { source: 'system' }));
  await begun.promise;
  await place.service.exports.exportNow();
  expect(await drilling).toBe('CANCELLED');
  expect(await inTemp(place)).toEqual([]);
  expect((await place.service.history(9)).map(({ kind }) => kind)).toEqual(['export', 'export']);
  expect(await place.service.proofs.nextDrill()).not.toBeNull();
});

test('one that was asked for does not give way', async () => {
  const begun = Promise.withResolvers<void>();
  const place = await office({
    documents,
    parts: { onProgress: (progress) => progress?.kind === 'drill' && begun.resolve() },
  });
  const { backupId } = await place.service.exports.exportNow();
  const drilling = place.service.proofs.drill(backupId);
  await begun.promise;
  expect(await codeOf(place.service.exports.exportNow())).toBe('BUSY');
  await drilling;
});

test('verifying all tells which backups are bad', async () => {
  const place = await office({ documents });
  const [good, bad] = [await place.service.exports.exportNow(), await place.service.exports.exportNow()];
  await writeFile(bad.filePath, (await readFile(bad.filePath)).subarray(0, -1));
  const result = await place.service.proofs.verifyAll();
  expect(result).toMatchObject({ good: 1, bad: [expect.stringContaining(bad.filePath.split('/').at(-1)!)] });
  expect((await place.service.library.get(good.backupId)).verification?.outcome).toBe('good');
  expect((await place.service.library.get(bad.backupId)).verification?.outcome).toBe('bad');
});
