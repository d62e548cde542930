/** Whether one place lies in another, by the rules of either kind of system. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { isBelow } from './is-below.ts';

test.each([
  ['posix', '/home/a/profile', '/home/a/profile', true],
  ['posix', '/home/a/profile', '/home/a/profile/data/copy', true],
  ['posix', '/home/a/profile', '/home/a/profile/..copy', true],
  ['posix', '/home/a/profile', '/home/a', false],
  ['posix', '/home/a/profile', '/home/a/profile copy', false],
  ['posix', '/home/a/profile', '/media/disk/copy', false],
  ['win32', 'C:\\Users\\a\\profile', 'c:\\users\\A\\profile\\copy', true],
  ['win32', 'C:\\Users\\a\\profile', 'C:\\Users\\a', false],
  ['win32', 'C:\\Users\\a\\profile', 'E:\\copy', false],
  ['win32', 'C:\\Users\\a\\profile', '\\\\server\\share\\copy', false],
] as const)('on %s, from %s to %s: %s', (flavour, folder, place, expected) => {
  expect(isBelow(folder, place, path[flavour])).toBe(expected);
});
