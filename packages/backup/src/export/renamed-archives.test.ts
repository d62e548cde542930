/** A base that somebody has renamed is found by what it is; nothing is believed for its name. */
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ExportResult } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { ArchiveSet } from '../archive/archive-set.ts';
import { addCase, codeOf, jpegLike, office, prose, tempFolder, type Office } from '../../test/office.ts';

const documents = [jpegLike('scan', 40_000), prose('order', 5_000)];

async function fullAndIncrement(): Promise<{ place: Office; full: ExportResult; increment: ExportResult }> {
  const place = await office({ cases: 400, documents });
  const full = await place.service.exports.exportNow();
  await place.session.use((practice) =>
    addCase(place.paths, practice, 'CS 9/2027', [jpegLike('new', 9_000)]),
  );
  return { place, full, increment: await place.service.exports.exportNow({ base: full.backupId }) };
}

test('a base that was renamed where it lies is found, for a trial restore and for a real one', async () => {
  const { place, full, increment } = await fullAndIncrement();
  const before = await place.digest();
  await rename(full.filePath, join(dirname(full.filePath), 'Old backup (keep!).ZIP'));
  const { drill } = await place.service.proofs.drill(increment.backupId);
  expect(drill.outcome).toBe('proven');
  await place.session.use((practice) => addCase(place.paths, practice, 'CS 10/2027'));
  await place.service.restores.restore({ backupId: increment.backupId }, null);
  expect(await place.digest()).toBe(before);
});

test('whoever looks for one for long tells that it is at work', async () => {
  const { full, increment } = await fullAndIncrement();
  await rename(full.filePath, join(dirname(full.filePath), 'renamed.zip'));
  let told = 0;
  const set = await ArchiveSet.open(increment.filePath, [], new AbortController().signal, () => (told += 1));
  await set.close();
  // Of each archive in the folder, and of the bytes of the one that is read whole.
  expect(told).toBeGreaterThanOrEqual(3);
});

test('on another computer it is found beside the increment, and a full backup can be made of both', async () => {
  const { place, full, increment } = await fullAndIncrement();
  const folder = await tempFolder();
  await copyFile(full.filePath, join(folder, '2026 base.zip'));
  await copyFile(increment.filePath, join(folder, 'the last one.zip'));
  const other = await office({ empty: true });
  await other.service.restores.restore({ filePath: join(folder, 'the last one.zip') }, null);
  expect(await other.digest()).toBe(await place.digest());
});

test('another backup under its name is not taken, and the right one under another name is', async () => {
  const { place, full, increment } = await fullAndIncrement();
  const later = await place.service.exports.exportNow();
  await rename(full.filePath, join(dirname(full.filePath), 'renamed.zip'));
  await copyFile(later.filePath, full.filePath);
  expect((await place.service.proofs.drill(increment.backupId)).drill.outcome).toBe('proven');
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['is not the same to the last byte', (bytes) => flipped(bytes, bytes.indexOf(documents[0]!) + 9_000)],
  ['is cut off', (bytes) => bytes.subarray(0, bytes.length - 100)],
  ['is something else', () => Buffer.from('notes')],
])('a file that %s is not taken', async (_, change) => {
  const { place, full, increment } = await fullAndIncrement();
  const renamed = join(dirname(full.filePath), 'renamed.zip');
  await rename(full.filePath, renamed);
  await writeFile(renamed, change(await readFile(renamed)));
  expect(await codeOf(place.service.proofs.drill(increment.backupId))).toBe('BASE_MISSING');
});

test('a sound copy is taken where the file under the right name is damaged', async () => {
  const { place, full, increment } = await fullAndIncrement();
  await copyFile(full.filePath, join(dirname(full.filePath), 'a copy.zip'));
  const bytes = await readFile(full.filePath);
  await writeFile(full.filePath, bytes.subarray(0, bytes.length - 100));
  expect((await place.service.proofs.drill(increment.backupId)).drill.outcome).toBe('proven');
});

test('what lies in other folders is not looked into', async () => {
  const { place, full, increment } = await fullAndIncrement();
  const below = join(dirname(full.filePath), 'below');
  await mkdir(below);
  await rename(full.filePath, join(below, basename(full.filePath)));
  expect(await codeOf(place.service.proofs.drill(increment.backupId))).toBe('BASE_MISSING');
  await rm(below, { recursive: true });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at]! ^= 1;
  return changed;
}
