/** Restore, undo and rollback: the practice is the old one or the new one, whole. */
import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  closePractice,
  documentPath,
  flipGeneration,
  generationFolder,
  liveGeneration,
  openDatabase,
  openPractice,
} from '@causebook/data';
import { expect, test, vi } from 'vitest';
import { craftBackup, craftZip } from '../../test/crafted-zip.ts';
import {
  addCase,
  codeOf,
  jpegLike,
  noise,
  office,
  prose,
  tempFolder,
  type Office,
} from '../../test/office.ts';
import { inPlaceRunner } from '../index.ts';

const documents = [jpegLike('scan', 40_000), prose('order', 60_000), jpegLike('large scan', 2_000_000)];

const addOneCase = (
  { session, paths }: Office,
  number: string,
  contents: readonly Buffer[] = [],
): Promise<string> => session.use((practice) => addCase(paths, practice, number, contents));

test('a backup restored elsewhere gives the same practice, by its digest', async () => {
  const here = await office({ documents });
  const { filePath } = await here.service.exports.exportNow();
  const there = await office({ empty: true });
  const { message, errors, counts } = await there.service.restores.restore({ filePath }, null);
  expect(message).toMatch(/^Restored 3 documents and 2 cases from the backup of \d{1,2} \p{L}+ \d{4}\.$/u);
  expect(errors).toEqual([]);
  expect(counts).toEqual(await here.session.counts());
  expect(await there.digest()).toBe(await here.digest());
});

test('the search index of a backup of this office is taken over, that of another is made anew', async () => {
  const here = await office({ documents });
  /** Cases that are found by a word which stands in the index only. */
  const found = ({ session }: Office): Promise<number> =>
    session.use(({ database }) =>
      database
        .prepare<[], number>("SELECT count(*) FROM searchIndex WHERE searchIndex MATCH 'zebra'")
        .pluck()
        .get(),
    ) as Promise<number>;
  await here.session.use(({ database }) => {
    const entry = database.prepare("SELECT number FROM searchEntries WHERE kind = 'case'").pluck().get();
    database.prepare('DELETE FROM searchIndex WHERE rowid = ?').run(entry);
    database
      .prepare(
        "INSERT INTO searchIndex (rowid, title, body, context, kind) VALUES (?, 'zebra', '', '', 'case')",
      )
      .run(entry);
  });
  const { backupId, filePath } = await here.service.exports.exportNow();
  await here.service.restores.restore({ backupId }, null);
  expect(await found(here)).toBe(1);
  const there = await office({ empty: true });
  await there.service.restores.restore({ filePath }, null);
  expect(await found(there)).toBe(0);
});

test('undo brings back exactly what was there, and rollback goes anywhere', async () => {
  const place = await office({ documents });
  const { backupId } = await place.service.exports.exportNow();
  const atBackup = await place.digest();
  await addOneCase(place, 'WP 7/2026', [noise('new paper', 9000)]);
  const before = await place.digest();
  await place.service.restores.restore({ backupId }, null);
  expect(await place.digest()).toBe(atBackup);
  const [point] = await place.service.restorePoints.list();
  expect(point).toMatchObject({
    isUndoTarget: true,
    counts: { cases: 3, documents: 4 },
    label: expect.stringMatching(/^Before it was restored from causebook-.*\.zip\.$/),
  });
  const undone = await place.service.restores.undo();
  expect(undone.message).toBe('The restore was undone: 3 cases, 3 hearings and 4 documents.');
  expect(await place.digest()).toBe(before);
  expect(await codeOf(place.service.restores.undo())).toBe('NOTHING_TO_UNDO');
  const [restored] = await place.service.restorePoints.list();
  await place.service.restores.rollBack(restored!.generationId);
  expect(await place.digest()).toBe(atBackup);
  expect((await place.service.history(9)).map((entry) => entry.kind)).toEqual([
    'rollback',
    'undo',
    'undo',
    'restore',
    'export',
  ]);
});

test('two restores can be undone one after the other', async () => {
  const place = await office();
  const digests: string[] = [];
  const backups = [];
  for (const number of ['A', 'B', 'C']) {
    await addOneCase(place, number);
    digests.push(await place.digest());
    backups.push(await place.service.exports.exportNow());
  }
  await place.service.restores.restore({ backupId: backups[1]!.backupId }, null);
  await place.service.restores.restore({ backupId: backups[0]!.backupId }, null);
  expect(await place.digest()).toBe(digests[0]);
  await place.service.restores.undo();
  expect(await place.digest()).toBe(digests[1]);
  await place.service.restores.undo();
  expect(await place.digest()).toBe(digests[2]);
});

