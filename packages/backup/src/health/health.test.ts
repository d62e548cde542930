/** Checks that stay, and documents that come back: over real profiles, real archives and real damage. */
import { copyFile, mkdir, readFile, readdir, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, type BackupId, type IntegrityReport } from '@causebook/contracts';
import {
  documentPath,
  exists,
  hashFile,
  openReadOnly,
  referencedContents,
  storeContent,
} from '@causebook/data';
import { expect, test, vi } from 'vitest';
import { craftBackup, craftZip, sha256 as sha256Of } from '../../test/crafted-zip.ts';
import { codeOf, jpegLike, noise, office, prose, type Office } from '../../test/office.ts';
import { inPlaceRunner, lastIntegrityFailure, type BackupServiceParts } from '../index.ts';

const papers = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, index) =>
    index % 2 === 0 ? jpegLike(`scan ${index}`, 9_000 + index) : prose(`order ${index}`, 4_000 + index),
  );
const noSchedule = { nextRunAt: null, consecutiveFailures: 0 };

const contentsOf = ({ session }: Office) => session.use(({ database }) => referencedContents(database));
const pathsOf = async (place: Office): Promise<string[]> =>
  (await contentsOf(place)).map(({ sha256 }) => documentPath(place.paths.files, sha256));

async function flip(path: string, at = 5): Promise<void> {
  const bytes = await readFile(path);
  bytes[at]! ^= 1;
  await writeFile(path, bytes);
}
const resultOf = (report: IntegrityReport, id: string) => report.checks.find(({ check }) => check === id);

/** The bytes of an entry in an archive, where they lie. */
async function damageEntry(archive: string, content: Buffer): Promise<void> {
  const bytes = await readFile(archive);
  const at = bytes.indexOf(content.subarray(0, 64));
  expect(at).toBeGreaterThan(0);
  bytes[at + 100]! ^= 1;
  await writeFile(archive, bytes);
}

test('a practice that is well passes every check, and the report stays', async () => {
  const place = await office({ documents: papers(4) });
  expect(await place.service.health.report()).toBeNull();
  const { report, message } = await place.service.health.check({ thorough: true });
  expect(message).toBe('All 14 checks passed.');
  expect(report).toMatchObject({ totalChecks: 14, passedChecks: 14, failedChecks: 0, triggeredBy: 'person' });
  expect(await place.service.health.report()).toEqual(report);
  expect(await place.service.history(1)).toMatchObject([{ kind: 'check', status: 'completed', message }]);
  expect(await lastIntegrityFailure(place.catalog)).toBeNull();
});

