/** What an increment would hold is told before it is made, and it is what the increment then holds. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { BackupId, ExportResult } from '@causebook/contracts';
import { addCase, codeOf, jpegLike, office, prose, type Office } from '../../test/office.ts';

const documents = [jpegLike('scan', 40_000), prose('order', 5_000)];
const officeWithCases = (): Promise<Office> => office({ cases: 400, documents });

const add = (place: Office, number: string, papers: readonly Buffer[] = []): Promise<string> =>
  place.session.use((practice) => addCase(place.paths, practice, number, papers));
const sql = (place: Office, text: string): Promise<void> =>
  place.session.use(({ database }) => void database.exec(text));
const changesSince = async (place: Office, base: BackupId) =>
  (await place.service.exports.detectChanges(base)).changes;

/** What was foretold of an increment on a base, and the increment. */
async function foretoldAndMade(place: Office, base: BackupId) {
  const changes = await changesSince(place, base);
  const made = await place.service.exports.exportNow({ base });
  return { changes, made };
}

function expectForetold({ changes, made }: Awaited<ReturnType<typeof foretoldAndMade>>): void {
  const { fileCount, totalFileSize, increment } = made.metadata;
  expect(changes.travels).toMatchObject({ documents: fileCount, documentBytes: totalFileSize });
  const { pages } = increment!;
  expect(changes.travels.changedShare).toBe(pages && (pages.changedPages * pages.pageSize) / pages.size);
  expect(changes.needs).toBe(increment!.needs.length);
  expect(Math.abs(changes.travels.estimatedBytes - made.size)).toBeLessThan(made.size / 3);
}

test('added, changed and removed entries are counted, and what travels is what the increment then holds', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  await add(place, 'CS 9/2027', [jpegLike('new', 30_000)]);
  await sql(
    place,
    `UPDATE cases SET stage = 'Judgment' WHERE number IN ('WP 1/2026', 'WP 2/2026');
     DELETE FROM hearings WHERE caseId = (SELECT id FROM cases WHERE number = 'WP 3/2026')`,
  );
  const both = await foretoldAndMade(place, full.backupId);
  expect(both.changes).toMatchObject({
    base: full.backupId,
    fileName: basename(full.filePath),
    createdAt: full.createdAt,
    isSame: false,
    entries: {
      cases: { added: 1, removed: 0, changed: 2 },
      hearings: { added: 1, removed: 1, changed: 0 },
      tasks: { added: 0, removed: 0, changed: 0 },
      orders: { added: 0, removed: 0, changed: 0 },
      documents: { added: 1, removed: 0, changed: 0 },
    },
    documents: {
      added: {
        count: 1,
        bytes: 30_000,
        named: [{ name: 'paper 1.pdf', caseNumber: 'CS 9/2027', size: 30_000 }],
      },
      removed: { count: 0, named: [] },
      replaced: { count: 0, named: [] },
    },
  });
  expect(Math.abs(both.changes.estimatedFullBytes - full.size)).toBeLessThan(full.size / 2);
  expectForetold(both);
});

test('when nothing has changed that is said, and almost nothing would travel', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  const { changes, message } = await place.service.exports.detectChanges(full.backupId);
  expect(changes).toMatchObject({ isSame: true, travels: { documents: 0, changedShare: 0 } });
  expect(changes.travels.estimatedBytes).toBeLessThan(10_000);
  expect(message).toContain('nothing has changed');
});

test('an increment can be the base, with what it needs', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  await add(place, 'CS 9/2027', [jpegLike('new', 30_000)]);
  const first = await place.service.exports.exportNow({ base: full.backupId });
  await add(place, 'CS 10/2027', [jpegLike('newer', 20_000)]);
  const both = await foretoldAndMade(place, first.backupId);
  expect(both.changes).toMatchObject({ needs: 2, entries: { cases: { added: 1 } } });
  expectForetold(both);
});

test('a database that is another altogether is said to travel whole', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  await sql(place, 'UPDATE cases SET notes = hex(randomblob(2000))');
  const { travels, entries } = await changesSince(place, full.backupId);
  expect(entries.cases.changed).toBe(400);
  expect(travels.changedShare).toBeNull();
});