test('background jobs stand still exactly while the practice is replaced', async () => {
  const log: string[] = [];
  const background = { stop: async () => void log.push('stop'), boot: () => void log.push('boot') };
  const place = await office({ parts: { background, onDataReplaced: (reason) => log.push(reason) } });
  const { backupId } = await place.service.exports.exportNow();
  expect(log).toEqual([]);
  await place.service.restores.restore({ backupId }, null);
  await place.service.restores.undo();
  expect(log).toEqual(['stop', 'boot', 'restore', 'stop', 'boot', 'undo']);
});

test('work with the practice waits while it is replaced and goes on with the new one', async () => {
  const place = await office({ documents });
  const { backupId } = await place.service.exports.exportNow();
  await addOneCase(place, 'late');
  const restoring = place.service.restores.restore({ backupId }, null);
  const seen: number[] = [];
  while (
    (await Promise.race([
      restoring.then(() => 'done'),
      place.session.counts().then(({ cases }) => seen.push(cases)),
    ])) !== 'done'
  )
    await new Promise(setImmediate);
  expect((await place.session.counts()).cases).toBe(2);
  expect(new Set(seen)).toContain(3);
});

test('a damaged backup changes nothing and names what is damaged', async () => {
  const place = await office({ documents });
  const { filePath } = await place.service.exports.exportNow();
  const digest = await place.digest();
  const bytes = await readFile(filePath);
  bytes[bytes.indexOf(documents[2]!.subarray(0, 64)) + 5]! ^= 1;
  const damaged = join(await tempFolder(), 'damaged.zip');
  await writeFile(damaged, bytes);
  const generations = await readdir(place.paths.generations);
  await expect(place.service.restores.restore({ filePath: damaged }, null)).rejects.toMatchObject({
    code: 'FILE_CORRUPTION',
    details: { entry: expect.stringMatching(/^files\//) },
  });
  await expect(place.service.proofs.verify({ filePath: damaged })).rejects.toMatchObject({
    code: 'FILE_CORRUPTION',
  });
  expect(await place.digest()).toBe(digest);
  expect(await readdir(place.paths.generations)).toEqual(generations);
  expect(await place.service.history(2)).toMatchObject([
    { kind: 'verify', status: 'failed' },
    { kind: 'restore', status: 'failed', step: 'extract', code: 'FILE_CORRUPTION' },
  ]);
});

test('a database with a trigger of its own is refused', async () => {
  const place = await office();
  const { filePath } = await place.service.exports.exportNow();
  const folder = join(await tempFolder(), 'unpacked');
  await place.service.library.unpack({ filePath }, folder);
  const database = openDatabase(join(folder, 'database.sqlite'));
  database.pragma('journal_mode = DELETE');
  database.exec('CREATE TRIGGER evil AFTER INSERT ON cases BEGIN DELETE FROM hearings; END');
  database.close();
  const crafted = join(await tempFolder(), 'crafted.zip');
  await writeFile(
    crafted,
    craftZip(
      craftBackup([{ name: 'database.sqlite', content: await readFile(join(folder, 'database.sqlite')) }]),
    ),
  );
  await expect(place.service.restores.restore({ filePath: crafted }, null)).rejects.toMatchObject({
    code: 'FILE_CORRUPTION',
    message: expect.stringContaining('evil'),
  });
});

test('a document whose name leads out of the store is refused', async () => {
  const place = await office({ documents });
  await place.session.use(({ database }) =>
    database.prepare('UPDATE documents SET sha256 = ?').run(`${'../'.repeat(21)}x`),
  );
  const { backupId } = await place.service.exports.exportNow({ includeFiles: false });
  await expect(place.service.restores.restore({ backupId }, null)).rejects.toMatchObject({
    code: 'FILE_CORRUPTION',
  });
});

test('a document that the store holds damaged is healed by a restore', async () => {
  const place = await office({ documents });
  const { backupId, metadata } = await place.service.exports.exportNow();
  const path = documentPath(
    place.paths.files,
    (await place.session.use(({ database }) =>
      database.prepare('SELECT sha256 FROM documents LIMIT 1').pluck().get(),
    )) as string,
  );
  const bytes = await readFile(path);
  bytes[17]! ^= 1;
  await writeFile(path, bytes);
  await place.service.restores.restore({ backupId }, null);
  expect(await place.digest()).toBe(metadata.digest);
});

test('a backup without documents restores with errors that say how many are lost', async () => {
  const place = await office({ documents });
  const { filePath } = await place.service.exports.exportNow({ includeFiles: false });
  const elsewhere = await office({ empty: true });
  const { errors, message } = await elsewhere.service.restores.restore({ filePath }, null);
  expect(errors).toEqual([
    expect.stringMatching(/^The backup was made without documents\. 3 documents are listed/),
  ]);
  expect(message).toContain('with errors');
  const { errors: none } = await place.service.restores.restore({ filePath }, null);
  expect(none).toEqual([]);
});

test('a backup without a database cannot be restored and says so', async () => {
  const place = await office({ documents });
  const { filePath } = await place.service.exports.exportNow({ includeDatabase: false });
  await expect(place.service.restores.restore({ filePath }, null)).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    message: expect.stringContaining('Database file not found in backup'),
  });
});

