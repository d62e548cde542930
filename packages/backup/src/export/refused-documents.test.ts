/** A disk that does not give a document: the backup is made without it and says so; a disk that gives nothing is a failure. */
import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentPath } from '@causebook/data';
import { describe, expect, test } from 'vitest';
import { addCase, codeOf, jpegLike, noise, office, prose } from '../../test/office.ts';
import { backUpRefused, canRefuse, EACCES, EIO } from '../../test/refusing-disk.ts';
import { MOST_REFUSED } from '../engine/refused-documents.ts';

const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const small = prose('order', 9_000);
const scan = jpegLike('scan', 3_500_000);
const letter = prose('letter', 2_500_000);
const documents = [small, scan, letter, noise('photo', 20_000)];

describe.skipIf(!canRefuse)('one document that the disk does not give', { timeout: 60_000 }, () => {
  test.each([
    ['small', small, EIO],
    ['large and stored', scan, EIO],
    ['large and deflated', letter, EIO],
    ['and may not be opened either', scan, EACCES],
  ])('is left out and named: %s', async (_, content, errno) => {
    const { paths, service } = await office({ documents });
    const told = backUpRefused(paths.root, { files: [sum(content)], errno });
    if (!('metadata' in told)) throw new Error(told.message);
    expect(told.metadata).toMatchObject({ fileCount: 3, documentCount: 4, digest: null });
    expect(told.metadata.missingDocuments).toEqual([{ sha256: sum(content), reason: 'damaged' }]);
    expect(told.warnings).toEqual([expect.stringContaining('1 that the disk does not give')]);
    expect(told.message).toContain('have the disk checked');
    const [backup] = await service.library.list();
    await expect(service.proofs.drill(backup!.backupId)).resolves.toBeTruthy();
    expect(await service.safety({ nextRunAt: null, consecutiveFailures: 0 })).toMatchObject({
      level: 'attention',
      headline: expect.stringContaining('not complete'),
    });
  });

  test('is read once more before that, and then nothing is missing', async () => {
    const { paths } = await office({ documents });
    for (const content of [small, letter]) {
      const told = backUpRefused(paths.root, { files: [sum(content)], errno: EIO, times: 1 });
      expect(told).toMatchObject({ metadata: { missingDocuments: [], fileCount: 4 }, warnings: [] });
    }
  });

  test('comes back from the backup before, which an increment does not need to read it for', async () => {
    const { paths, session, service } = await office({ documents: [scan] });
    await service.exports.exportNow();
    await session.use((practice) => addCase(paths, practice, 'CS 9/2026', [small, letter]));
    const told = backUpRefused(paths.root, { files: [sum(scan), sum(small)], errno: EIO }, 'increment');
    expect(told).toMatchObject({
      metadata: { kind: 'incremental', missingDocuments: [{ sha256: sum(small), reason: 'damaged' }] },
    });
    await rm(documentPath(paths.files, sum(scan)));
    expect(await service.health.heal('all')).toMatchObject({ healedCount: 1, lostCount: 0 });
  });

  test('is not left out of a full backup that is made of archives', async () => {
    const { paths, session, service } = await office({ documents: [scan] });
    await service.exports.exportNow();
    await session.use((practice) => addCase(paths, practice, 'CS 9/2026', [small]));
    const [full] = await service.library.list();
    const increment = await service.exports.exportNow({ base: full!.backupId });
    expect(increment.metadata.kind).toBe('incremental');
    const told = backUpRefused(paths.root, { files: [`/${sum(small)}`], errno: EIO }, 'consolidate');
    expect(told).toMatchObject({ code: 'DEVICE_ERROR' });
    expect(await service.library.list()).toHaveLength(2);
  });
});

describe.skipIf(!canRefuse)('a disk that gives nothing', { timeout: 60_000 }, () => {
  const many = Array.from({ length: MOST_REFUSED + 1 }, (_, index) => noise(`paper ${index}`, 3_000));

  test.each([
    ['DEVICE_ERROR', EIO],
    ['PERMISSION_DENIED', EACCES],
  ])('makes no backup with holes, but fails: %s', async (code, errno) => {
    const { paths, service } = await office({ documents: many });
    const told = backUpRefused(paths.root, { files: ['/data/files/'], errno });
    expect(told).toMatchObject({ code, message: expect.stringContaining(`More than ${MOST_REFUSED}`) });
    expect(await service.library.list()).toEqual([]);
  });

  test('is told from one that gives all but a few', async () => {
    const { paths } = await office({ documents: many });
    const few = many.slice(1).map(sum);
    expect(backUpRefused(paths.root, { files: few, errno: EIO })).toMatchObject({
      metadata: { fileCount: 1 },
    });
  });

  test('fails when it is the database that it does not give', async () => {
    const { paths, service } = await office({ documents });
    const told = backUpRefused(paths.root, { files: ['/temp/'], errno: EIO });
    expect(told).toMatchObject({ code: 'DEVICE_ERROR' });
    expect(await service.library.list()).toEqual([]);
  });
});

test('a store that is gone, or an empty folder in its place, or one with a file of the system, fails the backup and is named', async () => {
  const { paths, service } = await office({ documents });
  const whole = await service.exports.exportNow();
  await rename(paths.files, `${paths.files}-elsewhere`);
  const stray = ['.DS_Store', 'desktop.ini', 'lost+found'];
  const nothing = async (): Promise<void> => {};
  const leaveStray = async (): Promise<void> => {
    for (const name of stray) await writeFile(join(paths.files, name), '');
  };
  for (const prepare of [nothing, () => mkdir(paths.files), leaveStray]) {
    await prepare();
    expect(await codeOf(service.exports.exportNow())).toBe('DEVICE_ERROR');
    await expect(service.exports.exportNow()).rejects.toThrow(paths.files);
  }
  expect(await service.library.list()).toHaveLength(1);
  expect(await service.exports.exportNow({ includeFiles: false })).toMatchObject({ warnings: [] });
  // What it advises: the documents come back, and so do the backups.
  expect(await service.health.heal('all')).toMatchObject({ healedCount: documents.length });
  expect(await service.exports.exportNow()).toMatchObject({
    metadata: { missingDocuments: [], digest: whole.metadata.digest },
  });
});

test('a practice that was restored without its documents is backed up without them, and says so', async () => {
  const elsewhere = await office({ documents });
  const { filePath } = await elsewhere.service.exports.exportNow({ includeFiles: false });
  const { service } = await office({ empty: true });
  await service.restores.restore({ filePath }, null);
  for (const _ of ['once', 'and again']) {
    const { metadata, warnings } = await service.exports.exportNow();
    expect(metadata).toMatchObject({ documentCount: 4, fileCount: 0 });
    expect(warnings).toEqual([expect.stringContaining('4 missing')]);
  }
});
