/** The sample practice: beside one's own, and gone without a trace, whatever happens in between. */
import { createHash } from 'node:crypto';
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { flipGeneration, liveGeneration, liveRecord, readSetting, writeSetting } from '@causebook/data';
import { expect, test } from 'vitest';
import { addCase, codeOf, jpegLike, noise, office, tempFolder, type Office } from '../../test/office.ts';

const TODAY = '2026-05-04';
const documents = [jpegLike('scan', 40_000)];

/**
 * Every file of a profile by its content, without the catalog, whose rows are looked at by themselves, and without the
 * key, which is the installation's and not the sample's.
 */
async function treeOf(root: string): Promise<Record<string, string>> {
  const tree: Record<string, string> = {};
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || entry.name.startsWith('catalog.sqlite')) continue;
    // The key is the installation's, whatever its first backup was of.
    if (entry.name === 'signing-key.pem') continue;
    // The lock file names the process that holds it; an open database keeps its log beside it.
    if (entry.name === 'profile.lock' || /-(?:wal|shm)$/.test(entry.name)) continue;
    tree[relative(root, path)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  }
  return tree;
}

/** The practice as somebody finds it who starts Causebook on a copy of the profile as it is at this moment. */
async function startOnCopy({ paths }: Office): Promise<Office> {
  const folder = await tempFolder();
  await cp(paths.root, folder, { recursive: true });
  const copy = await office({ empty: true, folder });
  await copy.session.open();
  await copy.service.recover();
  return copy;
}

/** The person's own practice as it must be found again: closed and opened once, so that its log is in its database. */
async function settledOffice(parts: Parameters<typeof office>[0] = {}): Promise<Office> {
  const place = await office({ documents, ...parts });
  await place.session.open();
  return place;
}

async function expectNoTrace(place: Office, before: Record<string, string>): Promise<void> {
  expect(await treeOf(place.paths.root)).toEqual(before);
  expect(await place.catalog.operations.sampleExports()).toEqual([]);
  expect(place.catalog.sampleId).toBeNull();
}

test('a sample opens beside the practice and is left without a trace', async () => {
  const told: string[] = [];
  const place = await settledOffice({ parts: { onDataReplaced: (reason) => told.push(reason) } });
  const [before, own] = [await treeOf(place.paths.root), await place.digest()];
  const opened = await place.service.samples.open(TODAY);
  expect(opened.counts).toMatchObject({ cases: 40, documents: 60 });
  expect(place.service.samples.openId).toMatch(/^sample-/);
  expect(await place.session.use(({ database }) => readSetting(database, 'practice.isSample'))).toBe('1');
  const during = await treeOf(place.paths.root);
  const { 'data/CURRENT': _, ...kept } = before;
  expect(during).toMatchObject(kept);
  const left = await place.service.samples.leave();
  expect(left.counts.cases).toBe(2);
  expect(told).toEqual(['sample', 'sample']);
  await expectNoTrace(place, before);
  expect(await place.digest()).toBe(own);
  expect(await place.service.history(9)).toEqual([]);
});

test('only one sample can be open, and only an open one can be left', async () => {
  const place = await settledOffice();
  expect(await codeOf(place.service.samples.leave())).toBe('INVALID_INPUT');
  const [first, second] = await Promise.allSettled([
    place.service.samples.open(TODAY),
    place.service.samples.open(TODAY),
  ]);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'BUSY' } });
  expect(await codeOf(place.service.samples.open(TODAY))).toBe('INVALID_INPUT');
});

test('backups, restores, undos and notes of the sample go with it; those of the practice stay', async () => {
  const place = await settledOffice();
  const mine = await place.service.exports.exportNow();
  await place.catalog.audit.append(note('Added the case WP 1/2026'), new Date());
  const before = await treeOf(place.paths.root);
  await place.service.samples.open(TODAY);
  expect(await place.service.history(9)).toEqual([]);
  expect(await place.service.restorePoints.list()).toEqual([]);
  expect(await codeOf(place.service.restores.undo())).toBe('NOTHING_TO_UNDO');
  expect(await codeOf(place.service.library.delete(mine.backupId))).toBe('PERMISSION_DENIED');

  const { backupId } = await place.service.exports.exportNow();
  await place.catalog.audit.append(note('Added a case to the sample'), new Date());
  await place.session.use((practice) => addCase(place.paths, practice, 'X 1', [noise('x', 9000)]));
  await place.service.restores.restore({ backupId }, null);
  expect((await liveRecord(place.paths))?.sampleId).toBe(place.service.samples.openId);
  await place.service.restores.undo();
  expect((await place.session.counts()).cases).toBe(41);
  expect(await place.service.restorePoints.list()).toHaveLength(1);

  await place.service.samples.leave();
  await expectNoTrace(place, before);
  expect(await place.service.library.list()).toMatchObject([{ backupId: mine.backupId }]);
  expect((await place.service.history(9)).map(({ kind }) => kind)).toEqual(['export']);
  const entries = await place.catalog.audit.entries({ caseId: null, userId: null, after: null, limit: 9 });
  expect(entries.map(({ what }) => what)).toEqual(['Added the case WP 1/2026']);
});