test('a practice that cannot be opened is kept as it is while a backup takes its place', async () => {
  const folder = await tempFolder();
  const place = await office({ documents, folder });
  const { filePath, metadata } = await place.service.exports.exportNow();
  const live = (await liveGeneration(place.paths))!;
  place.session.close();
  const rubbish = Buffer.from('this was a database once');
  await writeFile(generationFolder(place.paths, live).database, rubbish);
  await expect(place.session.open()).rejects.toMatchObject({ code: 'FILE_CORRUPTION' });
  const preview = await place.service.restores.preview({ filePath }, 'window', '2026-11-20');
  expect(preview.preview.warnings).toContainEqual(expect.stringContaining('cannot be read'));
  await place.service.restores.restore(
    { filePath },
    { token: preview.preview.confirmationToken, owner: 'window' },
  );
  expect(await place.digest()).toBe(metadata.digest);
  expect(await readFile(generationFolder(place.paths, live).database)).toEqual(rubbish);
  expect(await codeOf(place.service.restores.undo())).toBe('FILE_CORRUPTION');
  expect(await place.digest()).toBe(metadata.digest);
});

test('a restore cancelled in the middle leaves the practice and no trace', async () => {
  const cancel = new AbortController();
  const place = await office({
    documents,
    parts: {
      onProgress: (progress) =>
        progress?.kind === 'restore' && progress.phase === 'extract' && cancel.abort(),
    },
  });
  const { filePath } = await place.service.exports.exportNow();
  const digest = await place.digest();
  await rm(place.paths.files, { recursive: true });
  expect(await codeOf(place.service.restores.restore({ filePath }, null, { signal: cancel.signal }))).toBe(
    'CANCELLED',
  );
  expect(await readdir(place.paths.generations)).toHaveLength(1);
  await place.service.restores.restore({ filePath }, null);
  expect(await place.digest()).toBe(digest);
});

test('a confirmation works once, for its file and its window, until the file changes or the time is up', async () => {
  let clock = Date.parse('2026-11-20T10:00:00Z');
  const place = await office({ documents, parts: { now: () => new Date(clock) } });
  const { filePath, backupId } = await place.service.exports.exportNow();
  const preview = async () =>
    (await place.service.restores.preview({ filePath }, 'window 1', '2026-11-20')).preview.confirmationToken;
  const restore = (
    token: string,
    owner = 'window 1',
    choice: { filePath: string } | { backupId: typeof backupId } = { filePath },
  ) => codeOf(place.service.restores.restore(choice, { token, owner }));
  const token = await preview();
  expect(await restore(token)).toBe('no failure');
  expect(await restore(token)).toBe('CONFIRMATION_EXPIRED');
  expect(await restore(await preview(), 'window 2')).toBe('CONFIRMATION_EXPIRED');
  const old = await preview();
  clock += 16 * 60_000;
  expect(await restore(old)).toBe('CONFIRMATION_EXPIRED');
  const stale = await preview();
  const copy = await readFile(filePath);
  const other = await place.service.exports.exportNow({ name: 'other' });
  await writeFile(filePath, await readFile(other.filePath));
  expect(await restore(stale)).toBe('CONFIRMATION_EXPIRED');
  await writeFile(filePath, copy);
  expect(await restore('made up')).toBe('CONFIRMATION_EXPIRED');
});

