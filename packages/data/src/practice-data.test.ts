/** Database, documents, digest, lock and lists of a practice on disk. */
import { fork } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CaseListRequest } from '@causebook/contracts';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { now, tempProfile } from '../test/profile.ts';
import { integrityProblems, openDatabase } from './database.ts';
import { digestPractice, rowsDigest } from './digest.ts';
import { holdsContent, storeContent, sweepDocuments } from './document-store.ts';
import { beginGeneration, newGenerationId } from './generations.ts';
import { mediaTypeOf } from './media-type.ts';
import { migrate, newestVersion, practiceMigrations, schemaDifferences } from './migrate.ts';
import { closePractice, createPractice, openPractice, PracticeSession } from './practice.ts';
import { lockProfile } from './profile-lock.ts';
import { generationFolder, documentPath } from './profile-paths.ts';
import { addDocument, findCase } from './repositories/documents.ts';
import { listCases } from './repositories/case-list.ts';
import { practiceTables } from './schema.ts';
import { uniqueId } from './unique-id.ts';

const memory = () => {
  const database = new SqliteDatabase(':memory:');
  migrate(database);
  return database;
};

const insertCase = (
  database: SqliteDatabase.Database,
  id: string,
  number: string,
  change: Record<string, string | null> = {},
): void => {
  const row = {
    id,
    number,
    title: `Case ${number}`,
    kind: '',
    court: 'High Court',
    judge: '',
    stage: '',
    status: 'open',
    clientName: '',
    clientContact: '',
    opponent: '',
    reference: '',
    notes: '',
    lawyerId: null,
    filedOn: null,
    createdAt: 'x',
    updatedAt: 'x',
    ...change,
  };
  const names = Object.keys(row);
  database
    .prepare(`INSERT INTO cases (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`)
    .run(row);
};

test('a migration that fails leaves the version before it', () => {
  const database = memory();
  const broken = [
    ...practiceMigrations,
    { version: newestVersion() + 1, sql: 'CREATE TABLE more (id TEXT); INSERT INTO nowhere VALUES (1);' },
  ];
  expect(() => migrate(database, broken)).toThrow('nowhere');
  expect(database.pragma('user_version', { simple: true })).toBe(newestVersion());
  expect(database.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'more'`).pluck().get()).toBe(0);
});

test('a database of a newer Causebook is refused and left alone', () => {
  const database = memory();
  database.pragma(`user_version = ${newestVersion() + 1}`);
  expect(() => migrate(database)).toThrow(expect.objectContaining({ code: 'VERSION_UNSUPPORTED' }));
});

test('the tables of a practice are all in the digest', () => {
  const names = memory()
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' ORDER BY name`,
    )
    .pluck()
    .all();
  expect(practiceTables.map(({ name }) => name).toSorted()).toEqual(names);
});

test('a schema that is not exactly ours is told', () => {
  const database = memory();
  expect(schemaDifferences(database)).toEqual([]);
  database.exec('CREATE VIEW spy AS SELECT * FROM cases');
  database.exec('DROP INDEX casesByNumber');
  expect(schemaDifferences(database)).toEqual([
    expect.stringContaining('Unknown: view spy'),
    expect.stringContaining('Missing: index casesByNumber'),
  ]);
  expect(schemaDifferences(new SqliteDatabase(':memory:'))).toEqual([
    expect.stringContaining('not the database of a Causebook practice'),
  ]);
});

test('the digest follows from the entries and not from the order in which they came', () => {
  const [one, two, three] = [memory(), memory(), memory()];
  for (const id of ['a', 'b', 'c']) insertCase(one, id, id);
  for (const id of ['c', 'a', 'b']) insertCase(two, id, id);
  for (const id of ['a', 'b', 'c']) insertCase(three, id, id, id === 'b' ? { notes: ' ' } : {});
  expect(rowsDigest(two)).toBe(rowsDigest(one));
  expect(rowsDigest(three)).not.toBe(rowsDigest(one));
});

test('the integrity check finds an entry that refers to nothing', () => {
  const database = memory();
  insertCase(database, 'a', '1');
  expect(integrityProblems(database)).toEqual([]);
  database.pragma('foreign_keys = OFF');
  insertCase(database, 'b', '2', { lawyerId: 'nobody' });
  expect(integrityProblems(database)).toEqual(['An entry of cases refers to a missing entry of users.']);
});

