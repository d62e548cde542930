import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../test/office.ts';
import { forgetCached } from './forget-cached.ts';

const SIZE = 16 << 20;
/** Bytes of a file that the system remembers. */
const remembered = (path: string): number =>
  Number(execFileSync('fincore', ['--bytes', '--noheadings', '--output', 'res', path], { encoding: 'utf8' }));
/** A file system that is nothing but memory has nowhere else to read from. */
const TMPFS = 0x0102_1994;
const canLook =
  process.platform === 'linux' &&
  spawnSync('fincore', ['--version']).status === 0 &&
  statfsSync(tmpdir()).type !== TMPFS;

test.runIf(canLook)('what was written is read from the disk, not from memory', async () => {
  const path = join(await tempFolder(), 'written');
  const content = randomBytes(SIZE);
  const file = openSync(path, 'wx');
  writeSync(file, content);
  fsyncSync(file);
  closeSync(file);
  expect(remembered(path)).toBe(SIZE);
  expect(await forgetCached(path)).toBe(true);
  // A few pages may still be in somebody's hands.
  expect(remembered(path)).toBeLessThan(SIZE / 100);
  expect(readFileSync(path).equals(content)).toBe(true);
});

test('a file that is not there is not forgotten, and nothing is thrown', async () => {
  expect(await forgetCached(join(await tempFolder(), 'absent'))).toBe(false);
});
