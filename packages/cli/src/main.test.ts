/** The command line from the outside: what it prints and what it exits with. */
import { spawn } from 'node:child_process';
import { copyFile, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  generationFolder,
  liveGeneration,
  lockProfile,
  openDatabase,
  openReadOnly,
  profilePaths,
} from '@causebook/data';
import { describe, expect, test } from 'vitest';
import { json, run, tempFolder } from '../test/run.ts';

const small = ['sample', '--cases', '6', '--documents', '5', '--bytes', '300000'];

async function sampled(seed = '1'): Promise<string> {
  const data = join(await tempFolder(), 'profile');
  await json('--data', data, ...small, '--seed', seed);
  return data;
}

test('a practice goes into a backup and out of it again in another place, the same by its digest', async () => {
  const here = await sampled();
  const { digest } = await json('--data', here, 'digest');
  const { exit, filePath, checksum, metadata, backupId, size, createdAt } = await json(
    '--data',
    here,
    'export',
  );
  expect(exit).toBe(0);
  expect([typeof checksum, typeof size, typeof createdAt, metadata.backupId]).toEqual([
    'string',
    'number',
    'string',
    backupId,
  ]);
  const there = join(await tempFolder(), 'new machine');
  const restored = await json('--data', there, 'restore', filePath, '--yes');
  expect(restored).toMatchObject({
    exit: 0,
    success: true,
    errors: [],
    metadata: { backupId },
    restoreId: expect.any(String),
    restoredAt: expect.any(String),
  });
  expect((await json('--data', there, 'digest')).digest).toBe(digest);
  expect(await json('--data', there, 'counts')).toEqual(await json('--data', here, 'counts'));
});

test('--json prints one object on stdout, and progress goes to stderr', async () => {
  const data = await sampled();
  const { stdout, stderr } = await run('--data', data, 'export', '--json');
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain('Writing the backup\nReading the backup back and checking every file\n');
});

