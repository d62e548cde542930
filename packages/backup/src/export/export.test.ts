/** Export: what is in an archive, that foreign tools agree, and what happens when something is wrong. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { documentPath, openDatabase, generationFolder, liveGeneration } from '@causebook/data';
import { describe, expect, test, vi } from 'vitest';
import { addCase, codeOf, jpegLike, noise, office, prose, tempFolder } from '../../test/office.ts';
import { inPlaceRunner } from '../index.ts';
import { FileSink } from '../archive/file-sink.ts';
import { StrictReader } from '../archive/strict-reader.ts';

const has = (tool: string): boolean => spawnSync('which', [tool]).status === 0;
const documents = [
  jpegLike('scan', 40_000),
  prose('order', 60_000),
  jpegLike('large scan', 3_000_000),
  prose('large order', 2_500_000),
  Buffer.from('short'),
];
const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function entriesOf(filePath: string) {
  const reader = await StrictReader.open(filePath, new AbortController().signal);
  await reader.close();
  return reader.archive;
}

test('a backup holds the database, every document once, the sums and the metadata', async () => {
  const { service } = await office({ documents: [...documents, documents[0]!] });
  const { filePath, metadata, size, checksum, backupId } = await service.exports.exportNow();
  const archive = await entriesOf(filePath);
  const files = documents.map((content) => `files/${sum(content).slice(0, 2)}/${sum(content)}`).toSorted();
  expect(archive.entries.map((entry) => entry.name)).toEqual([
    'README.txt',
    'database.sqlite',
    ...files,
    'SHA256SUMS',
    'backup-metadata.json',
  ]);
  expect(archive.metadata).toEqual(metadata);
  expect(metadata).toMatchObject({
    backupId,
    caseCount: 2,
    hearingCount: 2,
    documentCount: 6,
    fileCount: 5,
    compressionLevel: 6,
    appVersion: '1.2.3',
    practiceName: 'Test office',
  });
  const bytes = await readFile(filePath);
  expect(bytes.length).toBe(size);
  expect(sum(bytes)).toBe(checksum);
  expect(await readFile(`${filePath}.sha256`, 'utf8')).toBe(`${checksum}  ${filePath.split('/').at(-1)}\n`);
});

test('text is deflated and what is compressed already is stored, judged by content', async () => {
  const { service } = await office({ documents });
  const { entries } = await entriesOf((await service.exports.exportNow()).filePath);
  const methods = documents.map(
    (content) => entries.find((entry) => entry.name.endsWith(sum(content)))?.method,
  );
  expect(methods).toEqual([0, 8, 0, 8, 0]);
});

test('level 0 stores everything and level 9 is not larger than level 1', async () => {
  const { service } = await office({ documents });
  const at = async (compressionLevel: number) =>
    (await service.exports.exportNow({ compressionLevel })).filePath;
  const stored = await entriesOf(await at(0));
  expect(new Set(stored.entries.map((entry) => entry.method))).toEqual(new Set([0]));
  expect((await entriesOf(await at(9))).size).toBeLessThanOrEqual((await entriesOf(await at(1))).size);
});

test('at the usual level a database and a text are at most a hundredth larger than at level 6 of zlib', async () => {
  const diary = Buffer.from(
    Array.from({ length: 40_000 }, (_, day) => `${day * 7919} adjourned to ${day}\n`).join(''),
  );
  const { service } = await office({ cases: 600, documents: [diary] });
  const { filePath } = await service.exports.exportNow();
  const { entries } = await entriesOf(filePath);
  for (const { name, size, packedSize } of entries.filter(({ method }) => method === 8)) {
    const content = execFileSync('unzip', ['-p', filePath, name], { maxBuffer: 1 << 28 });
    expect(content).toHaveLength(size);
    expect(packedSize / deflateRawSync(content, { level: 6 }).length).toBeLessThan(1.01);
  }
});

test('what was not asked for is not in the archive', async () => {
  const { service } = await office({ documents });
  const names = async (options: object) =>
    (await entriesOf((await service.exports.exportNow(options)).filePath)).entries.map((entry) => entry.name);
  expect(await names({ includeFiles: false })).toEqual([
    'README.txt',
    'database.sqlite',
    'SHA256SUMS',
    'backup-metadata.json',
  ]);
  expect(await names({ includeDatabase: false })).not.toContain('database.sqlite');
  expect((await names({ includeMetadata: false })).at(-1)).toBe('SHA256SUMS');
  expect(await codeOf(service.exports.exportNow({ includeFiles: false, includeDatabase: false }))).toBe(
    'INVALID_INPUT',
  );
});

describe.skipIf(!has('unzip') || !has('sqlite3'))('without Causebook', () => {
  test('unzip, sha256sum and sqlite3 agree that the backup is sound', async () => {
    const { service } = await office({ documents });
    const { filePath } = await service.exports.exportNow();
    const folder = await tempFolder();
    execFileSync('unzip', ['-tq', filePath]);
    execFileSync('unzip', ['-q', filePath, '-d', folder]);
    execFileSync('sha256sum', ['-c', '--quiet', '--strict', 'SHA256SUMS'], { cwd: folder });
    const answer = execFileSync(
      'sqlite3',
      ['database.sqlite', 'PRAGMA integrity_check; SELECT count(*) FROM cases;'],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(answer).toBe('ok\n2\n');
    execFileSync('sha256sum', ['-c', '--quiet', `${filePath}.sha256`], { cwd: join(filePath, '..') });
  });
});

test('a test backup goes the whole way and leaves nothing but its line in the history', async () => {
  const { service, paths } = await office({ documents });
  const { message, metadata } = await service.exports.exportNow({ test: true });
  expect(message).toContain('The test succeeded');
  expect(metadata.caseCount).toBe(2);
  expect(await readdir(paths.backups)).toEqual([]);
  expect(await service.library.list()).toEqual([]);
  expect(await service.history(1)).toMatchObject([{ kind: 'export', status: 'completed', message }]);
});

test('documents that are missing or damaged in the store are told, and left out of the archive', async () => {
  const { service, paths } = await office({ documents });
  const [small, , large, , short] = documents.map((content) => documentPath(paths.files, sum(content)));
  await rm(short!);
  await writeFile(small!, jpegLike('forged', 40_000));
  await writeFile(large!, jpegLike('forged too', 3_000_000));
  const { metadata, warnings, filePath, message } = await service.exports.exportNow();
  expect(metadata.missingDocuments.map(({ sha256, reason }) => [sha256, reason]).toSorted()).toEqual(
    [
      [sum(documents[0]!), 'damaged'],
      [sum(documents[2]!), 'damaged'],
      [sum(documents[4]!), 'absent'],
    ].toSorted(),
  );
  expect(warnings).toEqual([expect.stringContaining('1 missing, 2 damaged')]);
  expect(message).toContain('1 missing, 2 damaged');
  expect((await entriesOf(filePath)).entries).toHaveLength(6);
  expect(metadata.digest).toBeNull();
});

test('a document that is lost needs no room, however large it was', async () => {
  const { service, session } = await office({ documents });
  await session.use(({ database }) =>
    database
      .prepare('UPDATE documents SET size = 4503599627370496, sha256 = ? WHERE size = 5')
      .run(sum(Buffer.from('lost'))),
  );
  const { metadata } = await service.exports.exportNow();
  expect(metadata.missingDocuments).toEqual([{ sha256: sum(Buffer.from('lost')), reason: 'absent' }]);
});

test('a damaged live database is not backed up over good backups', async () => {
  const { service, paths, session } = await office({ cases: 400 });
  const live = generationFolder(paths, (await liveGeneration(paths))!).database;
  session.close();
  const bytes = await readFile(live);
  bytes.fill(0xa5, 4096 * 3, 4096 * 6);
  await writeFile(live, bytes);
  expect(await codeOf(service.exports.exportNow())).toBe('FILE_CORRUPTION');
  expect(await readdir(paths.backups)).toEqual([]);
});

test('writers go on during the snapshot, and the copy is one moment of theirs', async () => {
  const { service, paths } = await office({ cases: 3000 });
  const live = generationFolder(paths, (await liveGeneration(paths))!).database;
  const writer = openDatabase(live);
  writer.exec(`INSERT INTO settings VALUES ('left', '500'), ('right', '500')`);
  const move = writer.transaction((by: number) => {
    writer.prepare(`UPDATE settings SET value = value - ? WHERE key = 'left'`).run(by);
    writer.prepare(`UPDATE settings SET value = value + ? WHERE key = 'right'`).run(by);
  });
  let moves = 0;
  const timer = setInterval(() => {
    move((moves % 7) - 3);
    moves += 1;
  }, 2);
  try {
    for (let round = 0; round < 3; round += 1) {
      const { filePath } = await service.exports.exportNow({ includeFiles: false });
      const folder = await tempFolder();
      await inPlaceRunner.run(
        { kind: 'unpack', filePath, folder },
        { signal: new AbortController().signal, onProgress: () => {} },
      );
      const copy = openDatabase(join(folder, 'database.sqlite'));
      expect(
        copy.prepare(`SELECT sum(value) FROM settings WHERE key IN ('left', 'right')`).pluck().get(),
      ).toBe(1000);
      copy.close();
    }
  } finally {
    clearInterval(timer);
    writer.close();
  }
  expect(moves).toBeGreaterThan(10);
});

test('a cancelled backup leaves no file and a record that says so', async () => {
  const cancel = new AbortController();
  const { service, paths } = await office({
    documents,
    parts: { onProgress: (progress) => progress?.phase === 'write' && cancel.abort() },
  });
  expect(await codeOf(service.exports.exportNow({}, { signal: cancel.signal }))).toBe('CANCELLED');
  expect(await readdir(paths.backups)).toEqual([]);
  expect(await readdir(paths.temp)).toEqual([]);
  expect(await service.history(1)).toMatchObject([
    { kind: 'export', status: 'cancelled', code: 'CANCELLED', step: 'write' },
  ]);
  expect(await service.library.list()).toEqual([]);
});

test('what the disk did not keep is not a backup', async () => {
  const { service, paths } = await office({ documents });
  const finish = FileSink.prototype._final;
  vi.spyOn(FileSink.prototype, '_final').mockImplementation(function (this: FileSink, done) {
    const file = join(paths.backups, readdirSync(paths.backups)[0]!);
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(file, bytes);
    finish.call(this, done);
  });
  await expect(service.exports.exportNow()).rejects.toMatchObject({
    code: 'BACKUP_FAILED',
    message: expect.stringContaining('did not keep'),
  });
  expect(await readdir(paths.backups)).toEqual([]);
  expect(await service.library.list()).toEqual([]);
});

test('a destination that cannot be a folder is told by name', async () => {
  const { service } = await office();
  const blocked = join(await tempFolder(), 'a file');
  await writeFile(blocked, 'x');
  await expect(
    service.exports.exportNow({}, { destination: join(blocked, 'backups') }),
  ).rejects.toMatchObject({
    code: 'INVALID_CONFIG',
    message: expect.stringContaining(blocked),
  });
});

test("the profile's own folders cannot hold backups, because a start clears them", async () => {
  const { service, paths } = await office();
  const link = join(await tempFolder(), 'link');
  await symlink(paths.root, link);
  for (const destination of [paths.temp, join(paths.files, 'backups'), join(link, 'temp')]) {
    await expect(service.exports.exportNow({}, { destination })).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining(destination),
    });
  }
  await service.exports.exportNow({}, { destination: join(paths.root, 'temporary') });
});

test.each(['1970-01-05T10:00:00Z', '2044-02-29T23:59:59Z', '2107-12-31T23:59:59Z', '2150-06-01T12:00:00Z'])(
  'a computer whose clock says %s makes backups that verify',
  async (clock) => {
    const { service } = await office({ documents, parts: { now: () => new Date(clock) } });
    const { filePath } = await service.exports.exportNow();
    await service.proofs.verify({ filePath });
  },
);

test('a sound backup that cannot be entered in the list is no failure, and says so', async () => {
  const onTrouble = vi.fn();
  const { service, catalog } = await office({ parts: { onTrouble } });
  vi.spyOn(catalog, 'putBackup').mockRejectedValue(new Error('database or disk is full'));
  const { filePath, warnings, message } = await service.exports.exportNow();
  expect(warnings).toEqual([expect.stringContaining(filePath)]);
  expect(message).toContain('could not be entered in the list');
  expect(onTrouble).toHaveBeenCalledOnce();
  vi.restoreAllMocks();
  expect(await service.library.rebuild()).toMatchObject({ found: 1, added: 1 });
});

test('scheduled backups that wait for the same operation get their turns one after the other', async () => {
  const { service } = await office({ documents });
  const first = service.exports.exportNow();
  const waiting = [1, 2, 3].map(() => service.exports.exportNow({}, { source: 'scheduled' }));
  await Promise.all([first, ...waiting]);
  expect(await service.library.list()).toHaveLength(4);
});

test('a backup that was moved is listed where it is now, and a folder that cannot be read is named', async () => {
  const { service, paths } = await office({ documents });
  const elsewhere = join(await tempFolder(), 'disk');
  const { backupId, filePath } = await service.exports.exportNow({}, { destination: elsewhere });
  const moved = join(paths.backups, basename(filePath));
  await mkdir(paths.backups, { recursive: true });
  await rename(filePath, moved);
  await rm(elsewhere, { recursive: true });
  await writeFile(elsewhere, 'a file where the folder was');
  expect(await service.library.rebuild()).toMatchObject({
    found: 1,
    added: 1,
    unreadable: [expect.stringContaining(elsewhere)],
  });
  expect(await service.library.list()).toMatchObject([{ backupId, filePath: moved, fileState: 'present' }]);
});

describe.skipIf(process.getuid?.() !== 0 || !has('mount'))('on a disk of its own', () => {
  async function disk(options: string): Promise<string> {
    const folder = join(await tempFolder(), 'disk');
    await mkdir(folder);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status !== 0)
      throw new Error('tmpfs cannot be mounted here');
    return folder;
  }
  test('a full disk is said so, and nothing is left on it', async () => {
    const { service } = await office({ documents });
    const destination = await disk('size=3m');
    try {
      expect(await codeOf(service.exports.exportNow({}, { destination }))).toBe('INSUFFICIENT_SPACE');
      expect(await readdir(destination)).toEqual([]);
    } finally {
      spawnSync('umount', [destination]);
    }
  });
  test('a disk that fills up in the middle is said so, and nothing is left on it', async () => {
    const { service } = await office({
      documents: [
        prose('a', 900_000),
        ...Array.from({ length: 5 }, (_, index) => noise(`n${index}`, 700_000)),
      ],
    });
    // The estimate lets it begin: compressible text is expected to shrink, noise does not.
    const destination = await disk('size=3400k');
    try {
      expect(await codeOf(service.exports.exportNow({}, { destination }))).toBe('INSUFFICIENT_SPACE');
      expect(await readdir(destination)).toEqual([]);
    } finally {
      spawnSync('umount', [destination]);
    }
  });
  test('a read-only disk is said so', async () => {
    const { service } = await office();
    const destination = await disk('size=1m,ro');
    try {
      expect(await codeOf(service.exports.exportNow({}, { destination }))).toBe('PERMISSION_DENIED');
    } finally {
      spawnSync('umount', [destination]);
    }
  });
});

test('a second operation is told that one is running, and a scheduled one waits its turn', async () => {
  const { service } = await office({ documents });
  const first = service.exports.exportNow();
  expect(await codeOf(service.exports.exportNow())).toBe('BUSY');
  await Promise.all([first, service.exports.exportNow({}, { source: 'scheduled' })]);
  expect((await service.library.list()).map((backup) => backup.source)).toEqual(['scheduled', 'manual']);
});

test('the list tells when a file is gone or has another size; a delete takes the file and its sum', async () => {
  const { service, paths } = await office({ documents });
  const [one, two] = [
    await service.exports.exportNow({ name: 'before the trial' }),
    await service.exports.exportNow(),
  ];
  expect(await service.library.list()).toMatchObject([
    { fileState: 'present' },
    { fileState: 'present', name: 'before the trial', counts: { cases: 2, documents: 5 } },
  ]);
  await truncate(two.filePath, 100);
  expect(await service.library.get(two.backupId)).toMatchObject({ fileState: 'changed' });
  expect(await codeOf(service.proofs.verify({ backupId: two.backupId }))).toBe('FILE_CORRUPTION');
  expect((await service.library.get(two.backupId)).verification?.outcome).toBe('bad');
  await service.library.delete(two.backupId);
  expect(await readdir(paths.backups)).toHaveLength(2);
  await rm(one.filePath);
  expect(await service.library.get(one.backupId)).toMatchObject({ fileState: 'missing' });
  expect(await codeOf(service.proofs.verify({ backupId: one.backupId }))).toBe('BACKUP_NOT_FOUND');
  // It was the last good one when the other was found to be damaged.
  await service.library.unprotect(one.backupId);
  await service.library.delete(one.backupId);
  expect(await service.library.list()).toEqual([]);
  expect(await codeOf(service.library.delete(one.backupId))).toBe('BACKUP_NOT_FOUND');
});

test('statistics add up', async () => {
  const { service } = await office({ documents });
  const sizes = [
    (await service.exports.exportNow()).size,
    (await service.exports.exportNow({ includeFiles: false })).size,
  ];
  expect(await service.library.statistics()).toMatchObject({
    totalBackups: 2,
    totalSize: sizes[0]! + sizes[1]!,
    manualBackups: 2,
    missingFiles: 0,
    failedRuns: 0,
  });
});

test('the list is made again from the archives alone', async () => {
  const folder = await tempFolder();
  const first = await office({ documents, folder });
  const whole = await first.service.exports.exportNow({ name: 'whole' });
  await first.service.exports.exportNow({ includeMetadata: false });
  await writeFile(join(first.paths.backups, 'holiday.zip'), 'not a zip');
  const before = await first.service.library.list();
  first.session.close();
  first.catalog.close();
  for (const suffix of ['', '-wal', '-shm']) await rm(first.paths.catalog + suffix, { force: true });
  const again = await office({ folder, empty: true });
  expect(await again.service.library.rebuild()).toMatchObject({
    found: 3,
    added: 2,
    unreadable: [expect.stringContaining('holiday.zip')],
  });
  const after = await again.service.library.list();
  const facts = (backups: typeof after) =>
    backups.map((backup) => [backup.fileName, backup.size, backup.checksum]).toSorted();
  expect(facts(after)).toEqual(facts(before));
  expect(after.find((backup) => backup.backupId === whole.backupId)).toMatchObject({
    name: 'whole',
    counts: { cases: 2, documents: 5 },
    verification: { outcome: 'good' },
  });
  expect(await again.service.library.rebuild()).toMatchObject({ found: 3, added: 0 });
});

test('progress never goes back and ends', async () => {
  const told: (number | null)[] = [];
  const { service } = await office({
    documents,
    parts: { onProgress: (progress) => told.push(progress?.percent ?? null) },
  });
  await service.exports.exportNow();
  const percents = told.slice(0, -1) as number[];
  expect(told.at(-1)).toBeNull();
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  expect(percents.at(-1)).toBeGreaterThan(90);
});

test('a case added after the snapshot is not in the backup, one before is', async () => {
  const { service, session, paths } = await office({ cases: 1 });
  await session.use((practice) => addCase(paths, practice, 'WP 99/2026'));
  expect((await service.exports.exportNow()).metadata.caseCount).toBe(2);
});