test('a backup of the practice restored inside the sample becomes the practice; undo leads to one’s own', async () => {
  const place = await settledOffice();
  const { backupId } = await place.service.exports.exportNow();
  const atBackup = await place.digest();
  await place.session.use((practice) => addCase(place.paths, practice, 'WP 9/2026'));
  const own = await place.digest();
  const ownId = await liveGeneration(place.paths);
  await place.service.samples.open(TODAY);
  const restored = await place.service.restores.restore({ backupId }, null);
  expect(restored.restorePointId).toBe(ownId);
  expect(place.service.samples.openId).toBeNull();
  expect(await place.digest()).toBe(atBackup);
  expect(await readdir(place.paths.generations)).toHaveLength(2);
  expect((await place.service.history(9)).map(({ kind }) => kind)).toEqual(['restore', 'export']);
  expect(await place.service.restorePoints.list()).toMatchObject([
    { generationId: ownId, isUndoTarget: true },
  ]);
  await place.service.restores.undo();
  expect(await place.digest()).toBe(own);
});

test('cut off before it was complete, a sample is cleared away by the next start', async () => {
  let copy: Office | null = null;
  const background = {
    stop: async () => void (copy = await startOnCopy(place)),
    boot: () => {},
  };
  const place: Office = await settledOffice({ parts: { background } });
  const before = await treeOf(place.paths.root);
  await place.service.samples.open(TODAY);
  await expectNoTrace(copy!, before);
});

test('cut off right after the switch, the sample opens and can be left', async () => {
  const place = await settledOffice();
  const before = await treeOf(place.paths.root);
  await place.service.samples.open(TODAY);
  const copy = await startOnCopy(place);
  expect(copy.service.samples.openId).toBe(place.service.samples.openId);
  expect((await copy.session.counts()).cases).toBe(40);
  await copy.service.samples.leave();
  await expectNoTrace(copy, before);
});

test('cut off between leaving and clearing away, the next start clears away', async () => {
  const place = await settledOffice();
  const before = await treeOf(place.paths.root);
  const own = await liveGeneration(place.paths);
  await place.service.samples.open(TODAY);
  const { filePath } = await place.service.exports.exportNow();
  // Published, and Causebook ended before it was entered in the list.
  await place.catalog.forgetBackup((await place.service.library.list())[0]!.backupId);
  await flipGeneration(place.paths, own!);
  const copy = await startOnCopy(place);
  expect(await readdir(copy.paths.backups)).toEqual([]);
  expect(await readdir(place.paths.backups)).toContain(filePath.split('/').at(-1));
  await expectNoTrace(copy, before);
});

test('a sample that cannot be opened leaves the practice as it was', async () => {
  const place = await settledOffice({
    parts: {
      background: { stop: () => Promise.reject(new Error('no')), boot: () => {} },
    },
  });
  const before = await treeOf(place.paths.root);
  await expect(place.service.samples.open(TODAY)).rejects.toThrow('no');
  await expectNoTrace(place, before);
});

test('where one’s own practice cannot be found any more, leaving opens an empty one', async () => {
  const place = await settledOffice();
  const own = await liveGeneration(place.paths);
  await place.service.samples.open(TODAY);
  const marker = join(place.paths.generations, own!, 'generation.json');
  await writeFile(marker, 'not for us to understand');
  const left = await place.service.samples.leave();
  expect(left.counts.cases).toBe(0);
  expect(left.message).toContain('could not be found');
  // What cannot be understood is kept.
  expect(await readdir(place.paths.generations)).toContain(own);
});

test('nothing in a sample says how safe the practice is', async () => {
  const place = await settledOffice();
  await place.service.samples.open(TODAY);
  await place.service.exports.exportNow();
  const schedule = { nextRunAt: '2026-05-05T00:00:00.000Z', consecutiveFailures: 0 };
  expect(await place.service.safety(schedule)).toMatchObject({ lastBackup: null, nextRunAt: null });
  await place.service.samples.leave();
  expect(await place.service.safety(schedule)).toMatchObject({ headline: 'There is no backup yet.' });
});

const note = (what: string) => ({
  what,
  subject: 'case' as const,
  subjectId: null,
  caseId: null,
  userId: null,
  userName: 'Asha Rao',
  changes: [],
});

test('an archive that calls a practice of somebody’s own a sample takes no backup with it', async () => {
  const place = await settledOffice();
  const mine = await place.service.exports.exportNow();
  const set = (value: string) =>
    place.session.use(({ database }) => writeSetting(database, 'practice.isSample', value));
  await set('1');
  const crafted = await place.service.exports.exportNow();
  await set('0');
  await place.service.restores.restore({ backupId: crafted.backupId }, null);
  expect(place.service.samples.openId).toBeNull();
  expect(await codeOf(place.service.samples.leave())).toBe('INVALID_INPUT');
  await place.service.restores.undo();
  expect(await place.service.library.list()).toMatchObject([
    { backupId: crafted.backupId, fileState: 'present' },
    { backupId: mine.backupId, fileState: 'present' },
  ]);
});
