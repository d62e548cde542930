/** Every check finds its damage in a real profile, and passes where there is none. */
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { CheckId } from '@causebook/contracts';
import { describe, expect, test } from 'vitest';
import { generationFolder } from '../profile-paths.ts';
import { soundPractice, type SoundPractice } from '../../test/sound-practice.ts';
import { BALLAST_BYTES } from '../ballast.ts';
import { openDatabase } from '../database.ts';

import { openPractice, closePractice } from '../practice.ts';
import { tightenPermissions } from './permissions.ts';
import { judgeReserve } from './reserve.ts';

const sql =
  (...statements: readonly string[]) =>
  ({ damage }: SoundPractice): void =>
    damage((database) => {
      for (const statement of statements) database.exec(statement);
    });

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[at]! ^= 1;
  await writeFile(path, bytes);
}

test('a sound practice passes every check, and each says what was looked at', async () => {
  const { check } = await soundPractice();
  const { checks, suspects } = await check({ isThorough: true });
  expect(checks.filter(({ passed }) => !passed)).toEqual([]);
  expect(checks.map((each) => each.check).toSorted()).toEqual(CheckId.options.toSorted());
  expect(suspects).toEqual([]);
  const words = new Map(checks.map((each) => [each.check, each.message]));
  expect(words.get('documents-unchanged')).toBe(
    '2 files of documents, 57 bytes, every byte read: nothing differs from what was stored.',
  );
  expect(words.get('entries')).toMatch(/^\d+ entries were read; every day, time and status is a real one\.$/);
});

interface Damage {
  readonly check: CheckId;
  readonly what: string;
  readonly make: (practice: SoundPractice) => void | Promise<void>;
  /** A part of the message or of a detail. */
  readonly says: RegExp;
  readonly remedy: string | null;
}

const damages: readonly Damage[] = [
  {
    check: 'schema',
    what: 'a trigger that another program has added',
    make: sql('CREATE TRIGGER evil AFTER INSERT ON cases BEGIN DELETE FROM hearings; END'),
    says: /trigger evil/,
    remedy: 'repair',
  },
  {
    check: 'foreign-keys',
    what: 'a hearing whose case is gone',
    make: sql(`DELETE FROM cases WHERE id = 'other'`),
    says: /A hearing belongs to a case that does not exist/,
    remedy: 'repair',
  },
  {
    check: 'entries',
    what: 'a day that no calendar has',
    make: sql(`UPDATE hearings SET day = '2026-02-30' WHERE id = 'h'`),
    says: /The hearing 2026-02-30 in CS c\/2026 Rao v\. Iyer: its day is "2026-02-30"/,
    remedy: null,
  },
  {
    check: 'entries',
    what: 'a status that there is not',
    make: sql(`UPDATE cases SET status = 'lost' WHERE id = 'c'`),
    says: /The case CS c\/2026 Rao v\. Iyer: its status is "lost"/,
    remedy: null,
  },
  {
    check: 'entries',
    what: 'tags that are no list of words',
    make: sql(`UPDATE documents SET tags = '{"a":1}' WHERE name = 'reply.txt'`),
    says: /The document reply\.txt in .*: its tags is/,
    remedy: null,
  },
  {
    check: 'relations',
    what: 'a task that names a hearing of another case',
    make: sql(`UPDATE tasks SET hearingId = 'g'`),
    says: /The task File the reply in CS c\/2026 Rao v\. Iyer names a hearing of another case/,
    remedy: 'restore',
  },
  {
    check: 'relations',
    what: 'a deleted entry of which nothing is left',
    make: sql(`UPDATE deletions SET content = '{"rows":{},"links":[]}'`),
    says: /cannot be brought back/,
    remedy: 'restore',
  },
  {
    check: 'settings',
    what: 'no mark of the practice',
    make: sql(`DELETE FROM settings WHERE key = 'practice.id'`),
    says: /no name of its own/,
    remedy: 'restore',
  },
  {
    check: 'settings',
    what: 'no owner',
    make: sql(`UPDATE users SET active = 0`),
    says: /Nobody who works here is an active owner/,
    remedy: 'restore',
  },
  {
    check: 'documents-present',
    what: 'a document whose file is gone',
    make: ({ pathOf, sha256 }) => unlink(pathOf(sha256[1]!)),
    says: /reply\.txt, in CS c\/2026 Rao v\. Iyer: the file is missing/,
    remedy: 'heal',
  },
  {
    check: 'documents-present',
    what: 'a document that was cut short',
    make: ({ pathOf, sha256 }) => truncate(pathOf(sha256[0]!), 3),
    says: /plaint\.txt.*is not what was stored/,
    remedy: 'heal',
  },
  {
    check: 'documents-present',
    what: 'a link in place of a document',
    make: async ({ pathOf, sha256, paths }) => {
      await rm(pathOf(sha256[0]!));
      await symlink(join(paths.root, 'plaint.txt'), pathOf(sha256[0]!));
    },
    says: /plaint\.txt.*is not what was stored/,
    remedy: 'heal',
  },
  {
    check: 'search-index',
    what: 'an entry that the search does not know',
    make: sql('DELETE FROM searchEntries WHERE number = 1'),
    says: /does not know every entry/,
    remedy: 'rebuild-search',
  },
  {
    check: 'catalog',
    what: 'a list of backups that is none',
    make: ({ paths }) => writeFile(paths.catalog, Buffer.alloc(9000, 7)),
    says: /list of backups and the history are damaged/,
    remedy: null,
  },
  {
    check: 'permissions',
    what: 'a folder that is open to everybody',
    make: async ({ paths }) => {
      await chmod(paths.root, 0o755);
      await chmod(paths.data, 0o755);
    },
    says: /Other accounts of this computer can open data/,
    remedy: 'permissions',
  },
  {
    check: 'generation',
    what: 'a state that does not say what it is',
    make: ({ paths, generationId }) =>
      writeFile(generationFolder(paths, generationId).marker, '{"format":9}'),
    says: /cannot be understood/,
    remedy: 'restore',
  },
];

