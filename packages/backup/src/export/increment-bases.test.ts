/** What increments build on: which backup, in what state, and what is found out about it on the way. */
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ExportResult } from '@causebook/contracts';
import { documentPath, generationFolder, liveGeneration } from '@causebook/data';
import { describe, expect, test } from 'vitest';
import { putTogether, takeApart } from '../../test/crafted-increment.ts';
import { createdAt as craftedAt, sha256 } from '../../test/crafted-zip.ts';
import { addCase, codeOf, jpegLike, office, tempFolder, type Office } from '../../test/office.ts';
import { ArchiveSet } from '../archive/archive-set.ts';
import { inPlaceRunner, type EngineRunner } from '../index.ts';
import { rereadSample, sampleOf } from '../increment/reread-sample.ts';

const scan = jpegLike('scan', 40_000);
const officeWithCases = (): Promise<Office> => office({ cases: 300, documents: [scan] });

async function add(place: Office, number: string, papers: readonly Buffer[] = []): Promise<void> {
  await place.session.use((practice) => addCase(place.paths, practice, number, papers));
}

async function failureOf(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  return work.then(
    () => ({ code: 'no failure', message: '' }),
    (error: { code: string; message: string }) => ({ code: error.code, message: error.message }),
  );
}

/** Changes one byte of a file, where that content lies in it. */
async function damage(filePath: string, content: Buffer): Promise<void> {
  const bytes = await readFile(filePath);
  bytes[bytes.indexOf(content) + 20_000]! ^= 1;
  await writeFile(filePath, bytes);
}

const kindOf = async (work: Promise<ExportResult>): Promise<string> => (await work).metadata.kind;

async function digestElsewhere(chosen: string): Promise<string> {
  const place = await office({ empty: true });
  await place.service.restores.restore({ filePath: chosen }, null);
  return place.digest();
}

describe('each folder has a row of its own', () => {
  test('so that the first automatic backup on another disk is a full one', async () => {
    const place = await officeWithCases();
    const usb = await tempFolder();
    const how = { fullEvery: 7 };
    expect(await kindOf(place.service.exports.exportNow({ base: 'auto' }, how))).toBe('full');
    const there = { ...how, destination: usb };
    expect(await kindOf(place.service.exports.exportNow({ base: 'auto' }, there))).toBe('full');
    expect(await kindOf(place.service.exports.exportNow({ base: 'auto' }, how))).toBe('incremental');
    const last = await place.service.exports.exportNow({ base: 'auto' }, there);
    expect(last.metadata.kind).toBe('incremental');
    await rm(place.paths.backups, { recursive: true });
    expect(await digestElsewhere(last.filePath)).toBe(await place.digest());
  });

  test('and whoever chooses a base in another folder is told what that means', async () => {
    const place = await officeWithCases();
    const full = await place.service.exports.exportNow();
    const away = await place.service.exports.exportNow(
      { base: full.backupId },
      { destination: await tempFolder() },
    );
    expect(away.warnings).toEqual([expect.stringContaining(`${basename(full.filePath)} in another folder`)]);
  });
});

test('a backup from a clock that was wrong does not stay what everything builds on', async () => {
  let now = new Date('2031-01-01T00:00:00Z');
  const place = await office({ cases: 300, parts: { now: () => now } });
  await place.service.exports.exportNow();
  const kinds: string[] = [];
  for (let day = 1; day <= 4; day += 1) {
    now = new Date(`2026-11-0${day}T00:00:00Z`);
    kinds.push(await kindOf(place.service.exports.exportNow({ base: 'auto' }, { fullEvery: 3 })));
  }
  expect(kinds).toEqual(['full', 'incremental', 'incremental', 'full']);
});

