/** What can be read of a profile that cannot be used where it lies. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPractice, PracticeSession } from './practice.ts';
import { lockProfile } from './profile-lock.ts';
import { profilePaths, type ProfilePaths } from './profile-paths.ts';
import { prepareProfile } from './profile.ts';
import { saveReadable, type Saved } from './save-readable.ts';
import { storeContent } from './document-store.ts';

let folder: string;
let paths: ProfilePaths;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causebook-save-'));
  paths = profilePaths(join(folder, 'profile'));
  await prepareProfile(paths);
  await createPractice(paths, { now: new Date('2026-05-04T10:00:00Z'), name: 'Test office' });
  await mkdir(paths.identity, { recursive: true });
  await writeFile(join(paths.identity, 'signing-key.pem'), 'secret');
  await writeFile(paths.catalog, 'catalog');
  await writeFile(`${paths.catalog}-wal`, 'journal');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the practice, the list of backups with its journal and the backups are saved; a link is named, the key is not', async () => {
  const { sha256 } = await storeContent(paths, [Buffer.from('a paper')]);
  await mkdir(paths.backups, { recursive: true });
  await writeFile(join(paths.backups, 'one.zip'), 'archive');
  symlinkSync('/etc', join(paths.data, 'elsewhere'));
  const target = join(folder, 'copy');
  const saved = await saveReadable(paths, target);
  expect(saved).toMatchObject({ unreadable: [join('data', 'elsewhere')], inPart: [] });
  const copy = profilePaths(target);
  expect(readFileSync(join(copy.files, sha256.slice(0, 2), sha256), 'utf8')).toBe('a paper');
  expect(readFileSync(`${copy.catalog}-wal`, 'utf8')).toBe('journal');
  expect((await readdir(target)).toSorted()).toEqual([
    'backups',
    'catalog.sqlite',
    'catalog.sqlite-wal',
    'data',
  ]);
  expect(await readdir(copy.data)).not.toContain('elsewhere');
  lockProfile(copy).release();
  const session = new PracticeSession(copy);
  await session.open();
  expect(session.problem).toBeNull();
  session.close();
});

test('nothing is written over, and nothing into the folder itself', async () => {
  const there = join(folder, 'there');
  await mkdir(there);
  await expect(saveReadable(paths, there)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(saveReadable(paths, join(paths.root, 'copy'))).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  expect(await readdir(there)).toEqual([]);
  expect(await readdir(paths.root)).not.toContain('copy');
});

const hasCompiler = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;

/** Saves the profile in a process that is refused reads of a file: so many of them, or all. */
function saveRefused(target: string, file: string, times?: number): Saved {
  const shim = join(folder, 'fault-shim.so');
  const source = join(import.meta.dirname, '../../../reliability/shim/fault-shim.c');
  spawnSync('cc', ['-shared', '-fPIC', '-o', shim, source, '-ldl']);
  const script = `import { profilePaths, saveReadable } from '@causebook/data';
    const saved = await saveReadable(profilePaths(process.argv[1]), process.argv[2]);
    process.stdout.write(JSON.stringify(saved));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script, paths.root, target],
    {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        LD_PRELOAD: shim,
        FAULT_DIR: paths.root,
        FAULT_READ: file,
        ...(times === undefined ? {} : { FAULT_READ_TIMES: String(times) }),
      },
    },
  );
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Saved;
}

test.skipIf(!hasCompiler)('what the disk does not give is named, and the rest is saved', async () => {
  const { sha256 } = await storeContent(paths, [Buffer.from('a paper')]);
  const other = await storeContent(paths, [Buffer.from('another paper')]);
  const target = join(folder, 'copy');
  expect(saveRefused(target, sha256)).toMatchObject({
    unreadable: [join('data', 'files', sha256.slice(0, 2), sha256)],
    inPart: [],
  });
  const place = join(profilePaths(target).files, other.sha256.slice(0, 2), other.sha256);
  expect(readFileSync(place, 'utf8')).toBe('another paper');
});

test.skipIf(!hasCompiler)(
  'behind a bad place of a file the copy goes on, and the file is named',
  async () => {
    const paper = Buffer.from('a long paper '.repeat(1_000));
    const { sha256 } = await storeContent(paths, [paper]);
    const target = join(folder, 'copy');
    // The piece, and the first sector of it.
    const saved = saveRefused(target, sha256, 2);
    expect(saved).toMatchObject({
      unreadable: [],
      inPart: [join('data', 'files', sha256.slice(0, 2), sha256)],
    });
    const copied = readFileSync(join(profilePaths(target).files, sha256.slice(0, 2), sha256));
    expect(copied.equals(Buffer.from(paper).fill(0, 0, 4_096))).toBe(true);
  },
);