describe.each(damages)('$check', ({ check, what, make, says, remedy }) => {
  test(`finds ${what}`, async () => {
    const practice = await soundPractice();
    expect((await practice.result(check))?.passed).toBe(true);
    await make(practice);
    const result = await practice.result(check);
    expect(result).toMatchObject({ passed: false, remedy });
    expect([result!.message, ...result!.details].join('\n')).toMatch(says);
  });
});

describe('the database file', () => {
  test('a damaged page is found', async () => {
    const practice = await soundPractice();
    const path = generationFolder(practice.paths, practice.generationId).database;
    const open = openDatabase(path);
    const page = open
      .prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'hearingsByCase'`)
      .pluck()
      .get() as number;
    open.close();
    await flip(path, (page - 1) * 4096 + 3);
    expect(await practice.result('database')).toMatchObject({ passed: false, remedy: 'repair' });
  });

  test('one that is no database at all is told as such, and nothing is thrown', async () => {
    const practice = await soundPractice();
    await writeFile(
      generationFolder(practice.paths, practice.generationId).database,
      Buffer.alloc(50_000, 9),
    );
    expect(await practice.result('database')).toMatchObject({
      passed: false,
      remedy: 'repair',
      message: 'The database of the practice is damaged and cannot be read.',
    });
  });
});

test('one flipped byte of a document is found by reading every byte, and only so', async () => {
  const { pathOf, sha256, check, result } = await soundPractice();
  await flip(pathOf(sha256[0]!), 2);
  expect((await check()).checks.every(({ passed }) => passed)).toBe(true);
  const found = await result('documents-unchanged', { isThorough: true });
  expect(found).toMatchObject({
    passed: false,
    remedy: 'heal',
    details: ['plaint.txt, in CS c/2026 Rao v. Iyer: the file is not what was stored.'],
  });
  // The next quick look reads again what was not well.
  expect(await result('documents-unchanged', { suspects: [sha256[0]!] })).toMatchObject({ passed: false });
  expect(await result('documents-unchanged', { suspects: [sha256[1]!] })).toMatchObject({ passed: true });
});

test('a nearly full disk is told before a day in the office fills it', () => {
  expect(judgeReserve(90_000_000, BALLAST_BYTES)).toMatchObject({ passed: false });
  expect(judgeReserve(90_000_000_000, BALLAST_BYTES)).toMatchObject({ passed: true });
  expect(judgeReserve(null, 0)).toMatchObject({ passed: true });
});

test('a file that belongs to no document is no failure, is counted, and can be removed', async () => {
  const { paths, result } = await soundPractice();
  const name = 'ab'.repeat(32);
  await mkdir(join(paths.files, 'ab'), { recursive: true });
  await writeFile(join(paths.files, 'ab', name), 'left over');
  await writeFile(join(paths.files, 'note.txt'), 'what is this');
  expect(await result('orphans')).toMatchObject({
    passed: true,
    remedy: 'sweep',
    message: expect.stringMatching(/^1 file in the store \(9 bytes\) belongs to no document any more/),
    details: ['note.txt lies in the store of documents.'],
  });
  // It may be on its way into the practice.
  expect(await result('orphans', { now: new Date() })).toMatchObject({ passed: true, remedy: null });
});

test('a check changes nothing, and a writer goes on beside it', async () => {
  const { paths, check, generationId } = await soundPractice();
  const practice = await openPractice(paths);
  const before = await readdir(generationFolder(paths, generationId).folder);
  const checking = check({ isThorough: true });
  practice.database.prepare(`UPDATE cases SET notes = 'written meanwhile' WHERE id = 'c'`).run();
  expect((await checking).checks.every(({ passed }) => passed)).toBe(true);
  expect(await readdir(generationFolder(paths, generationId).folder)).toEqual(before);
  closePractice(practice);
});

test('more findings than a person reads are counted', async () => {
  const { damage, result } = await soundPractice();
  damage((database) => {
    const add = database.prepare(
      `INSERT INTO hearings (id, caseId, day, court, purpose, outcome, notes, createdAt, room) VALUES (?, 'c', '2026-13-01', '', '', '', '', '2026-01-01T00:00:00Z', '')`,
    );
    for (let index = 0; index < 50; index += 1) add.run(`x${index}`);
  });
  const found = await result('entries');
  expect([found!.details.length, found!.more]).toEqual([20, 30]);
});

test('a cancelled check stops', async () => {
  const { check } = await soundPractice();
  const controller = new AbortController();
  const checking = check({ isThorough: true, signal: controller.signal, onTotal: () => controller.abort() });
  await expect(checking).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('the folder is closed to other accounts again', async () => {
  const { paths, result } = await soundPractice();
  await chmod(paths.root, 0o755);
  await chmod(paths.data, 0o755);
  await tightenPermissions(paths);
  expect((await stat(paths.root)).mode & 0o777).toBe(0o700);
  expect(await result('permissions')).toMatchObject({ passed: true });
});