describe('a base whose file was damaged since', () => {
  test('is found while the computer still has what it held, and kept for bad', async () => {
    const place = await officeWithCases();
    const full = await place.service.exports.exportNow();
    await damage(full.filePath, scan);
    expect(await failureOf(place.service.exports.exportNow({ base: full.backupId }))).toEqual({
      code: 'FILE_CORRUPTION',
      message: expect.stringContaining(basename(full.filePath)),
    });
    expect((await place.service.library.get(full.backupId)).verification?.outcome).toBe('bad');
    expect(await codeOf(place.service.exports.exportNow({ base: full.backupId }))).toBe('INVALID_INPUT');
  });

  test('makes the automatic backup a full one, and that is said', async () => {
    const place = await officeWithCases();
    const full = await place.service.exports.exportNow();
    await damage(full.filePath, scan);
    const next = await place.service.exports.exportNow({ base: 'auto' }, { fullEvery: 7 });
    expect(next.metadata).toMatchObject({ kind: 'full', fileCount: 1 });
    expect(next.warnings).toEqual([expect.stringContaining(basename(full.filePath))]);
  });

  test('does so too where its database is what is damaged and nothing is remembered about it', async () => {
    const place = await officeWithCases();
    const full = await place.service.exports.exportNow({ compressionLevel: 0 });
    await damage(full.filePath, Buffer.from('SQLite format 3\0'));
    await rm(place.paths.fingerprints, { recursive: true });
    const next = await place.service.exports.exportNow({ base: 'auto' }, { fullEvery: 7 });
    expect(next.metadata.kind).toBe('full');
  });

  test('is marked by the drill of what needs it', async () => {
    const place = await officeWithCases();
    const full = await place.service.exports.exportNow();
    await add(place, 'CS 9/2027');
    const increment = await place.service.exports.exportNow({ base: full.backupId });
    await damage(full.filePath, scan);
    expect(await codeOf(place.service.proofs.drill(increment.backupId))).toBe('FILE_CORRUPTION');
    const [newest, oldest] = await place.service.library.list();
    expect(oldest!.verification?.outcome).toBe('bad');
    expect(newest!.increment!.badFiles).toEqual([{ fileName: basename(full.filePath), problem: 'damaged' }]);
  });

  test('does not stand in the way of a sound copy beside the increment', async () => {
    const place = await officeWithCases();
    const full = await place.service.exports.exportNow();
    const usb = await tempFolder();
    const increment = await place.service.exports.exportNow({ base: full.backupId }, { destination: usb });
    await copyFile(full.filePath, join(usb, basename(full.filePath)));
    await truncate(full.filePath, 9_000);
    expect((await place.service.proofs.drill(increment.backupId)).drill.outcome).toBe('proven');
  });
});

test('whoever reads a base again for long tells that it is at work', async () => {
  const place = await office({ cases: 30, documents: [scan, jpegLike('film', 3_000_000)] });
  const { filePath } = await place.service.exports.exportNow();
  const { signal } = new AbortController();
  const set = await ArchiveSet.open(filePath, [], signal);
  let read = 0;
  await rereadSample([...set.documents.values()], 0, { signal, onBytes: (bytes) => void (read += bytes) });
  await set.close();
  expect(read).toBeGreaterThan(3_000_000);
});

test('every part of a base has its turn to be read again', () => {
  const items = Array.from({ length: 10 }, (_, id) => ({ id, size: 10 }));
  const ids = (start: number, bytes: number): number[] => sampleOf(items, start, bytes).map(({ id }) => id);
  expect(ids(0, 25)).toEqual([0, 1, 2]);
  expect(ids(0.85, 30)).toEqual([8, 9, 0]);
  expect(ids(0.5, 1_000)).toEqual([5, 6, 7, 8, 9, 0, 1, 2, 3, 4]);
  expect(sampleOf([], 0.5, 100)).toEqual([]);
});

test('another backup in the place of the base is not built on', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  const other = await place.service.exports.exportNow();
  expect(other.size).toBe(full.size);
  await copyFile(other.filePath, full.filePath);
  expect(await failureOf(place.service.exports.exportNow({ base: full.backupId }))).toEqual({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('Another file lies in its place.'),
  });
});

test('fingerprints that cannot be read are made again from the base', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  await rm(join(place.paths.fingerprints, full.backupId));
  await mkdir(join(place.paths.fingerprints, full.backupId));
  await add(place, 'CS 9/2027');
  const increment = await place.service.exports.exportNow({ base: full.backupId });
  expect(increment.metadata.increment!.pages!.changedPages).toBeGreaterThan(0);
  await place.service.proofs.drill(increment.backupId);
});