test('the preview says in numbers and names what a restore would change', async () => {
  const place = await office({ cases: 3, documents });
  const { backupId } = await place.service.exports.exportNow();
  await addOneCase(place, 'WP 77/2026', [noise('late', 700)]);
  await place.session.use(({ database }) =>
    database.exec(
      `UPDATE cases SET stage = 'Judgment' WHERE number = 'WP 2/2026'; DELETE FROM cases WHERE number = 'WP 3/2026'`,
    ),
  );
  const { preview } = await place.service.restores.preview({ backupId }, 'w', '2026-11-20');
  expect(preview.changes.cases).toEqual({ now: 3, after: 3, appear: 1, disappear: 1, change: 1 });
  expect(preview.changes.hearings).toEqual({ now: 3, after: 3, appear: 1, disappear: 1, change: 0 });
  expect(preview.changes.documents).toEqual({ now: 4, after: 3, appear: 0, disappear: 1, change: 0 });
  expect(preview.disappearing).toEqual([
    { kind: 'hearing', label: 'Rao v. State (WP 77/2026), District Court', day: '2026-12-01' },
    { kind: 'case', label: 'WP 77/2026 Rao v. State (WP 77/2026)', day: null },
  ]);
  expect(preview.appearing).toContainEqual({
    kind: 'case',
    label: 'WP 3/2026 Rao v. State (WP 3/2026)',
    day: null,
  });
  expect(preview.origin).toBe('this-practice');
  const { filePath } = await (await office({ cases: 1 })).service.exports.exportNow();
  expect((await place.service.restores.preview({ filePath }, 'w', '2026-11-20')).preview.origin).toBe(
    'another-practice',
  );
  expect(await readdir(place.paths.temp)).toEqual([]);
});

test('deleting a restore point frees the documents that only it needed', async () => {
  const place = await office({ documents });
  const { backupId, metadata } = await place.service.exports.exportNow();
  await addOneCase(place, 'late', [noise('only here', 5000)]);
  await place.service.restores.restore({ backupId }, null);
  const [point] = await place.service.restorePoints.list();
  const { message } = await place.service.restorePoints.delete(point!.generationId);
  expect(message).toContain('1 document (5 kB)');
  expect(await place.service.restorePoints.list()).toEqual([]);
  expect(await place.digest()).toBe(metadata.digest);
  expect(await codeOf(place.service.restores.undo())).toBe('NOTHING_TO_UNDO');
  expect(await codeOf(place.service.restorePoints.delete((await liveGeneration(place.paths))!))).toBe(
    'NOT_FOUND',
  );
});

test('when the restored practice is not what it should be, the old one is live again', async () => {
  let sabotage = false;
  const place = await office({
    documents,
    parts: {
      runner: {
        run: async (task, hooks) => {
          const answer = await inPlaceRunner.run(task, hooks);
          return sabotage && task.kind === 'stage'
            ? { ...answer, counts: { ...(answer as { counts: object }).counts, cases: 99 } }
            : answer;
        },
      },
    },
  });
  const { backupId } = await place.service.exports.exportNow();
  const digest = await place.digest();
  sabotage = true;
  expect(await codeOf(place.service.restores.restore({ backupId }, null))).toBe('RESTORE_FAILED');
  expect(await place.digest()).toBe(digest);
  expect(await readdir(place.paths.generations)).toHaveLength(1);
});

test('a restore point whose database is gone is still listed, and the others can be gone back to', async () => {
  const place = await office({ documents });
  const { backupId } = await place.service.exports.exportNow();
  const first = (await liveGeneration(place.paths))!;
  await place.service.restores.restore({ backupId }, null);
  await place.service.restores.restore({ backupId }, null);
  await rm(generationFolder(place.paths, first).database);
  expect(await place.service.restorePoints.list()).toMatchObject([
    { size: expect.any(Number), isUndoTarget: true },
    { generationId: first, size: 0, counts: null },
  ]);
  await place.service.restores.undo();
});

test('losing the catalog loses no restore point', async () => {
  const folder = await tempFolder();
  const place = await office({ documents, folder });
  const { backupId } = await place.service.exports.exportNow();
  await addOneCase(place, 'late');
  const digest = await place.digest();
  await place.service.restores.restore({ backupId }, null);
  place.session.close();
  place.catalog.close();
  for (const suffix of ['', '-wal', '-shm']) await rm(place.paths.catalog + suffix, { force: true });
  const again = await office({ folder, empty: true });
  await again.session.open();
  expect(await again.service.restorePoints.list()).toMatchObject([
    { isUndoTarget: true, counts: { cases: 3 } },
  ]);
  await again.service.restores.undo();
  expect(await again.digest()).toBe(digest);
});

test('a flip to a generation that is not complete is refused', async () => {
  const place = await office();
  const live = (await liveGeneration(place.paths))!;
  await rm(generationFolder(place.paths, live).marker);
  expect(await codeOf(flipGeneration(place.paths, live))).toBe('NOT_FOUND');
  closePractice(await openPractice(place.paths));
});

