/** Snapshots of a database that another process has in use, page by page and of the file held still. */
import { readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { generationFolder, liveGeneration, openDatabase, openReadOnly, type Database } from '@causebook/data';
import { beforeEach, expect, test } from 'vitest';
import { startBeside } from '../test/beside.ts';
import { codeOf, noise, office, tempFolder } from '../test/office.ts';
import { copyMoment, proveSnapshot, takeSnapshot } from './snapshot.ts';
import { holdStill } from './still-file.ts';

const EACH = 1_000_000;
let source: string;
let folder: string;
const signal = new AbortController().signal;

beforeEach(async () => {
  folder = await tempFolder();
  const { paths, session } = await office({ folder: join(folder, 'profile') });
  await session.use(({ database }) => {
    const put = database.prepare('INSERT INTO settings (key, value) VALUES (?, ?)');
    // The two accounts lie on pages that are far apart.
    put.run('account.left', EACH);
    for (let number = 0; number < 500; number += 1)
      put.run(`between.${number}`, noise(`${number}`, 3_000).toString('hex'));
    put.run('account.right', EACH);
  });
  source = generationFolder(paths, (await liveGeneration(paths))!).database;
  // The engine's process is alone with the database; nobody else in this one may have it open.
  session.close();
});

function accountsIn(path: string): number[] {
  const database = openReadOnly(path);
  try {
    return database
      .prepare<[], string>(`SELECT value FROM settings WHERE key LIKE 'account.%' ORDER BY key`)
      .pluck()
      .all()
      .map(Number);
  } finally {
    database.close();
  }
}

/** Does something to a database that SQLite would not do by itself. */
function inSchema<Result>(path: string, work: (database: Database) => Result): Result {
  const database = openDatabase(path);
  database.unsafeMode(true);
  database.pragma('writable_schema = ON');
  const result = work(database);
  database.pragma('journal_mode = DELETE');
  database.close();
  return result;
}

function commit(key: string): void {
  const database = openDatabase(source);
  database.prepare('INSERT INTO settings (key, value) VALUES (?, 1)').run(key);
  database.close();
}

test.for([true, false])('beside a writer each holds one moment (alone: %s)', async (isAlone) => {
  await startBeside(source, 'write');
  const moments: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    const target = join(folder, `copy-${round}.sqlite`);
    (await takeSnapshot(source, target, { signal, isAlone })).close();
    const [left = 0, right = 0] = accountsIn(target);
    expect(left + right).toBe(2 * EACH);
    moments.push(right);
  }
  expect(moments).toEqual(moments.toSorted((one, other) => one - other));
  expect(moments.at(-1)).toBeGreaterThan(moments[0]!);
});

test('while it is held still, commits go on and change not one byte of the file', async () => {
  const live = openDatabase(source);
  expect(await holdStill(live, signal)).toBe(true);
  const before = readFileSync(source);
  await startBeside(source, 'write');
  const grown = (): number => statSync(`${source}-wal`).size;
  await expect.poll(grown, { timeout: 10_000 }).toBeGreaterThan(40_000);
  expect(readFileSync(source).equals(before)).toBe(true);
  live.close();
  await expect.poll(() => readFileSync(source).equals(before), { timeout: 10_000 }).toBe(false);
});

test('where another reader keeps the WAL from being emptied, what was committed last is there all the same', async () => {
  await startBeside(source, 'read');
  commit('the last entry');
  const live = openDatabase(source);
  expect(await holdStill(live, signal)).toBe(false);
  expect(live.inTransaction).toBe(false);
  live.close();
  const target = join(folder, 'copy.sqlite');
  const snapshot = await takeSnapshot(source, target, { signal, isAlone: true });
  expect(snapshot.prepare(`SELECT value FROM settings WHERE key = 'the last entry'`).pluck().get()).toBe('1');
  snapshot.close();
});

test('a path that leads over a link does not hide the WAL', async () => {
  await startBeside(source, 'read');
  commit('the last entry');
  const link = join(folder, 'link.sqlite');
  symlinkSync(source, link);
  const live = openDatabase(link);
  expect(await holdStill(live, signal)).toBe(false);
  live.close();
});

test('both ways copy the same rows, into a file without a WAL', async () => {
  commit('the last entry');
  const copies = await Promise.all(
    [true, false].map(async (isAlone) => {
      const target = join(folder, `copy-${isAlone}.sqlite`);
      await copyMoment(source, target, { signal, isAlone });
      expect(statSync(`${target}-wal`, { throwIfNoEntry: false })).toBeUndefined();
      proveSnapshot(target);
      return target;
    }),
  );
  const rows = copies.map((path) => {
    const database = openReadOnly(path);
    const found = database.prepare('SELECT * FROM settings ORDER BY key').all();
    database.close();
    return found;
  });
  expect(rows[0]).toEqual(rows[1]);
});

test('a cancelled copy is told as one, and leaves the database as it was', async () => {
  const cancelled = new AbortController();
  const copying = copyMoment(source, join(folder, 'copy.sqlite'), {
    signal: cancelled.signal,
    isAlone: true,
    onBegun: () => cancelled.abort(),
  });
  expect(await codeOf(copying)).toBe('CANCELLED');
  commit('afterwards');
});

test('a copy whose index of a table is damaged is not a snapshot; a search index out of order is none of its business', async () => {
  const target = join(folder, 'copy.sqlite');
  await copyMoment(source, target, { signal });
  const copy = openDatabase(target);
  copy.unsafeMode(true);
  copy.exec(`DELETE FROM searchIndex_docsize; UPDATE searchIndex_data SET block = zeroblob(8) WHERE id > 10`);
  copy.pragma('journal_mode = DELETE');
  copy.close();
  proveSnapshot(target);
  // A row that its index knows nothing of: written while the index was hidden.
  const hidden = inSchema(target, (database) => {
    const found = database.prepare(`SELECT * FROM sqlite_schema WHERE name = 'casesByTitle'`).get() as object;
    database.exec(`DELETE FROM sqlite_schema WHERE name = 'casesByTitle'`);
    return found;
  });
  inSchema(target, (database) => database.exec(`UPDATE cases SET title = title || ' and another'`));
  inSchema(target, (database) =>
    database
      .prepare('INSERT INTO sqlite_schema VALUES (@type, @name, @tbl_name, @rootpage, @sql)')
      .run(hidden),
  );
  expect(() => proveSnapshot(target)).toThrow(/The database of the practice is damaged: .*casesByTitle/);
});
