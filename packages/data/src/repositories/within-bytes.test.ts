/** Lists that end early. */
import { expect, test } from 'vitest';
import { withinBytes } from './within-bytes.ts';

test.each([
  [['a', 'b', 'c'], 9, ['a', 'b', 'c']],
  [['a', 'b', 'c'], 8, ['a', 'b']],
  [['a', 'a longer one', 'c'], 8, ['a']],
  [['ä', 'b'], 7, ['ä', 'b']],
  [['ä', 'b'], 6, ['ä']],
  [[], 0, []],
])('%j within %d bytes is %j', (entries, bytes, kept) => {
  expect(withinBytes(entries, bytes)).toEqual(kept);
});