test('a restore and an undo that were cut off right after their change are recorded as done', async () => {
  const place = await office({ documents });
  const { backupId } = await place.service.exports.exportNow();
  await addOneCase(place, 'WP 7/2026');
  const cutOff = { status: 'running', completedAt: null, message: '' } as const;
  for (const change of [
    () => place.service.restores.restore({ backupId }, null),
    () => place.service.restores.undo(),
  ]) {
    const { restoreId, generationId } = await change();
    await place.catalog.operations.end(restoreId, cutOff);
    expect(await place.service.recover()).toEqual([]);
    expect(await place.service.history(1)).toMatchObject([
      { status: 'completed', message: expect.stringContaining('The practice was replaced') },
    ]);
    expect(await liveGeneration(place.paths)).toBe(generationId);
    expect(await place.service.restorePoints.list()).toHaveLength(1);
  }
});

test('an undo that was cut off before its change leaves the state that it was to bring back', async () => {
  const place = await office();
  const { backupId } = await place.service.exports.exportNow();
  const { restorePointId } = await place.service.restores.restore({ backupId }, null);
  const { restoreId, generationId } = await place.service.restores.undo();
  await place.catalog.operations.end(restoreId, { status: 'running', toGeneration: generationId });
  await flipGeneration(place.paths, (await place.service.restorePoints.list())[0]!.generationId);
  expect(await place.service.recover()).toMatchObject([{ kind: 'undo', status: 'interrupted' }]);
  expect(await place.service.restorePoints.list()).toMatchObject([{ generationId: restorePointId }]);
});

test('a folder that cannot be reached after a crash is told and keeps nobody from the practice', async () => {
  const onTrouble = vi.fn();
  const place = await office({ parts: { onTrouble } });
  const { backupId } = await place.service.exports.exportNow();
  const folder = join(await tempFolder(), 'a file');
  await writeFile(folder, 'x');
  const [made] = await place.service.history(1);
  await place.catalog.operations.end(made!.id, { status: 'running', folder, backupId });
  expect(await place.service.recover()).toMatchObject([{ kind: 'export', status: 'interrupted' }]);
  expect(onTrouble).toHaveBeenCalledOnce();
});

test('a damaged restore point does not make a failure of deleting another, and keeps the documents', async () => {
  const place = await office({ documents });
  const { backupId } = await place.service.exports.exportNow();
  const { restorePointId } = await place.service.restores.restore({ backupId }, null);
  const second = await place.service.restores.restore({ backupId }, null);
  await writeFile(generationFolder(place.paths, restorePointId!).database, noise('damage', 20_000));
  const { message } = await place.service.restorePoints.delete(second.restorePointId!);
  expect(message).toBe('The restore point was deleted.');
  expect(await place.service.restorePoints.list()).toMatchObject([{ generationId: restorePointId }]);
});

test('a listed backup that has changed is refused as damaged, also without a preview', async () => {
  const place = await office({ documents });
  const [one, two] = [await place.service.exports.exportNow(), await place.service.exports.exportNow()];
  await writeFile(one.filePath, await readFile(two.filePath));
  expect(await codeOf(place.service.restores.restore({ backupId: one.backupId }, null))).toBe(
    'FILE_CORRUPTION',
  );
  expect(await codeOf(place.service.restores.preview({ backupId: one.backupId }, 'w', '2026-11-20'))).toBe(
    'FILE_CORRUPTION',
  );
});

test('a restore that is told BUSY does not use its confirmation up', async () => {
  const place = await office({ documents });
  const { filePath } = await place.service.exports.exportNow();
  const { preview } = await place.service.restores.preview({ filePath }, 'w', '2026-11-20');
  const confirmation = { token: preview.confirmationToken, owner: 'w' };
  const running = place.service.proofs.verify({ filePath });
  expect(await codeOf(place.service.restores.restore({ filePath }, confirmation))).toBe('BUSY');
  await running;
  expect(await codeOf(place.service.restores.restore({ filePath }, confirmation))).toBe('no failure');
});

test('a copied profile means its own archives, not those of the original', async () => {
  const folder = await tempFolder();
  const original = await office({ documents, folder: join(folder, 'original') });
  const { backupId, filePath } = await original.service.exports.exportNow();
  original.session.close();
  original.catalog.close();
  await cp(join(folder, 'original'), join(folder, 'copy'), { recursive: true });
  const copy = await office({ folder: join(folder, 'copy'), empty: true });
  expect(await copy.service.library.get(backupId)).toMatchObject({ fileState: 'present' });
  await copy.service.library.delete(backupId);
  expect((await stat(filePath)).isFile()).toBe(true);
});
