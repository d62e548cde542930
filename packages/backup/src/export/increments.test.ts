/** Increments: what they hold, what they leave to others, and that they come back as whole as full backups. */
import { execFileSync } from 'node:child_process';
import { copyFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ExportResult } from '@causebook/contracts';
import { documentPath } from '@causebook/data';
import { describe, expect, test } from 'vitest';
import { provenDatabases } from '../increment/fingerprint-cache.ts';
import { addCase, codeOf, jpegLike, office, prose, tempFolder, type Office } from '../../test/office.ts';

const documents = [jpegLike('scan', 40_000), prose('order', 5_000)];

/** Cases enough that the database is more than the pages which a new one touches. */
const officeWithCases = (): Promise<Office> => office({ cases: 400, documents });

async function add(place: Office, number: string, papers: readonly Buffer[] = []): Promise<void> {
  await place.session.use((practice) => addCase(place.paths, practice, number, papers));
}

async function fullAndIncrement(place: Office): Promise<{ full: ExportResult; increment: ExportResult }> {
  const full = await place.service.exports.exportNow();
  await add(place, 'CS 9/2027', [jpegLike('new', 30_000)]);
  const increment = await place.service.exports.exportNow({ base: full.backupId });
  return { full, increment };
}

/** A new profile into which the increment was restored, from copies of the files that are named. */
async function restoredElsewhere(chosen: ExportResult, beside: readonly ExportResult[]): Promise<Office> {
  const folder = await tempFolder();
  for (const { filePath } of [chosen, ...beside]) await copyFile(filePath, join(folder, basename(filePath)));
  const place = await office({ empty: true });
  await place.service.restores.restore({ filePath: join(folder, basename(chosen.filePath)) }, null);
  return place;
}

const detailsOf = (work: Promise<unknown>): Promise<{ code: string; message: string }> =>
  work.then(
    () => ({ code: 'no failure', message: '' }),
    (error: { code: string; message: string }) => ({ code: error.code, message: error.message }),
  );

test('only what is new travels: one document of three, and few pages of the database', async () => {
  const place = await officeWithCases();
  const { full, increment } = await fullAndIncrement(place);
  expect(increment.metadata).toMatchObject({
    kind: 'incremental',
    version: 2,
    base: full.backupId,
    fileCount: 1,
    documentCount: 3,
    increment: {
      documents: 3,
      addedDocuments: 1,
      removedDocuments: 0,
      needs: [{ backupId: full.backupId, fileName: basename(full.filePath), checksum: full.checksum }],
    },
  });
  const { pages } = increment.metadata.increment!;
  expect(pages!.changedPages).toBeGreaterThan(0);
  expect(pages!.changedPages * pages!.pageSize).toBeLessThan(pages!.size / 2);
  expect(increment.size).toBeLessThan(full.size);
  expect(full.metadata).toMatchObject({ kind: 'full', version: 1 });
  expect(full.metadata).not.toHaveProperty('increment');
});

test('it is proven restorable, and restores on a new computer to the same practice', async () => {
  const place = await officeWithCases();
  const { full, increment } = await fullAndIncrement(place);
  const { drill } = await place.service.proofs.drill(increment.backupId);
  expect(drill).toMatchObject({ outcome: 'proven', documents: 3, counts: { cases: 401 } });
  const elsewhere = await restoredElsewhere(increment, [full]);
  expect(await elsewhere.digest()).toBe(await place.digest());
});

test('when nothing has changed almost nothing travels', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  const increment = await place.service.exports.exportNow({ base: full.backupId });
  expect(increment.metadata.increment).toMatchObject({ addedDocuments: 0, pages: { changedPages: 0 } });
  expect(increment.size).toBeLessThan(10_000);
  await place.service.proofs.drill(increment.backupId);
});

test('an increment on an increment builds its database on the full one, so there is no chain to walk', async () => {
  const place = await officeWithCases();
  const { full, increment } = await fullAndIncrement(place);
  await add(place, 'CS 10/2027', [jpegLike('newer', 20_000)]);
  const second = await place.service.exports.exportNow({ base: increment.backupId });
  const { pages, needs } = second.metadata.increment!;
  expect(pages!.base).toBe(full.backupId);
  expect(needs.map(({ backupId }) => backupId).toSorted()).toEqual(
    [full.backupId, increment.backupId].toSorted(),
  );
  const elsewhere = await restoredElsewhere(second, [full, increment]);
  expect(await elsewhere.digest()).toBe(await place.digest());
});