test('documents are told apart by their checksums: added, removed, replaced, the largest of many by name', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  const papers = Array.from({ length: 13 }, (_, index) => jpegLike(`paper ${index}`, 1_000 + index));
  await add(place, 'CS 9/2027', papers);
  // The same content again is nothing new.
  await add(place, 'CS 10/2027', [documents[0]!]);
  await sql(
    place,
    `UPDATE documents SET sha256 = (SELECT sha256 FROM documents WHERE size = 1012), size = 1012
       WHERE sha256 = (SELECT sha256 FROM documents WHERE size = 5000);
     DELETE FROM documents WHERE size IN (1012, 1011) AND caseId = (SELECT id FROM cases WHERE number = 'CS 9/2027')`,
  );
  const { documents: changed, entries } = await changesSince(place, full.backupId);
  expect(entries.documents).toEqual({ added: 12, removed: 0, changed: 1 });
  expect(changed.added).toMatchObject({ count: 11, bytes: 11 * 1_000 + 55 });
  expect(changed.added.named.map(({ size }) => size)).toEqual([
    1010, 1009, 1008, 1007, 1006, 1005, 1004, 1003, 1002, 1001,
  ]);
  expect(changed.replaced).toMatchObject({ count: 1, named: [{ caseNumber: 'WP 1/2026', size: 1012 }] });
  expect(changed.removed.count).toBe(0);
  await sql(place, 'DELETE FROM documents WHERE size = 40000');
  expect((await changesSince(place, full.backupId)).documents.removed).toMatchObject({
    count: 1,
    bytes: 40_000,
    named: [{ name: 'paper 1.pdf', caseNumber: 'WP 1/2026' }],
  });
});

test('a base without the file that it needs, and one that is damaged, are named; nothing is left behind', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  await add(place, 'CS 9/2027', [jpegLike('new', 30_000)]);
  const increment = await place.service.exports.exportNow({ base: full.backupId });
  const bytes = await readFile(full.filePath);
  const named = async (made: ExportResult): Promise<{ code: string; message: string }> =>
    place.service.exports.detectChanges(made.backupId).then(
      () => ({ code: 'no failure', message: '' }),
      ({ code, message }: { code: string; message: string }) => ({ code, message }),
    );
  // In the packed database, which is what is read.
  const damaged = Buffer.from(bytes);
  damaged[20_000]! ^= 1;
  await writeFile(full.filePath, damaged);
  for (const made of [full, increment])
    expect(await named(made)).toEqual({
      code: 'FILE_CORRUPTION',
      message: expect.stringContaining(basename(full.filePath)),
    });
  await rm(full.filePath);
  expect(await named(increment)).toEqual({
    code: 'INVALID_INPUT',
    message: expect.stringContaining(basename(full.filePath)),
  });
  expect(await named(full)).toMatchObject({ code: 'INVALID_INPUT' });
  expect(await readdir(place.paths.temp)).toEqual([]);
});

test('what can be built on comes first, newest first; the others say why not', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  const partial = await place.service.exports.exportNow({ includeFiles: false });
  const newest = await place.service.exports.exportNow({ base: full.backupId });
  expect((await place.service.exports.bases()).map(({ backupId, unfit }) => [backupId, unfit])).toEqual([
    [newest.backupId, null],
    [full.backupId, null],
    [partial.backupId, 'It does not hold everything.'],
  ]);
  expect(await codeOf(place.service.exports.detectChanges(partial.backupId))).toBe('INVALID_INPUT');
});

test('looking gives way to a backup, can be stopped, and is in no history', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  const looking = codeOf(place.service.exports.detectChanges(full.backupId));
  // It is a matter of milliseconds.
  const seen = (): void =>
    expect(place.service.operations.progress).toMatchObject({ kind: 'detect', yields: true });
  await vi.waitFor(seen, { interval: 1 });
  const made = await place.service.exports.exportNow({ base: full.backupId });
  expect(await looking).toBe('CANCELLED');
  expect(made.metadata.kind).toBe('incremental');
  expect(await codeOf(place.service.exports.detectChanges(full.backupId, AbortSignal.abort()))).toBe(
    'CANCELLED',
  );
  expect(await readdir(place.paths.temp)).toEqual([]);
  expect((await place.service.history(10)).map(({ kind }) => kind)).toEqual(['export', 'export']);
});
