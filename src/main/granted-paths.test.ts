import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GrantedPaths } from './granted-paths.ts';

let folder: string;
let path: string;
let time: number;
let grants: GrantedPaths;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causebook-grants-'));
  path = join(folder, 'backup.zip');
  writeFileSync(path, 'PK');
  time = Date.parse('2026-05-04T10:00:00Z');
  grants = new GrantedPaths(() => new Date(time));
});
afterEach(() => rmSync(folder, { recursive: true }));

const purpose = 'restore-source' as const;
const claim = () => ({ webContentsId: 1, path, purpose });
const code = (name: string) => expect.objectContaining({ code: name });

test('a path that was given can be used, again and again, for 15 minutes', async () => {
  expect(await grants.grant(claim())).toMatchObject({ path, size: 2 });
  expect(await grants.redeem(claim())).toBe(path);
  time += 15 * 60_000 - 1;
  expect(await grants.redeem(claim())).toBe(path);
  time += 1;
  await expect(grants.redeem(claim())).rejects.toEqual(code('CONFIRMATION_EXPIRED'));
  await expect(grants.redeem(claim())).rejects.toEqual(code('PERMISSION_DENIED'));
});

test('a path that was not given, or to another window, is refused in words', async () => {
  await expect(grants.redeem(claim())).rejects.toThrow('Causebook opens only files that were chosen');
  await grants.grant(claim());
  await expect(grants.redeem({ ...claim(), webContentsId: 2 })).rejects.toEqual(code('PERMISSION_DENIED'));
  await expect(grants.redeem({ ...claim(), path: join(folder, '.', 'other.zip') })).rejects.toEqual(
    code('PERMISSION_DENIED'),
  );
});

test('a window that is gone has nothing left', async () => {
  await grants.grant(claim());
  await grants.grant({ ...claim(), webContentsId: 11 });
  grants.revokeAll(1);
  await expect(grants.redeem(claim())).rejects.toEqual(code('PERMISSION_DENIED'));
  expect(await grants.redeem({ ...claim(), webContentsId: 11 })).toBe(path);
});

describe('a file that is not the one that was chosen is refused:', () => {
  const changes: Record<string, () => void> = {
    'it has grown': () => appendFileSync(path, 'more'),
    'it was touched': () => utimesSync(path, 1, 1),
    'another one has taken its name': () => {
      writeFileSync(join(folder, 'other.zip'), 'PK');
      renameSync(join(folder, 'other.zip'), path);
    },
  };
  test.each(Object.entries(changes))('%s', async (_, change) => {
    await grants.grant(claim());
    change();
    await expect(grants.redeem(claim())).rejects.toEqual(code('CONFIRMATION_EXPIRED'));
  });

  test('it is gone', async () => {
    await grants.grant(claim());
    unlinkSync(path);
    await expect(grants.redeem(claim())).rejects.toEqual(code('NOT_FOUND'));
  });

  test('a link has taken its place', async () => {
    await grants.grant(claim());
    renameSync(path, join(folder, 'real.zip'));
    symlinkSync(join(folder, 'real.zip'), path);
    await expect(grants.redeem(claim())).rejects.toEqual(code('VALIDATION_FAILED'));
  });
});

describe('only an ordinary file is given:', () => {
  test('no link', async () => {
    symlinkSync(path, join(folder, 'link.zip'));
    await expect(grants.grant({ ...claim(), path: join(folder, 'link.zip') })).rejects.toThrow(
      'That is a link to a file',
    );
  });
  test('no folder', async () => {
    mkdirSync(join(folder, 'folder.zip'));
    await expect(grants.grant({ ...claim(), path: join(folder, 'folder.zip') })).rejects.toThrow(
      'That is a folder, not a file.',
    );
  });
  test('nothing that is not there, and nothing without a place', async () => {
    await expect(grants.grant({ ...claim(), path: join(folder, 'missing.zip') })).rejects.toEqual(
      code('NOT_FOUND'),
    );
    await expect(grants.grant({ ...claim(), path: 'backup.zip' })).rejects.toEqual(code('NOT_FOUND'));
    await expect(grants.grant({ ...claim(), path: '' })).rejects.toEqual(code('NOT_FOUND'));
  });
});