test('documents that are needed no more are left out, and an archive that is not needed is not named', async () => {
  const place = await officeWithCases();
  const { full, increment } = await fullAndIncrement(place);
  await place.session.use(({ database }) => {
    database.exec(`DELETE FROM documents WHERE sha256 = '${idOf(increment)}'`);
  });
  const second = await place.service.exports.exportNow({ base: increment.backupId });
  expect(second.metadata.increment).toMatchObject({ documents: 2, addedDocuments: 0, removedDocuments: 1 });
  expect(second.metadata.increment!.needs.map(({ backupId }) => backupId)).toEqual([full.backupId]);
  await place.service.proofs.drill(second.backupId);
});

/** The one document that an archive holds. */
function idOf({ filePath }: ExportResult): string {
  const names = execFileSync('unzip', ['-Z1', filePath], { encoding: 'utf8' }).split('\n');
  return names.find((name) => name.startsWith('files/'))!.slice('files/ab/'.length);
}

test('a database that is another altogether travels whole', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  await place.session.use(({ database }) => {
    database.exec(`UPDATE cases SET notes = hex(randomblob(2000))`);
  });
  const increment = await place.service.exports.exportNow({ base: full.backupId });
  expect(increment.metadata.increment!.pages).toBeNull();
  const elsewhere = await restoredElsewhere(increment, [full]);
  expect(await elsewhere.digest()).toBe(await place.digest());
});

test('a document that the computer has lost since is still in the base, and not missing', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  const sha256 = await place.session.use(
    ({ database }) => database.prepare('SELECT sha256 FROM documents LIMIT 1').pluck().get() as string,
  );
  await rm(documentPath(place.paths.files, sha256));
  const increment = await place.service.exports.exportNow({ base: full.backupId });
  expect(increment.warnings).toEqual([]);
  expect(await place.service.proofs.drill(increment.backupId)).toMatchObject({ drill: { documents: 2 } });
});

test('without the fingerprints of its base the base itself is read, to the same result', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  await add(place, 'CS 9/2027');
  const quick = await place.service.exports.exportNow({ base: full.backupId });
  const fingerprints = join(place.paths.fingerprints, full.backupId);
  const kept = await readFile(fingerprints);
  kept[100]! ^= 1;
  await writeFile(fingerprints, kept);
  const afterDamage = await place.service.exports.exportNow({ base: full.backupId });
  await rm(place.paths.fingerprints, { recursive: true });
  const afterLoss = await place.service.exports.exportNow({ base: full.backupId });
  expect(afterDamage.metadata.increment!.pages).toEqual(quick.metadata.increment!.pages);
  expect(afterLoss.metadata.increment!.pages).toEqual(quick.metadata.increment!.pages);
});

test('what was proven of a database is remembered for its very bytes, and for nothing that is damaged', async () => {
  const place = await officeWithCases();
  const { paths } = place;
  const full = await place.service.exports.exportNow();
  const { rowsDigest } = full.metadata;
  const unchanged = await place.service.exports.exportNow({ base: full.backupId });
  expect(unchanged.metadata).toMatchObject({ rowsDigest, increment: { pages: { changedPages: 0 } } });
  const { sha256 } = unchanged.metadata.increment!.pages!;
  const { of: provenAs } = provenDatabases(paths);
  expect((await provenAs(sha256))?.rowsDigest).toBe(rowsDigest);
  expect(await provenAs('a'.repeat(64))).toBeNull();
  await add(place, 'CS 9/2027');
  const changed = await place.service.exports.exportNow({ base: full.backupId });
  expect(changed.metadata.rowsDigest).not.toBe(rowsDigest);
  await place.service.proofs.drill(changed.backupId);
  const file = join(paths.fingerprints, full.backupId);
  const kept = await readFile(file);
  kept[60]! ^= 1;
  await writeFile(file, kept);
  expect(await provenAs(sha256)).toBeNull();
});

