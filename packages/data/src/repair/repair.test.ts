/** Damage of every kind, made on a real practice: what is said of it, and what is read of it. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkpoint, integrityProblems, openDatabase, openReadOnly } from '../database.ts';
import { rowsDigest } from '../digest.ts';
import { migrate } from '../migrate.ts';
import { profilePaths } from '../profile-paths.ts';
import { fillWithSample } from '../sample/fill-with-sample.ts';
import { practiceTables } from '../schema.ts';
import { examineDamage, type Examined } from './examine-damage.ts';
import { reindexCopy } from './reindex-copy.ts';
import { hashDamaged } from './copy-damaged.ts';

const PAGE = 4096;
let folder: string;
let sound: string;
let rows: ReadonlyMap<string, ReadonlyMap<string, string>>;
let place: string;
let number = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causebook-repair-'));
  sound = join(folder, 'sound.sqlite');
  const database = openDatabase(sound, { create: true });
  migrate(database);
  const request = { seed: 3, cases: 300, documents: 40, bytes: 400_000, today: '2026-11-20' };
  await fillWithSample(profilePaths(join(folder, 'profile')), database, request);
  // Something was deleted: what stood there must not come back.
  database.exec(`DELETE FROM hearings WHERE rowid BETWEEN 200 AND 420`);
  checkpoint(database);
  rows = rowsOf(sound);
  database.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  number += 1;
  place = join(folder, `case-${number}`);
  await mkdir(join(place, 'work'), { recursive: true });
});

/** Every row as JSON, by table and key. */
function rowsOf(path: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const database = openReadOnly(path);
  const found = practiceTables.map(({ name, key }) => {
    const all = database.prepare<[], Record<string, unknown>>(`SELECT * FROM ${name}`).all();
    return [name, new Map(all.map((row) => [String(row[key]), JSON.stringify(row)]))] as const;
  });
  database.close();
  return new Map(found);
}

const total = (of: ReadonlyMap<string, ReadonlyMap<string, string>>): number =>
  [...of.values()].reduce((sum, table) => sum + table.size, 0);

/** A copy of the sound database, damaged. */
function damaged(damage: (bytes: Buffer) => Buffer | void): string {
  const path = join(place, 'database.sqlite');
  const bytes = readFileSync(sound);
  writeFileSync(path, damage(bytes) ?? bytes);
  return path;
}

const examine = (path: string): Promise<Examined> =>
  examineDamage(path, join(place, 'work'), { isOpen: false, now: new Date('2026-11-20T10:00:00Z') });

/** Where the pages of a table or an index begin, from its first page on. */
function rootOf(name: string): number {
  const database = openReadOnly(sound);
  const page = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name);
  database.close();
  return page as number;
}
const zero = (bytes: Buffer, page: number): Buffer => bytes.fill(0, (page - 1) * PAGE, page * PAGE);

/** What stands in the new database and never stood in the old one; placeholders are counted elsewhere. */
function invented(path: string): string[] {
  return [...rowsOf(path)].flatMap(([table, found]) =>
    [...found]
      .filter(([key, row]) => rows.get(table)!.get(key) !== row)
      .map(([key, row]) => `${table} ${key} ${row}`),
  );
}

describe('a database without damage', () => {
  test('is said to have none, and all of it is read', async () => {
    const { damage, salvaged, database } = await examine(damaged(() => {}));
    expect(damage).toMatchObject({ kind: 'none', findings: [], journal: 'none' });
    expect(salvaged.lost).toEqual([]);
    expect(salvaged.setAside).toEqual([]);
    const [before, after] = [openReadOnly(sound), openReadOnly(database)];
    expect(rowsDigest(after)).toBe(rowsDigest(before));
    before.close();
    after.close();
  });
});