test('ten documents whose files are gone all come back from a backup, and the history says so', async () => {
  const place = await office({ documents: papers(12) });
  const { filePath } = await place.service.exports.exportNow();
  const before = await place.digest();
  for (const path of (await pathsOf(place)).slice(0, 10)) await unlink(path);
  const { report } = await place.service.health.check();
  expect(resultOf(report, 'documents-present')).toMatchObject({ passed: false, remedy: 'heal' });
  expect((await place.service.safety(noSchedule)).level).toBe('danger');
  const healed = await place.service.health.heal('known');
  const fileName = filePath.split('/').at(-1)!;
  expect(healed).toMatchObject({ found: 10, healedCount: 10, lostCount: 0, quarantine: null });
  expect(healed.sources).toEqual([{ fileName, documents: 10 }]);
  expect(healed.message).toBe(`10 documents were brought back from ${fileName}.`);
  expect(await place.digest()).toBe(before);
  expect(await place.service.history(1)).toMatchObject([{ kind: 'heal', message: healed.message }]);
  expect((await place.service.health.report())?.failedChecks).toBe(0);
  expect((await place.service.safety(noSchedule)).level).toBe('safe');
  for (const path of await pathsOf(place)) expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('one that was ended while it brought documents back does not say that nothing was changed', async () => {
  const place = await office({ documents: papers(3) });
  await place.service.exports.exportNow();
  for (const path of await pathsOf(place)) await unlink(path);
  vi.spyOn(inPlaceRunner, 'run').mockRejectedValueOnce(
    new AppError('CANCELLED', undefined, { details: { killed: true } }),
  );
  await expect(place.service.health.heal('known')).rejects.toThrow(
    'Stopped. Documents that were brought back before stay.',
  );
});

test('one whose check afterwards is cancelled says what came back all the same', async () => {
  const place = await office({ documents: papers(3) });
  await place.service.exports.exportNow();
  for (const path of await pathsOf(place)) await unlink(path);
  const run = inPlaceRunner.run.bind(inPlaceRunner);
  vi.spyOn(inPlaceRunner, 'run').mockImplementation((task, hooks) =>
    task.kind === 'check' ? Promise.reject(new AppError('CANCELLED')) : run(task, hooks),
  );
  await expect(place.service.health.heal('all')).rejects.toThrow(
    /^3 documents were brought back from .* The check after it was stopped\.$/,
  );
  expect(await place.service.history(1)).toMatchObject([{ kind: 'heal', status: 'cancelled' }]);
});

test('a flipped byte is found by the thorough check, stays until it is healed, and the damaged file is kept', async () => {
  const place = await office({ documents: papers(3) });
  await place.service.exports.exportNow();
  const [path] = await pathsOf(place);
  await flip(path!);
  const damaged = await readFile(path!);
  expect((await place.service.health.check()).report.failedChecks).toBe(0);
  const { report } = await place.service.health.check({ thorough: true });
  expect(resultOf(report, 'documents-unchanged')).toMatchObject({ passed: false });
  // A quick check does not make it forgotten.
  const quick = (await place.service.health.check()).report;
  expect(resultOf(quick, 'documents-unchanged')).toMatchObject({ passed: false, remedy: 'heal' });
  expect(quick.thoroughAt).toBe(report.checkedAt);
  const failure = await lastIntegrityFailure(place.catalog);
  expect(failure).toMatchObject({ failedAt: quick.checkedAt, message: expect.stringContaining('differs') });
  expect(failure!.lastGoodAt! < report.checkedAt).toBe(true);
  const healed = await place.service.health.heal('known');
  expect(healed).toMatchObject({ found: 1, healedCount: 1 });
  const [kept] = await readdir(healed.quarantine!);
  expect(await readFile(join(healed.quarantine!, kept!))).toEqual(damaged);
  const after = (await place.service.health.report())!;
  expect(resultOf(after, 'documents-unchanged')).toMatchObject({
    passed: true,
    message: expect.stringMatching(/What differed then is as it was stored again\.$/),
  });
  expect(await lastIntegrityFailure(place.catalog)).toBeNull();
});

test('a backup whose entry is damaged is passed over for an older one', async () => {
  const content = noise('a scan', 20_000);
  const scan = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), content]);
  const place = await office({ documents: [scan, prose('order', 3_000)] });
  const older = await place.service.exports.exportNow();
  const newer = await place.service.exports.exportNow();
  await damageEntry(newer.filePath, scan);
  const { sha256 } = await hashOf(scan, place);
  await unlink(documentPath(place.paths.files, sha256));
  const healed = await place.service.health.heal('known');
  expect(healed.sources).toEqual([{ fileName: older.filePath.split('/').at(-1), documents: 1 }]);
  expect(healed.unusable).toEqual([expect.stringContaining('is damaged')]);
  expect((await hashFile(documentPath(place.paths.files, sha256))).sha256).toBe(sha256);
});

const hashOf = async (bytes: Buffer, { paths }: Office) => storeContent(paths, [bytes]);

test('an entry that lies about its content brings nothing into the store', async () => {
  const wanted = prose('the true order', 5_000);
  const place = await office({ documents: [wanted] });
  const { backupId, filePath } = await place.service.exports.exportNow();
  const name = sha256Of(wanted);
  const lie = Buffer.from(wanted.toString().replace('adjourned', 'dismissed'));
  expect(lie.length).toBe(wanted.length);
  // Sums and names agree with each other; only the bytes are others, with a CRC of their own.
  const entries = craftBackup([
    { name: `files/${name.slice(0, 2)}/${name}`, content: wanted, deflate: true },
  ]).map((entry) => (entry.name.endsWith(name) ? { ...entry, content: lie } : entry));
  await writeFile(filePath, craftZip(entries));
  const path = documentPath(place.paths.files, name);
  await flip(path);
  const healed = await place.service.health.heal('known');
  expect(healed).toMatchObject({ found: 1, healedCount: 0, lostCount: 1 });
  expect(healed.unusable).toEqual([expect.stringContaining('does not hold this document as it was stored')]);
  // What is there, damaged as it is, stays in its place.
  expect(await exists(path)).toBe(true);
  expect(await exists(join(place.paths.quarantine))).toBe(false);
  expect(backupId).toBeTruthy();
});

test('a document that is in no backup is named with its case, and adding the same file again restores it', async () => {
  const lost = prose('never backed up', 2_000);
  const place = await office({ documents: [lost] });
  const { sha256 } = await hashOf(lost, place);
  await truncate(documentPath(place.paths.files, sha256), 10);
  const healed = await place.service.health.heal('known');
  expect(healed).toMatchObject({ found: 1, healedCount: 0, lostCount: 1 });
  expect(healed.lost).toEqual([
    { name: 'paper 1.pdf', caseName: 'WP 1/2026 Rao v. State (WP 1/2026)', isDeleted: false },
  ]);
  expect(healed.message).toBe(
    '1 document is in no backup that can be reached: paper 1.pdf (WP 1/2026 Rao v. State (WP 1/2026)).',
  );
  await storeContent(place.paths, [lost]);
  expect((await place.service.health.check()).report.failedChecks).toBe(0);
});