describe('a base that is not there', () => {
  test('is named by every operation, and found again when it is back', async () => {
    const place = await officeWithCases();
    const { full, increment } = await fullAndIncrement(place);
    const folder = await tempFolder();
    const away = join(folder, basename(full.filePath));
    await copyFile(full.filePath, away);
    await rm(full.filePath);
    const choice = { backupId: increment.backupId };
    for (const work of [
      () => place.service.proofs.verify(choice),
      () => place.service.proofs.drill(increment.backupId),
      () => place.service.restores.preview(choice, 'me', '2026-11-20'),
      () => place.service.restores.restore(choice, null),
    ]) {
      expect(await detailsOf(work())).toEqual({
        code: 'BASE_MISSING',
        message: expect.stringContaining(basename(full.filePath)),
      });
    }
    // Neither was read, so nothing is known against them; the file that is away is named.
    expect(await place.service.library.get(increment.backupId)).toMatchObject({
      verification: { outcome: 'good' },
      drill: null,
      increment: { badFiles: [{ fileName: basename(full.filePath), problem: 'missing' }] },
    });
    await copyFile(away, full.filePath);
    expect((await place.service.proofs.drill(increment.backupId)).drill.outcome).toBe('proven');
  });

  test('is not taken for another file of its name', async () => {
    const place = await officeWithCases();
    const { full, increment } = await fullAndIncrement(place);
    const other = await place.service.exports.exportNow();
    await copyFile(other.filePath, full.filePath);
    expect(await codeOf(place.service.proofs.drill(increment.backupId))).toBe('BASE_MISSING');
  });

  test('cannot come about in the list: a backup that others need is not deleted', async () => {
    const place = await officeWithCases();
    const { full, increment } = await fullAndIncrement(place);
    expect(await detailsOf(place.service.library.delete(full.backupId))).toEqual({
      code: 'BACKUP_NEEDED',
      message: expect.stringContaining(basename(increment.filePath)),
    });
    const listed = await place.service.library.list();
    expect(listed.map(({ neededBy, increment: summary }) => [neededBy, summary?.neededFiles])).toEqual([
      [0, [basename(full.filePath)]],
      [1, undefined],
    ]);
    await place.service.library.delete(increment.backupId);
    await place.service.library.delete(full.backupId);
    expect(await place.service.library.list()).toEqual([]);
  });
});

test('a damaged base is named, and the increment is kept for bad', async () => {
  const place = await officeWithCases();
  const { full, increment } = await fullAndIncrement(place);
  const bytes = await readFile(full.filePath);
  bytes[bytes.indexOf(documents[0]!) + 20_000]! ^= 1;
  await writeFile(full.filePath, bytes);
  expect(await detailsOf(place.service.proofs.drill(increment.backupId))).toEqual({
    code: 'FILE_CORRUPTION',
    message: expect.stringContaining(`${basename(full.filePath)}, which this increment needs`),
  });
  expect((await place.service.library.get(increment.backupId)).drill?.outcome).toBe('failed');
});

describe('what to build on', () => {
  test('follows the policy: a full backup, then increments, then a full one again', async () => {
    const place = await officeWithCases();
    const kinds: string[] = [];
    for (let run = 0; run < 5; run += 1) {
      const { metadata } = await place.service.exports.exportNow({ base: 'auto' }, { fullEvery: 3 });
      kinds.push(metadata.kind);
    }
    expect(kinds).toEqual(['full', 'incremental', 'incremental', 'full', 'incremental']);
  });

  test('is a full backup where the one before cannot be used, and that is said', async () => {
    const place = await officeWithCases();
    const first = await place.service.exports.exportNow();
    const bytes = await readFile(first.filePath);
    bytes.fill(0, bytes.length - 60, bytes.length - 30);
    await writeFile(first.filePath, bytes);
    const second = await place.service.exports.exportNow({ base: 'auto' }, { fullEvery: 7 });
    expect(second.metadata.kind).toBe('full');
    expect(second.warnings).toEqual([expect.stringContaining(basename(first.filePath))]);
  });

  test('must be whole, there, sound and of this practice', async () => {
    const place = await officeWithCases();
    const partial = await place.service.exports.exportNow({ includeFiles: false });
    const gone = await place.service.exports.exportNow();
    await rm(gone.filePath);
    const cut = await place.service.exports.exportNow();
    await truncate(cut.filePath, 5_000);
    for (const { backupId } of [partial, gone, cut])
      expect(await codeOf(place.service.exports.exportNow({ base: backupId }))).toBe('INVALID_INPUT');
    expect(await codeOf(place.service.exports.exportNow({ base: 'auto', includeFiles: false }))).toBe(
      'INVALID_INPUT',
    );
  });
});