test('an index that is wrong costs nothing: a copy with new indexes has the same rows', async () => {
  const path = damaged((bytes) => {
    const leaf = leafOf(bytes, 'hearingsByDay');
    const page = bytes.subarray((leaf - 1) * PAGE, leaf * PAGE);
    page.write('1999', page.lastIndexOf('202'));
  });
  const before = await hashDamaged(path);
  const { damage, copy, salvaged, database } = await examine(path);
  expect(damage.kind).toBe('index');
  expect(salvaged.whole).toHaveLength(practiceTables.length);
  const target = join(place, 'new.sqlite');
  expect(await reindexCopy(copy.path, target, database)).toBe(true);
  const [old, made] = [openReadOnly(sound), openDatabase(target)];
  expect(integrityProblems(made)).toEqual([]);
  expect(rowsDigest(made)).toBe(rowsDigest(old));
  old.close();
  made.close();
  expect(await hashDamaged(path)).toBe(before);
});

test('an index whose pages are gone cannot be made again in place, and every row is in a new database', async () => {
  const { damage, copy, database } = await examine(
    damaged((bytes) => void zero(bytes, rootOf('hearingsByDay'))),
  );
  expect(damage.kind).toBe('index');
  expect(await reindexCopy(copy.path, join(place, 'new.sqlite'), database)).toBe(false);
  expect(rowsOf(database)).toEqual(rows);
});

test('an index that knows of rows which the table has not is no matter of the index alone', async () => {
  const path = damaged(() => {});
  const database = openDatabase(path);
  const root = rootOf('casesByTitle');
  const of = readFileSync(sound).subarray((root - 1) * PAGE, root * PAGE);
  expect(of[0]).toBe(0x02);
  database.close();
  // The row is taken out of the table behind the indexes' back: its page says that it has one row less.
  const bytes = readFileSync(path);
  const leaf = leafOf(bytes, 'cases');
  const count = bytes.readUInt16BE((leaf - 1) * PAGE + 3);
  bytes.writeUInt16BE(count - 1, (leaf - 1) * PAGE + 3);
  writeFileSync(path, bytes);
  const { damage, salvaged } = await examine(path);
  expect(damage.kind).toBe('entries');
  expect(salvaged.lost).toHaveLength(1);
  expect(salvaged.lost[0]).toMatchObject({ kind: 'case', label: expect.stringMatching(/^Case .+ .+/) });
});

/** Some page of rows of a table. */
function leafOf(bytes: Buffer, table: string, skip = 1): number {
  let page = rootOf(table);
  while ([0x05, 0x02].includes(bytes[(page - 1) * PAGE]!))
    page = bytes.readUInt32BE((page - 1) * PAGE + bytes.readUInt16BE((page - 1) * PAGE + 12 + 2 * skip));
  return page;
}

test('rows on a page that is gone are counted and named, and every other row is as it was', async () => {
  let lost = 0;
  const path = damaged((bytes) => {
    const leaf = leafOf(bytes, 'hearings');
    lost = bytes.readUInt16BE((leaf - 1) * PAGE + 3);
    zero(bytes, leaf);
  });
  const { damage, salvaged, database } = await examine(path);
  expect(damage.kind).toBe('entries');
  const hearings = salvaged.kinds.find(({ kind }) => kind === 'hearing')!;
  expect(hearings.missing).toBe(lost);
  expect(hearings.read + hearings.missing).toBe(rows.get('hearings')!.size);
  expect(invented(database).filter((row) => !/^(tasks|orders) /.test(row))).toEqual([]);
  expect(salvaged.lost[0]!.label).toMatch(/^Hearing of \d{1,2} \p{L}+ \d{4}, /u);
  const made = openDatabase(database);
  expect(integrityProblems(made)).toEqual([]);
  made.close();
});

test('a node above the rows can go without one of them', async () => {
  const root = rootOf('hearings');
  expect(readFileSync(sound)[(root - 1) * PAGE]).toBe(0x05);
  const { salvaged, database } = await examine(damaged((bytes) => void zero(bytes, root)));
  expect(salvaged.lost).toEqual([]);
  expect(invented(database)).toEqual([]);
  expect(rowsOf(database).get('hearings')!.size).toBe(rows.get('hearings')!.size);
});