test('digest and counts print exactly what they promise', async () => {
  const data = await sampled();
  expect(JSON.parse((await run('--data', data, 'digest', '--json')).stdout)).toEqual({
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(Object.keys(JSON.parse((await run('--data', data, 'counts', '--json')).stdout))).toEqual([
    'users',
    'cases',
    'hearings',
    'tasks',
    'orders',
    'documents',
    'bytes',
  ]);
});

test('a sample has the day that it is given, if the calendar has it', async () => {
  const [first, second] = [await tempFolder(), await tempFolder()];
  const onDay = async (data: string, day: string) =>
    json('--data', data, ...small, '--documents', '0', '--bytes', '0', '--today', day);
  expect(await onDay(first, '2026-02-30')).toMatchObject({ code: 'INVALID_INPUT' });
  await onDay(first, '2026-02-27');
  await onDay(second, '2027-02-26');
  const digestOf = async (data: string) => (await json('--data', data, 'digest')).digest;
  expect(await digestOf(first)).not.toBe(await digestOf(second));
});

test('the same sample is the same practice, another seed another one', async () => {
  const digests = [];
  for (const seed of ['1', '1', '2'])
    digests.push((await json('--data', await sampled(seed), 'digest')).digest);
  expect(digests[1]).toBe(digests[0]);
  expect(digests[2]).not.toBe(digests[0]);
});

test('the search index is made again without a change to the practice', async () => {
  const data = await sampled();
  const { digest } = await json('--data', data, 'digest');
  const paths = profilePaths(data);
  const database = openDatabase(generationFolder(paths, (await liveGeneration(paths))!).database);
  // As many entries as before, but of nobody: what opening a practice does not see.
  database.exec("UPDATE searchEntries SET entryId = 'nobody' || number");
  database.close();
  expect(await json('--data', data, 'rebuild-search')).toMatchObject({ exit: 0, success: true });
  const again = openReadOnly(generationFolder(paths, (await liveGeneration(paths))!).database);
  expect(again.prepare("SELECT count(*) FROM searchEntries WHERE entryId LIKE 'nobody%'").pluck().get()).toBe(
    0,
  );
  again.close();
  expect((await json('--data', data, 'digest')).digest).toBe(digest);
});

test('a sample is of the day that it is told', async () => {
  const data = join(await tempFolder(), 'profile');
  expect(await json('--data', data, ...small, '--today', 'soon')).toMatchObject({ success: false });
  expect(await json('--data', data, ...small, '--today', '2031-05-05')).toMatchObject({ success: true });
});

test('undo, rollback and the list of restore points belong together', async () => {
  const data = await sampled();
  const before = (await json('--data', data, 'digest')).digest;
  const other = await json('--data', await sampled('2'), 'export');
  await json('--data', data, 'restore', other.filePath, '--yes');
  const { restorePoints } = await json('--data', data, 'restore-points');
  expect(restorePoints).toMatchObject([{ isUndoTarget: true }]);
  expect(await json('--data', data, 'undo', '--yes')).toMatchObject({ exit: 0, success: true });
  expect((await json('--data', data, 'digest')).digest).toBe(before);
  expect(await json('--data', data, 'undo', '--yes')).toMatchObject({ exit: 1, code: 'NOTHING_TO_UNDO' });
  const [point] = (await json('--data', data, 'restore-points')).restorePoints;
  expect(await json('--data', data, 'rollback', point.generationId, '--yes')).toMatchObject({ exit: 0 });
});

test('restore points are kept, named, looked into, told to expire, gone back to and deleted', async () => {
  const data = await sampled();
  const before = (await json('--data', data, 'digest')).digest;
  const point = await json('--data', data, 'restore-points', 'keep', '--name', 'before the merger');
  expect(point).toMatchObject({ exit: 0, success: true });
  const state = point.generationId;
  const on = (word: string, ...more: string[]) =>
    json('--data', data, 'restore-points', word, state, ...more);
  expect(await on('rename', '--name', 'after all')).toMatchObject({ exit: 0 });
  expect(await on('expire', '--on', '2199-12-31')).toMatchObject({ exit: 0 });
  expect(await on('expire', '--on', 'soon')).toMatchObject({ exit: 2 });
  expect(await on('expire')).toMatchObject({ exit: 2 });
  expect(await on('show')).toMatchObject({
    details: { point: { name: 'after all' }, comparison: { changes: { cases: { disappear: 0 } } } },
  });
  expect((await run('--data', data, 'restore-points')).stdout).toMatch(
    /“after all” Kept by hand\. {2}expires 2199/,
  );
  await json(
    '--data',
    data,
    'restore',
    (await json('--data', await sampled('2'), 'export')).filePath,
    '--yes',
  );
  expect(await json('--data', data, 'rollback', state, '--yes')).toMatchObject({ exit: 0 });
  expect((await json('--data', data, 'digest')).digest).toBe(before);
  expect(await on('delete')).toMatchObject({ exit: 2 });
  expect(await on('delete', '--yes')).toMatchObject({ exit: 0 });
  expect(await on('show')).toMatchObject({ exit: 1, code: 'NOT_FOUND' });
  expect(await on('forget')).toMatchObject({ exit: 2 });
});

test('verify says who made a backup: this office, another one, or, without a profile, with which key', async () => {
  const data = await sampled();
  const { filePath } = await json('--data', data, 'export');
  expect((await run('--data', data, 'verify', filePath)).stdout).toContain(
    'Made by this office, and unchanged',
  );
  expect((await run('--data', await sampled('2'), 'verify', filePath)).stdout).toMatch(
    /Made by another office \(key [0-9a-f ]{19}\)/,
  );
  const alone = await json('verify', filePath);
  expect(alone).toMatchObject({ exit: 0, report: { signature: { verdict: 'signed' } } });
  expect(alone.message).toContain(`Signed with the key ${alone.report.signature.key}`);
});

test('list, stats, delete and rebuild keep to the archives', async () => {
  const data = await sampled();
  expect((await run('--data', data, 'list')).stdout).toContain('No backups available.');
  const first = await json('--data', data, 'export', '--no-files', '--name', 'before the trial');
  const second = await json('--data', data, 'export', '--level', '0', '--no-metadata');
  expect(
    (await json('--data', data, 'list')).backups.map((backup: { backupId: string }) => backup.backupId),
  ).toEqual([second.backupId, first.backupId]);
  expect((await json('--data', data, 'stats')).statistics).toMatchObject({ totalBackups: 2 });
  expect(await json('--data', data, 'delete', first.backupId)).toMatchObject({ exit: 2 });
  expect(await json('--data', data, 'delete', first.backupId, '--yes')).toMatchObject({ exit: 0 });
  expect(await json('--data', data, 'rebuild')).toMatchObject({ exit: 0, found: 1, added: 0 });
});

test('a backup outside the profile is found by its file, and verified without a profile', async () => {
  const out = await tempFolder();
  const { filePath } = await json('--data', await sampled(), 'export', '--out', out);
  expect((await readdir(out)).length).toBe(2);
  expect(await json('verify', filePath)).toMatchObject({
    exit: 0,
    report: { files: expect.any(Number), metadata: { kind: 'full' } },
  });
  const folder = join(out, 'unpacked');
  expect(await json('--data', await tempFolder(), 'unpack', filePath, '--out', folder)).toMatchObject({
    exit: 0,
  });
  expect(await readdir(folder)).toContain('database.sqlite');
});

test('a backup of what is new: foretold, made, verified and unpacked by its file, kept from losing its base, made full', async () => {
  const data = await sampled();
  const full = await json('--data', data, 'export');
  const file = join(await tempFolder(), 'order.txt');
  await writeFile(file, 'Adjourned.');
  await json('--data', data, 'documents', 'add', '--case', await firstCaseNumber(data), file);
  expect(await json('--data', data, 'changes', '--base', full.backupId)).toMatchObject({
    exit: 0,
    message: expect.stringMatching(/^Since causebook-.*: added 1 document/),
    changes: { travels: { documents: 1 }, documents: { added: { named: [{ name: 'order.txt' }] } } },
  });
  const increment = await json('--data', data, 'export', '--base', 'auto');
  expect(increment.metadata).toMatchObject({ kind: 'incremental', base: full.backupId, fileCount: 1 });
  const [newest, oldest] = (await run('--data', data, 'list')).stdout.split('\n');
  expect(newest).toContain(`new since ${full.backupId}, needs 1`);
  expect(oldest).toContain('full, needed by 1');
  expect(await json('--data', data, 'delete', full.backupId, '--yes')).toMatchObject({
    exit: 1,
    code: 'BACKUP_NEEDED',
  });
  expect(await json('verify', increment.filePath)).toMatchObject({ exit: 0 });
  const folder = join(await tempFolder(), 'unpacked');
  expect(
    await json('--data', await tempFolder(), 'unpack', increment.filePath, '--out', folder),
  ).toMatchObject({ exit: 0 });
  expect(await readdir(folder)).toContain('database.sqlite');
  const away = join(await tempFolder(), 'increment.zip');
  await copyFile(increment.filePath, away);
  expect(await json('verify', away)).toMatchObject({ exit: 1, code: 'BASE_MISSING' });
  expect(await json('--data', data, 'consolidate', increment.backupId)).toMatchObject({
    exit: 0,
    metadata: { kind: 'full', digest: increment.metadata.digest },
  });
});

test('--full-every decides how many of them are full', async () => {
  const data = await sampled();
  const kinds = [];
  for (let count = 0; count < 3; count += 1)
    kinds.push((await json('--data', data, 'export', '--base', 'auto', '--full-every', '2')).metadata.kind);
  expect(kinds).toEqual(['full', 'incremental', 'full']);
});

test('documents join a case by its number', async () => {
  const data = await sampled();
  const file = join(await tempFolder(), 'order.txt');
  await writeFile(file, 'Adjourned.');
  const { cases } = await json('--data', data, 'counts');
  expect(cases).toBe(6);
  const number = await firstCaseNumber(data);
  expect(await json('--data', data, 'documents', 'add', '--case', number, file)).toMatchObject({
    exit: 0,
    documents: [{ name: 'order.txt', size: 10, mediaType: 'text/plain' }],
  });
  expect(await json('--data', data, 'documents', 'add', '--case', 'no such', file)).toMatchObject({
    exit: 1,
    code: 'NOT_FOUND',
  });
});

async function firstCaseNumber(data: string): Promise<string> {
  const paths = profilePaths(data);
  const database = openReadOnly(generationFolder(paths, (await liveGeneration(paths))!).database);
  try {
    return database.prepare<[], string>('SELECT number FROM cases LIMIT 1').pluck().get()!;
  } finally {
    database.close();
  }
}

describe('failures', () => {
  test.each([
    ['no command', []],
    ['an unknown command', ['--data', 'x', 'backup']],
    ['an unknown option', ['--data', 'x', 'list', '--fast']],
    ['an option of another command', ['--data', 'x', 'list', '--yes']],
    ['no --data', ['list']],
    ['a level that is none', ['--data', 'x', 'export', '--level', '12']],
    ['nothing to back up', ['--data', 'x', 'export', '--no-files', '--no-database']],
    ['a full backup every so often without a base', ['--data', 'x', 'export', '--full-every', '3']],
    ['a full backup every zero times', ['--data', 'x', 'export', '--base', 'auto', '--full-every', '0']],
    ['changes since nothing', ['--data', 'x', 'changes']],
    ['a restore without --yes', ['--data', 'x', 'restore', 'a.zip']],
    ['two files at once', ['--data', 'x', 'restore', 'a.zip', 'b.zip', '--yes']],
  ])('%s is a usage error', async (_, args) => {
    const { exit, stdout, stderr } = await run(...args);
    expect(exit).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
  });

  test('every failure is an object with code, sentence and remedy', async () => {
    const failure = await json('--data', join(await tempFolder(), 'none'), 'list');
    expect(failure).toEqual({
      exit: 1,
      success: false,
      code: 'PRACTICE_MISSING',
      error: expect.any(String),
      remedy: expect.any(String),
    });
  });

  test('a profile that is a file is told so', async () => {
    const data = join(await tempFolder(), 'a file');
    await writeFile(data, 'x');
    expect(await json('--data', data, 'export')).toMatchObject({ exit: 2, code: 'INVALID_INPUT' });
    expect(await json('--data', data, 'list')).toMatchObject({ exit: 1, code: 'PRACTICE_MISSING' });
  });

  test('looking at a profile that is not there makes none', async () => {
    const folder = await tempFolder();
    for (const command of ['list', 'counts', 'digest', 'stats', 'history'])
      expect((await run('--data', join(folder, 'none'), command)).exit).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test('damage, foreign files and missing files exit with their codes, and the practice is untouched', async () => {
    const data = await sampled();
    const { digest } = await json('--data', data, 'digest');
    const { filePath } = await json('--data', data, 'export');
    const folder = await tempFolder();
    const bytes = await readFile(filePath);
    const at = (name: string) => join(folder, name);
    bytes[Math.floor(bytes.length / 2)]! ^= 0x10;
    await writeFile(at('flipped.zip'), bytes);
    await writeFile(at('short.zip'), bytes.subarray(0, -300));
    await writeFile(at('letter.zip'), 'Dear Sir');
    for (const name of ['flipped.zip', 'short.zip', 'letter.zip']) {
      expect(await json('verify', at(name)), name).toMatchObject({ exit: 3, success: false });
      expect(await json('--data', data, 'restore', at(name), '--yes'), name).toMatchObject({
        exit: 3,
        success: false,
      });
    }
    expect((await json('verify', at('flipped.zip'))).details.entry).toBeTruthy();
    expect(await json('verify', at('none.zip'))).toMatchObject({ exit: 1, code: 'BACKUP_NOT_FOUND' });
    expect(await json('--data', data, 'restore', at('none.zip'), '--yes')).toMatchObject({
      exit: 1,
      code: 'BACKUP_NOT_FOUND',
    });
    expect((await json('--data', data, 'digest')).digest).toBe(digest);
  });

  test('a sidecar that names another sum makes a backup suspect', async () => {
    const { filePath } = await json('--data', await sampled(), 'export');
    const copy = join(await tempFolder(), 'copy.zip');
    await copyFile(filePath, copy);
    expect((await json('verify', copy)).exit).toBe(0);
    await writeFile(`${copy}.sha256`, `${'0'.repeat(64)}  copy.zip\n`);
    expect(await json('verify', copy)).toMatchObject({ exit: 3, code: 'FILE_CORRUPTION' });
  });

  test('a profile that another process holds is busy for changes and open for looks', async () => {
    const data = await sampled();
    const lock = lockProfile(profilePaths(data));
    try {
      expect(await json('--data', data, 'export')).toMatchObject({ exit: 6, code: 'BUSY' });
      expect(await json('--data', data, 'counts')).toMatchObject({ exit: 0, cases: 6 });
    } finally {
      lock.release();
    }
  });

  test('a second sample is refused, and so is a second init', async () => {
    const data = await sampled();
    expect(await json('--data', data, ...small)).toMatchObject({ exit: 1, code: 'PRACTICE_NOT_EMPTY' });
    expect(await json('--data', data, 'init')).toMatchObject({ exit: 1, code: 'PRACTICE_NOT_EMPTY' });
  });

  test('a lost CURRENT is told with the states that are there, and a restore point can be chosen', async () => {
    const data = await sampled();
    const { digest } = await json('--data', data, 'digest');
    const paths = profilePaths(data);
    const [generation] = await readdir(paths.generations);
    await rm(paths.current);
    expect(await json('--data', data, 'counts')).toMatchObject({
      exit: 1,
      code: 'PRACTICE_UNREADABLE',
      error: expect.stringContaining(generation!),
    });
    expect(await json('--data', data, 'rollback', generation!, '--yes')).toMatchObject({ exit: 0 });
    expect((await json('--data', data, 'digest')).digest).toBe(digest);
  });
});

describe('as a process', () => {
  const bin = join(import.meta.dirname, '../bin/causebook.js');
  const start = (args: string[]) =>
    spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exitOf = (child: ReturnType<typeof start>) =>
    new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));

  test('what it writes is for this account only', async () => {
    const data = join(await tempFolder(), 'profile');
    for (const args of [small, ['export']]) expect(await exitOf(start(['--data', data, ...args]))).toBe(0);
    const open: string[] = [];
    for (const entry of await readdir(data, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (((await stat(path)).mode & 0o077) !== 0) open.push(path);
    }
    expect(open).toEqual([]);
  });

  test('Ctrl-C stops a backup, exits 7 and leaves nothing', async () => {
    const data = join(await tempFolder(), 'profile');
    await json('--data', data, 'sample', '--cases', '5', '--documents', '40', '--bytes', '60000000');
    const child = start(['--data', data, 'export', '--json']);
    child.stderr.on('data', (text: Buffer) => text.includes('Writing') && child.kill('SIGINT'));
    expect(await exitOf(child)).toBe(7);
    expect(await readdir(join(data, 'backups'))).toEqual([]);
  });

  test('whoever stops reading does not stop the work', async () => {
    const data = await sampled();
    const child = start(['--data', data, 'export']);
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await exitOf(child)).toBe(0);
    expect((await json('--data', data, 'list')).backups).toHaveLength(1);
  });

  test(
    'a restore that is killed at any moment leaves the old practice or the new one, whole',
    { timeout: 120_000 },
    async () => {
      const base = await sampled();
      const old = (await json('--data', base, 'digest')).digest;
      const other = await sampled('2');
      const fresh = (await json('--data', other, 'digest')).digest;
      const { filePath } = await json('--data', other, 'export');
      const seen = new Set<string>();
      for (let round = 0; round < 16; round += 1) {
        const data = join(await tempFolder(), 'profile');
        await copyTree(base, data);
        const child = start(['--data', data, 'restore', filePath, '--yes']);
        const exit = exitOf(child);
        // From the first words to a little after the end: the whole of the work.
        await new Promise((resolve) => child.stderr.once('data', resolve));
        await new Promise((resolve) => setTimeout(resolve, round * 8));
        child.kill('SIGKILL');
        await exit;
        await json('--data', data, 'rebuild');
        const { digest } = await json('--data', data, 'digest');
        expect([old, fresh]).toContain(digest);
        expect(await readdir(profilePaths(data).generations)).toHaveLength(digest === old ? 1 : 2);
        expect(await json('--data', data, 'export')).toMatchObject({ exit: 0, warnings: [] });
        seen.add(digest);
      }
      expect(seen.size).toBeGreaterThan(0);
    },
  );
});

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (entry.isDirectory()) await copyTree(join(from, entry.name), join(to, entry.name));
    else await copyFile(join(from, entry.name), join(to, entry.name));
  }
}