test('an acknowledged entry is written through: WAL with full synchronisation', async () => {
  const paths = await tempProfile();
  await createPractice(paths, { now, name: '' });
  const practice = await openPractice(paths);
  expect(practice.database.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(practice.database.pragma('synchronous', { simple: true })).toBe(2);
  expect(practice.database.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(practice.database.pragma('trusted_schema', { simple: true })).toBe(0);
  closePractice(practice);
});

test('the same content is stored once, under its hash, for this account only', async () => {
  const paths = await tempProfile();
  const first = await storeContent(paths, [Buffer.from('a paper')]);
  expect(await storeContent(paths, [Buffer.from('a '), Buffer.from('paper')])).toEqual(first);
  const path = documentPath(paths.files, first.sha256);
  expect(await readFile(path, 'utf8')).toBe('a paper');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(paths.temp)).toEqual([]);
  expect(await holdsContent(paths.files, first.sha256, first.size)).toBe(true);
  await writeFile(path, 'b paper');
  expect(await holdsContent(paths.files, first.sha256, first.size)).toBe(false);
});

test('a content that fails in the middle leaves nothing', async () => {
  const paths = await tempProfile();
  const broken = function* () {
    yield Buffer.from('half');
    throw new Error('the disk was pulled out');
  };
  await expect(storeContent(paths, broken())).rejects.toThrow('pulled out');
  expect(await readdir(paths.temp)).toEqual([]);
  expect(await readdir(paths.files)).toEqual([]);
});

test('a document joins its case with name, kind, size and hash; the sweep spares it and takes what nothing refers to', async () => {
  const paths = await tempProfile();
  await createPractice(paths, { now, name: '' });
  const practice = await openPractice(paths);
  insertCase(practice.database, 'c1', 'WP 1/2026');
  const file = join(paths.root, 'Order of 2 March.txt');
  await writeFile(file, 'Adjourned to 9 March.');
  const row = await addDocument(paths, practice, { caseId: 'c1', file, now });
  expect(row).toMatchObject({
    name: 'Order of 2 March.txt',
    mediaType: 'text/plain',
    size: 21,
    caseId: 'c1',
  });
  const orphan = await storeContent(paths, [Buffer.from('nobody refers to this')]);
  expect(await sweepDocuments(paths)).toEqual({ removed: 1, bytes: 21 });
  expect(await holdsContent(paths.files, row.sha256, row.size)).toBe(true);
  expect(await holdsContent(paths.files, orphan.sha256, orphan.size)).toBe(false);
  const digest = await digestPractice(practice.database, paths.files);
  await writeFile(documentPath(paths.files, row.sha256), 'Adjourned to 8 March.');
  expect(await digestPractice(practice.database, paths.files)).not.toBe(digest);
  await expect(addDocument(paths, practice, { caseId: 'c2', file, now })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(addDocument(paths, practice, { caseId: 'c1', file: paths.root, now })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  await expect(
    addDocument(paths, practice, { caseId: 'c1', file: join(paths.root, 'no'), now }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  closePractice(practice);
});

test('the sweep judges nothing while a generation is unfinished', async () => {
  const paths = await tempProfile();
  const live = await createPractice(paths, { now, name: '' });
  const orphan = await storeContent(paths, [Buffer.from('perhaps somebody needs this')]);
  await beginGeneration(paths, newGenerationId(now));
  expect(await sweepDocuments(paths)).toEqual({ removed: 0, bytes: 0 });
  expect(await holdsContent(paths.files, orphan.sha256, orphan.size)).toBe(true);
  expect((await stat(generationFolder(paths, live).database)).isFile()).toBe(true);
});

test('a case is found by its id or by a number that only it has', async () => {
  const paths = await tempProfile();
  await createPractice(paths, { now, name: '' });
  const practice = await openPractice(paths);
  for (const [id, number] of [
    ['a', '1'],
    ['b', '2'],
    ['c', '2'],
  ])
    insertCase(practice.database, id!, number!);
  expect([await findCase(practice, 'a'), await findCase(practice, '1')]).toEqual(['a', 'a']);
  await expect(findCase(practice, '2')).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining('Several'),
  });
  await expect(findCase(practice, '9')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  closePractice(practice);
});

test('the case list searches all words literally, filters, pages, and puts the nearest hearing first', async () => {
  const paths = await tempProfile();
  await createPractice(paths, { now, name: '' });
  const practice = await openPractice(paths);
  insertCase(practice.database, 'a', 'WP 1/2026', { title: 'Rao v. State', clientName: 'S. Rao' });
  insertCase(practice.database, 'b', 'WP 2/2026', { title: '100% Traders v. Rao' });
  insertCase(practice.database, 'c', 'CS 3/2026', { title: 'Bose v. Sen', status: 'closed' });
  const hearing = practice.database.prepare(
    `INSERT INTO hearings VALUES (?, ?, ?, NULL, '', '', '', '', '', '')`,
  );
  hearing.run('h1', 'b', '2026-03-05');
  hearing.run('h2', 'b', '2026-01-01');
  hearing.run('h3', 'a', '2026-04-01');
  const list = async (change: object) => listCases(practice, CaseListRequest.parse(change), '2026-03-02');
  const ids = async (change: object) => (await list(change)).cases.map(({ id }) => id);
  expect(await ids({})).toEqual(['b', 'a', 'c']);
  expect((await list({})).cases[0]).toMatchObject({
    nextHearingOn: '2026-03-05',
  });
  expect(await ids({ search: 'rao wp' })).toEqual(['b', 'a']);
  expect(await ids({ search: '100%' })).toEqual(['b']);
  expect(await ids({ search: '_' })).toEqual(['b', 'a', 'c']);
  expect(await ids({ status: 'closed' })).toEqual(['c']);
  expect(await list({ offset: 1, limit: 1 })).toMatchObject({ total: 3, cases: [{ id: 'a' }] });
  closePractice(practice);
});

test('a profile is held by one process, and free as soon as that process is gone', async () => {
  const paths = await tempProfile();
  const script = join(paths.root, 'hold.mjs');
  await writeFile(
    script,
    `import { lockProfile } from ${JSON.stringify(join(import.meta.dirname, 'profile-lock.ts'))};\nlockProfile({ root: '.', lock: ${JSON.stringify(paths.lock)} });\nprocess.send('held');\nsetInterval(() => {}, 1000);`,
  );
  const holder = fork(script, { execArgv: [] });
  await new Promise((resolve) => holder.once('message', resolve));
  expect(() => lockProfile(paths)).toThrow(expect.objectContaining({ code: 'BUSY' }));
  const gone = new Promise((resolve) => holder.once('exit', resolve));
  holder.kill('SIGKILL');
  await gone;
  lockProfile(paths).release();
  lockProfile(paths).release();
});

test('a session that cannot open its practice says why to everybody who asks', async () => {
  const paths = await tempProfile();
  const id = await createPractice(paths, { now, name: '' });
  await writeFile(generationFolder(paths, id).database, 'not a database');
  const session = new PracticeSession(paths);
  await expect(session.open()).rejects.toMatchObject({ code: 'FILE_CORRUPTION' });
  await expect(session.counts()).rejects.toMatchObject({ code: 'FILE_CORRUPTION' });
  expect(await readFile(generationFolder(paths, id).database, 'utf8')).toBe('not a database');
});

test('ids sort by the time they were made and are UUIDs of version 7', () => {
  const ids = [1, 2, 3].map((second) => uniqueId(new Date(second * 1000)));
  expect(ids).toEqual(ids.toSorted());
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('ids of one millisecond sort in the order in which they were made', () => {
  const ids = Array.from({ length: 5000 }, () => uniqueId(now));
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([
  ['%PDF-1.7\n', 'application/pdf'],
  ['\u00ff\u00d8\u00ff\u00e0', 'image/jpeg'],
  [
    'PK\u0003\u0004 word/document.xml',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  ['PK\u0003\u0004 something', 'application/zip'],
  ['Dear Sir', 'text/plain'],
  ['\u0000\u0001', 'application/octet-stream'],
])('a file that begins %j is %s, whatever its name', (head, mediaType) => {
  expect(mediaTypeOf(Buffer.from(head, 'latin1'))).toBe(mediaType);
});

test('opening a database that is not there is refused and makes none', async () => {
  const paths = await tempProfile();
  expect(() => openDatabase(join(paths.root, 'none.sqlite'))).toThrow(
    expect.objectContaining({ code: 'CONNECTION_FAILED' }),
  );
  expect(await readdir(paths.root)).toEqual([]);
});