test('an entry whose case could not be read keeps it by name, under its own id', async () => {
  const path = damaged((bytes) => void zero(bytes, leafOf(bytes, 'cases')));
  const { salvaged, database } = await examine(path);
  expect(salvaged.placeholders).toBeGreaterThan(0);
  const made = openDatabase(database);
  expect(integrityProblems(made)).toEqual([]);
  const placeholder = made
    .prepare<[], { id: string; title: string }>(
      `SELECT id, title FROM cases WHERE title LIKE '%could not be read%' LIMIT 1`,
    )
    .get()!;
  expect(rows.get('cases')!.has(placeholder.id)).toBe(true);
  expect(rowsOf(database).get('hearings')!.size).toBe(rows.get('hearings')!.size);
  made.close();
});

test.each([
  ['the first hundred bytes', 100],
  ['the whole first page', PAGE],
])('without %s every row is found page by page, and nothing deleted comes back', async (_, length) => {
  const path = damaged((bytes) => void bytes.fill(0, 0, length));
  const { damage, salvaged, database } = await examine(path);
  expect(damage.kind).toBe('head');
  expect(salvaged.isReadable).toBe(false);
  expect(invented(database)).toEqual([]);
  expect(total(rowsOf(database)) + salvaged.setAside.length).toBe(total(rows));
});

test('a database that was cut off gives what stands before the cut', async () => {
  const path = damaged((bytes) => bytes.subarray(0, Math.floor(bytes.length / PAGE / 2) * PAGE + 77));
  const before = await hashDamaged(path);
  const { damage, salvaged, database } = await examine(path);
  expect(['entries', 'head']).toContain(damage.kind);
  expect(salvaged.lost.length).toBeGreaterThan(0);
  const read = salvaged.kinds.reduce((sum, kind) => sum + kind.read, 0);
  expect(read).toBeGreaterThan(0);
  expect(total(rowsOf(database))).toBe(read + salvaged.placeholders);
  expect(await hashDamaged(path)).toBe(before);
});

test('a file that is no database at all gives nothing, and says so', async () => {
  const path = damaged(() => Buffer.from('Dear Sir, the matter is adjourned. '.repeat(3000)));
  const { damage, salvaged } = await examine(path);
  expect(damage.kind).toBe('head');
  expect(salvaged.kinds.every(({ read }) => read === 0)).toBe(true);
});

test.each(['readable', 'without its head'])(
  'what stands only in the journal is read, from a database that is %s',
  async (how) => {
    const live = join(place, 'live.sqlite');
    cpSync(sound, live);
    const database = openDatabase(live);
    database.pragma('wal_autocheckpoint = 0');
    database.prepare(`UPDATE users SET email = 'new@office.example'`).run();
    const path = join(place, 'database.sqlite');
    for (const suffix of ['', '-wal']) cpSync(live + suffix, path + suffix);
    database.close();
    if (how !== 'readable') {
      const bytes = readFileSync(path);
      writeFileSync(path, bytes.fill(0, 0, 100));
    }
    const before = await hashDamaged(path);
    const examined = await examine(path);
    expect(examined.damage.journal).toBe('sound');
    const users = [...rowsOf(examined.database).get('users')!.values()];
    expect(users).toHaveLength(rows.get('users')!.size);
    expect(users.every((row) => row.includes('new@office.example'))).toBe(true);
    expect(await hashDamaged(path)).toBe(before);
  },
);

test('a row that does not fit is put aside with the reason, not dropped and not corrected', async () => {
  const path = damaged(() => {});
  const bytes = readFileSync(path);
  const at = bytes.indexOf('2026-11-', (leafOf(bytes, 'hearings') - 1) * PAGE);
  bytes.write('2026-1x-', at);
  writeFileSync(path, bytes);
  const { salvaged } = await examine(path);
  expect(salvaged.setAside).toMatchObject([{ table: 'hearings', why: expect.stringContaining('cannot be') }]);
  expect(salvaged.lost).toEqual([]);
});