test('what was kept for a backup that never came about is gone after a start', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  await writeFile(join(place.paths.fingerprints, '01a1f97a-4e3a-7e16-b896-0f0217c0c7db'), 'x');
  await writeFile(join(place.paths.fingerprints, `${full.backupId}.new`), 'x');
  await place.service.recover();
  expect(await readdir(place.paths.fingerprints)).toEqual([full.backupId]);
});

describe('an increment whose base is gone', () => {
  test('is shown so, makes nobody safe, and nothing is built on it', async () => {
    const place = await officeWithCases();
    const full = await place.service.exports.exportNow();
    await add(place, 'CS 9/2027');
    const increment = await place.service.exports.exportNow({ base: full.backupId });
    const schedule = { nextRunAt: null, consecutiveFailures: 0 };
    expect((await place.service.safety(schedule)).lastBackup?.backupId).toBe(increment.backupId);
    await rm(full.filePath);
    const [newest] = await place.service.library.list();
    expect(newest).toMatchObject({
      fileState: 'present',
      increment: { badFiles: [{ fileName: basename(full.filePath), problem: 'missing' }] },
    });
    expect(await place.service.safety(schedule)).toMatchObject({ level: 'danger', lastBackup: null });
    expect(await codeOf(place.service.exports.exportNow({ base: increment.backupId }))).toBe('INVALID_INPUT');
    expect(await kindOf(place.service.exports.exportNow({ base: 'auto' }, { fullEvery: 7 }))).toBe('full');
  });

  test('is found by a rebuild that comes upon its base later, in another folder', async () => {
    const place = await officeWithCases();
    const usb = await tempFolder();
    const marker = await place.service.exports.exportNow({}, { destination: usb });
    const full = await place.service.exports.exportNow({}, { destination: usb });
    const increment = await place.service.exports.exportNow({ base: full.backupId });
    await place.catalog.forgetBackup(full.backupId);
    await place.catalog.forgetBackup(increment.backupId);
    expect(dirname(increment.filePath)).toBe(place.paths.backups);
    expect(await place.service.library.rebuild()).toMatchObject({ found: 3, added: 2, unreadable: [] });
    await rm(full.filePath);
    await place.catalog.forgetBackup(full.backupId);
    await place.catalog.forgetBackup(increment.backupId);
    expect(await place.service.library.rebuild()).toMatchObject({
      added: 0,
      unreadable: [expect.stringContaining(basename(full.filePath))],
    });
    expect((await place.service.library.list()).map(({ backupId }) => backupId)).toEqual([marker.backupId]);
  });
});

test('a base with a name that a shell would take apart can be unpacked by hand all the same', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  const name = `my "old" backup; $(touch evil) it's.zip`;
  await rename(full.filePath, join(dirname(full.filePath), name));
  await place.service.library.rebuild();
  const increment = await place.service.exports.exportNow({ base: full.backupId });
  expect(increment.metadata.increment!.needs[0]!.fileName).toBe(name);
  const folder = await tempFolder();
  await copyFile(join(dirname(full.filePath), name), join(folder, name));
  await copyFile(increment.filePath, join(folder, 'this-file.zip'));
  const readme = execFileSync('unzip', ['-p', increment.filePath, 'README.txt'], { encoding: 'utf8' });
  const commands = readme.split('in a terminal:\n')[1]!.replaceAll(/^ {2}/gm, '');
  execFileSync('bash', ['-e', '-c', commands], { cwd: folder, encoding: 'utf8' });
  expect((await readdir(folder)).toSorted()).toEqual([name, 'backup', 'this-file.zip'].toSorted());
  expect(await codeOf(place.service.proofs.drill(increment.backupId))).toBe('no failure');
});

/** Runs in place, and does something when the engine begins to read back. */
const whileReadingBack = (deed: () => void): EngineRunner => ({
  run: (task, hooks) =>
    inPlaceRunner.run(task, {
      ...hooks,
      onProgress: (progress) => {
        if (task.kind === 'export' && progress.phase === 'verify') deed();
        hooks.onProgress(progress);
      },
    }),
});