test('by hand, with unzip, python3 and sqlite3 as its README says, comes out what was backed up', async () => {
  const place = await officeWithCases();
  const { full, increment } = await fullAndIncrement(place);
  const folder = await tempFolder();
  await copyFile(full.filePath, join(folder, basename(full.filePath)));
  await copyFile(increment.filePath, join(folder, 'this-file.zip'));
  const readme = execFileSync('unzip', ['-p', increment.filePath, 'README.txt'], { encoding: 'utf8' });
  const commands = readme
    .slice(readme.indexOf('in a terminal:\n') + 'in a terminal:\n'.length)
    .replaceAll(/^ {2}/gm, '');
  const output = execFileSync('bash', ['-e', '-c', commands], { cwd: folder, encoding: 'utf8' });
  expect(output).toContain('database.pages: OK');
  expect(output).toContain('CS 9/2027');
  const count = execFileSync('sqlite3', [
    join(folder, 'backup/database.sqlite'),
    'SELECT count(*) FROM cases',
  ]);
  expect(count.toString().trim()).toBe('401');
});

test('unpacked, it is everything of that moment, with checksums; without its base nothing comes out', async () => {
  const place = await officeWithCases();
  const { full, increment } = await fullAndIncrement(place);
  const folder = join(await tempFolder(), 'unpacked');
  const { entries } = await place.service.library.unpack({ backupId: increment.backupId }, folder);
  expect(entries).toBe(5);
  expect((await readdir(folder)).toSorted()).toEqual(['SHA256SUMS', 'database.sqlite', 'files']);
  const checked = execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' });
  expect(checked.match(/: OK$/gm)).toHaveLength(4);
  const count = execFileSync('sqlite3', [join(folder, 'database.sqlite'), 'SELECT count(*) FROM cases']);
  expect(count.toString().trim()).toBe('401');
  await rm(full.filePath);
  const other = join(await tempFolder(), 'unpacked');
  expect(await codeOf(place.service.library.unpack({ backupId: increment.backupId }, other))).toBe(
    'BASE_MISSING',
  );
  await expect(readdir(other)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('the list made again from the files knows what needs what', async () => {
  const place = await officeWithCases();
  const { full, increment } = await fullAndIncrement(place);
  await place.catalog.forgetBackup(full.backupId);
  await place.catalog.forgetBackup(increment.backupId);
  await place.service.library.rebuild();
  const [newest, oldest] = await place.service.library.list();
  expect(newest).toMatchObject({
    backupId: increment.backupId,
    kind: 'incremental',
    increment: { needs: 1 },
  });
  expect(oldest).toMatchObject({ backupId: full.backupId, neededBy: 1 });
});

describe('consolidation', () => {
  test('makes a full backup of the same moment, with which everything else can go', async () => {
    const place = await officeWithCases();
    const { full, increment } = await fullAndIncrement(place);
    const then = await place.digest();
    await add(place, 'CS 11/2027');
    const now = await place.digest();
    const whole = await place.service.exports.consolidate(increment.backupId);
    expect(whole.metadata).toMatchObject({
      kind: 'full',
      version: 1,
      createdAt: increment.createdAt,
      rowsDigest: increment.metadata.rowsDigest,
      digest: increment.metadata.digest,
      fileCount: 3,
    });
    expect(await place.digest()).toBe(now);
    await place.service.library.delete(increment.backupId);
    await place.service.library.delete(full.backupId);
    expect((await place.service.proofs.drill(whole.backupId)).drill.outcome).toBe('proven');
    const elsewhere = await restoredElsewhere(whole, []);
    expect(await elsewhere.digest()).toBe(then);
  });

  test('needs what the increment needs, and leaves nothing behind when that is not there', async () => {
    const place = await officeWithCases();
    const { full, increment } = await fullAndIncrement(place);
    await rm(full.filePath);
    expect(await codeOf(place.service.exports.consolidate(increment.backupId))).toBe('BASE_MISSING');
    expect(await place.service.library.list()).toHaveLength(2);
    expect(await readdir(place.paths.temp)).toEqual([]);
  });

  test('is not for a backup that is full already', async () => {
    const place = await office({ documents });
    const full = await place.service.exports.exportNow();
    expect(await codeOf(place.service.exports.consolidate(full.backupId))).toBe('INVALID_INPUT');
  });
});