test('one document is healed without reading the others', async () => {
  const place = await office({ documents: papers(3) });
  await place.service.exports.exportNow();
  const [one, other] = await contentsOf(place);
  await flip(documentPath(place.paths.files, one!.sha256));
  await flip(documentPath(place.paths.files, other!.sha256));
  expect(await place.service.health.heal([one!.sha256])).toMatchObject({ found: 1, healedCount: 1 });
  expect(await place.service.health.heal('known')).toMatchObject({ found: 1, healedCount: 1 });
});

test('the whole store can be lost: everything that was backed up comes back', async () => {
  const place = await office({ documents: papers(6) });
  await place.service.exports.exportNow();
  const before = await place.digest();
  await rm(place.paths.files, { recursive: true });
  expect(await place.service.health.heal('known')).toMatchObject({ found: 6, healedCount: 6, lostCount: 0 });
  expect(await place.digest()).toBe(before);
});

test('a backup whose file is away or no backup any more keeps nobody from the others', async () => {
  const place = await office({ documents: papers(2) });
  await place.service.exports.exportNow();
  const away = await place.service.exports.exportNow();
  const spoiled = await place.service.exports.exportNow();
  await unlink(away.filePath);
  await writeFile(spoiled.filePath, 'nothing');
  for (const path of await pathsOf(place)) await unlink(path);
  const healed = await place.service.health.heal('known');
  expect(healed).toMatchObject({ found: 2, healedCount: 2 });
  expect(healed.unusable).toHaveLength(1);
});

test('a check that nobody asked for gives way, leaves no trace, and is due again', async () => {
  const begun = Promise.withResolvers<void>();
  const onProgress: BackupServiceParts['onProgress'] = (progress) => {
    if (progress?.kind === 'check') begun.resolve();
  };
  const place = await office({ documents: papers(8), parts: { onProgress } });
  const checking = codeOf(place.service.health.check({ source: 'system', thorough: true }));
  await begun.promise;
  await place.service.exports.exportNow();
  expect(await checking).toBe('CANCELLED');
  expect((await place.service.history(9)).map(({ kind }) => kind)).toEqual(['export']);
  expect(await place.service.health.due()).toBe('thorough');
});

test('of two that give way the first goes on', async () => {
  const begun = Promise.withResolvers<void>();
  const place = await office({
    documents: papers(4),
    parts: { onProgress: (progress) => progress?.kind === 'drill' && begun.resolve() },
  });
  const { backupId } = await place.service.exports.exportNow();
  const drilling = place.service.proofs.drill(backupId as BackupId, { source: 'system' });
  await begun.promise;
  expect(await codeOf(place.service.health.check({ source: 'system' }))).toBe('BUSY');
  await drilling;
});

test('after a restore the report of the state before does not speak for the new one', async () => {
  const place = await office({ documents: papers(2) });
  const { backupId } = await place.service.exports.exportNow();
  await place.service.health.check({ thorough: true });
  await place.service.restores.restore({ backupId }, null);
  expect(await place.service.health.report()).toBeNull();
  expect(await place.service.health.due()).toBe('thorough');
});

test('the small remedies do what they say', async () => {
  const place = await office({ documents: papers(2) });
  const left = documentPath(place.paths.files, 'cd'.repeat(32));
  await mkdir(dirname(left), { recursive: true });
  await copyFile((await pathsOf(place))[0]!, left);
  await place.session.use(({ database }) => database.exec('DELETE FROM searchEntries WHERE number = 1'));
  expect(resultOf((await place.service.health.check()).report, 'search-index')?.passed).toBe(false);
  const search = await place.service.health.apply('rebuild-search');
  expect(search.report.failedChecks).toBe(0);
  expect((await place.service.health.apply('sweep')).message).toMatch(/^Removed 1 file \(9 kB\)/);
  expect(await exists(left)).toBe(false);
  expect(await place.digest()).toHaveLength(64);
});

test('a damaged database is an answer that leads to a repair, and nothing is thrown', async () => {
  const place = await office({ documents: papers(1) });
  place.session.close();
  const generation = (await readdir(place.paths.generations))[0]!;
  const path = join(place.paths.generations, generation, 'database.sqlite');
  await truncate(path, 9_000);
  expect(() => openReadOnly(path).prepare('SELECT * FROM cases').all()).toThrow();
  const { report } = await place.service.health.check();
  expect(resultOf(report, 'database')).toMatchObject({ passed: false, remedy: 'repair' });
});
