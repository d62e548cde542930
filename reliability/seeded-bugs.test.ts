import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { trials } from './seeded-bugs.ts';

const repository = join(import.meta.dirname, '..');

test.each(trials)('there is one place for the bug "$name"', ({ file, find, replace }) => {
  const parts = readFileSync(join(repository, file), 'utf8').split(find);
  expect(parts).toHaveLength(2);
  expect(replace).not.toBe(find);
});
