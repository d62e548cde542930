import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { saveDurably } from './save-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causebook-save-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a file is written whole, in place of what stood there, and nothing else is left', async () => {
  const path = join(folder, 'list.pdf');
  writeFileSync(path, 'older and longer than what comes');
  expect(await saveDurably(path, Buffer.from('%PDF-new'))).toBe('list.pdf');
  expect(readFileSync(path, 'utf8')).toBe('%PDF-new');
  expect(readdirSync(folder)).toEqual(['list.pdf']);
});

test('a place that cannot be written keeps what it had, and no part of a file', async () => {
  const taken = join(folder, 'list.pdf');
  mkdirSync(taken);
  await expect(saveDurably(taken, Buffer.from('x'))).rejects.toMatchObject({
    code: 'PERMISSION_DENIED',
  });
  await expect(saveDurably(join(folder, 'gone', 'list.pdf'), Buffer.from('x'))).rejects.toMatchObject({
    code: 'PERMISSION_DENIED',
  });
  expect(readdirSync(folder)).toEqual(['list.pdf']);
});
