import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeOf, tempFolder } from '../../test/office.ts';
import { TargetFiles } from './target-files.ts';

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('a large file, which the disk is asked to keep on the way, and a small one beside it are whole', async () => {
  const folder = await tempFolder();
  const [piece, small] = [randomBytes(1 << 20), randomBytes(100)];
  const files = new TargetFiles();
  const large = files.writerOf(join(folder, 'large'));
  files.writerOf(join(folder, 'small'))(small);
  for (let number = 0; number < 130; number += 1) large(piece);
  await files.keep();
  await files.close();
  expect(digest(readFileSync(join(folder, 'large')))).toBe(digest(Buffer.concat(Array(130).fill(piece))));
  expect(readFileSync(join(folder, 'small')).equals(small)).toBe(true);
});

test('a file that is there is never written over', async () => {
  const folder = await tempFolder();
  const files = new TargetFiles();
  files.writerOf(join(folder, 'there'))(Buffer.from('first'));
  await files.keep();
  expect(await codeOf((async () => files.writerOf(join(folder, 'there')))())).toBe('EEXIST');
  await files.close();
  expect(readFileSync(join(folder, 'there'), 'utf8')).toBe('first');
});
