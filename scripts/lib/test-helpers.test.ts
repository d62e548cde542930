/** What must be true of the helpers that tests share. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const repository = join(import.meta.dirname, '../..');
const hook = /\b(?:before|after)(?:Each|All)\b/u;

/**
 * Test files of a process share what they have loaded (`isolate: false`), so a hook at the top of a helper is
 * registered for the first file that loads it and for no other: what it should end would go on.
 */
test('helpers clean up with onTestFinished, not with a hook of the file that happens to load them first', () => {
  const helpers = globSync(
    ['packages/*/{src,test}/**/*.ts', 'src/**/*.{ts,tsx}', '{scripts,bench}/**/*.ts'],
    {
      cwd: repository,
    },
  )
    .filter((path) => !/\.test\.tsx?$/u.test(path))
    .map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }))
    .filter(({ text }) => text.includes("from 'vitest'"));
  expect(helpers.length).toBeGreaterThan(2);
  expect(helpers.filter(({ text }) => hook.test(text)).map(({ path }) => path)).toEqual([]);
});