describe('what goes wrong while an increment is read back is told, each as what it is', () => {
  test('a base that goes away: there is no increment, and the file that is missing is named', async () => {
    let base = '';
    const runner = whileReadingBack(() => rmSync(base, { force: true }));
    const place = await office({ cases: 300, documents: [scan], parts: { runner } });
    const full = await place.service.exports.exportNow();
    base = full.filePath;
    const failure = await failureOf(place.service.exports.exportNow({ base: full.backupId }));
    expect(failure.message).toContain(basename(base));
    expect((await readdir(place.paths.backups)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test('a disk that does not keep its end: the disk is to blame, not the base', async () => {
    let damaging = false;
    let place: Office | null = null;
    const runner = whileReadingBack(() => {
      if (!damaging) return;
      const folder = place!.paths.backups;
      const partial = join(
        folder,
        readdirSync(folder).find((name) => name.endsWith('.partial'))!,
      );
      truncateSync(partial, statSync(partial).size - 10);
    });
    place = await office({ cases: 300, documents: [scan], parts: { runner } });
    const full = await place.service.exports.exportNow();
    damaging = true;
    const failure = await failureOf(place.service.exports.exportNow({ base: full.backupId }));
    expect(failure).toMatchObject({
      code: 'BACKUP_FAILED',
      message: expect.stringContaining('The disk did not keep what was written to it'),
    });
  });
});

describe('a database that is another file altogether comes back as it was', () => {
  const changes: readonly (readonly [string, string])[] = [
    ['after VACUUM', 'VACUUM'],
    ['smaller', 'DELETE FROM hearings; DELETE FROM cases WHERE number > "WP 2"; VACUUM'],
    ['with empty pages at its end', 'DELETE FROM hearings; DELETE FROM cases WHERE number > "WP 2"'],
    ['with pages of another size', 'PRAGMA journal_mode = DELETE; PRAGMA page_size = 8192; VACUUM'],
    ['with auto_vacuum', 'PRAGMA auto_vacuum = FULL; VACUUM'],
    ['larger', `UPDATE cases SET notes = hex(zeroblob(3000))`],
  ];
  test.each(changes)('%s', async (_, sql) => {
    const place = await officeWithCases();
    const full = await place.service.exports.exportNow();
    await place.session.use(({ database }) => {
      database.unsafeMode(true);
      database.exec(sql.replaceAll('"', "'"));
    });
    const increment = await place.service.exports.exportNow({ base: full.backupId });
    expect(increment.metadata.kind).toBe('incremental');
    await place.service.proofs.drill(increment.backupId);
    expect(await digestElsewhere(increment.filePath)).toBe(await place.digest());
  });
});

test('what still lies in the journal of the database is in the increment', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  await place.session.use(({ database }) => database.pragma('wal_autocheckpoint = 0'));
  for (let number = 1; number <= 30; number += 1) await add(place, `CS ${number}/2027`);
  const { database } = generationFolder(place.paths, (await liveGeneration(place.paths))!);
  expect((await readFile(`${database}-wal`)).length).toBeGreaterThan(0);
  const increment = await place.service.exports.exportNow({ base: full.backupId });
  expect(increment.metadata.caseCount).toBe(330);
  expect(await digestElsewhere(increment.filePath)).toBe(await place.digest());
});

const DATABASE_1 = join(import.meta.dirname, '../../test/fixtures/database-1.zip');

describe('a base of an earlier Causebook', () => {
  test('can be built on after the database came forward', async () => {
    const place = await office();
    await mkdir(place.paths.backups, { recursive: true });
    await copyFile(DATABASE_1, join(place.paths.backups, 'database-1.zip'));
    await place.service.library.rebuild();
    const [first] = await place.service.library.list();
    await place.service.restores.restore({ backupId: first!.backupId }, null);
    await add(place, 'CS 9/2027', [jpegLike('new', 500)]);
    const increment = await place.service.exports.exportNow({ base: first!.backupId });
    expect(increment.metadata.increment).toMatchObject({ documents: 6, addedDocuments: 1 });
    expect(await digestElsewhere(increment.filePath)).toBe(await place.digest());
  });

  test('makes an increment of its time, which is written anew as it is', async () => {
    const place = await office();
    await mkdir(place.paths.backups, { recursive: true });
    await copyFile(DATABASE_1, join(place.paths.backups, 'database-1.zip'));
    const base = await takeApart(DATABASE_1);
    const sums = await readFile(DATABASE_1);
    const { metadata } = base;
    const database = base.entries.get('database.sqlite')!;
    const pageSize = database.readUInt16BE(16);
    const head = Buffer.from('CBPAGES1________');
    head.writeUInt32LE(pageSize, 8);
    head.writeUInt32LE(database.length / pageSize, 12);
    const files = [...base.entries].filter(([name]) => name.startsWith('files/'));
    const list = files.map(([name, content]) => `${name.slice(9)} ${content.length} ${metadata.backupId}\n`);
    const sum = sha256(database);
    const bytes = putTogether(
      { entries: new Map([['database.pages', head]]), metadata },
      {
        entries: { DOCUMENTS: Buffer.from(list.toSorted().join('')) },
        metadata: {
          backupId: '01a1f97a-4e3a-7e16-b896-0f0217c0c7db',
          version: 2,
          kind: 'incremental',
          base: metadata.backupId,
          increment: {
            needs: [
              {
                backupId: metadata.backupId,
                fileName: 'database-1.zip',
                createdAt: metadata.createdAt,
                checksum: sha256(sums),
              },
            ],
            pages: {
              base: metadata.backupId,
              baseSha256: sum,
              sha256: sum,
              size: database.length,
              pageSize,
              changedPages: 0,
            },
            documents: files.length,
            documentBytes: files.reduce((total, [, content]) => total + content.length, 0),
            addedDocuments: 0,
            removedDocuments: 0,
          },
        },
      },
    );
    await writeFile(join(place.paths.backups, 'increment.zip'), bytes);
    await place.service.library.rebuild();
    const increment = (await place.service.library.list()).find(({ kind }) => kind === 'incremental')!;
    expect(increment.createdAt).toBe(craftedAt);
    const whole = await place.service.exports.consolidate(increment.backupId);
    expect(whole.metadata).toMatchObject({ kind: 'full', databaseVersion: 1, fileCount: 5 });
    await place.service.proofs.drill(whole.backupId);
  });
});

test('a hostile increment cannot be made a full backup', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  await place.session.use(({ database }) =>
    database.exec(`CREATE TABLE evil (id TEXT); CREATE INDEX evilIndex ON cases (notes)`),
  );
  expect(await codeOf(place.service.exports.exportNow({ base: full.backupId }))).toBe('FILE_CORRUPTION');
  await place.session.use(({ database }) => database.exec(`DROP TABLE evil; DROP INDEX evilIndex`));
  await add(place, 'CS 9/2027');
  const increment = await place.service.exports.exportNow({ base: full.backupId });
  const parts = await takeApart(increment.filePath);
  await rm(increment.filePath);
  await place.catalog.forgetBackup(increment.backupId);
  const lie = { rowsDigest: null, digest: null, caseCount: parts.metadata.caseCount + 1 };
  await writeFile(increment.filePath, putTogether(parts, { metadata: lie }));
  await rm(`${increment.filePath}.sha256`);
  await place.service.library.rebuild();
  expect(await failureOf(place.service.exports.consolidate(increment.backupId))).toEqual({
    code: 'FILE_CORRUPTION',
    message: expect.stringContaining('It should hold 302 cases and holds 301.'),
  });
  expect(await readdir(place.paths.temp)).toEqual([]);
});

test('a document that went bad on the computer since is taken from the base, and nothing is missing', async () => {
  const place = await officeWithCases();
  const full = await place.service.exports.exportNow();
  await writeFile(documentPath(place.paths.files, sha256(scan)), 'not the scan any more');
  const increment = await place.service.exports.exportNow({ base: full.backupId });
  expect(increment.warnings).toEqual([]);
  expect(increment.metadata.digest).not.toBeNull();
  await place.service.proofs.drill(increment.backupId);
});
