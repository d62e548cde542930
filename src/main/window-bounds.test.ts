import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reachable, readBounds, writeBounds } from './window-bounds.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'causebook-window-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const bounds = { x: 100, y: 50, width: 1200, height: 800 };

test('what is written is read again', () => {
  const path = join(folder, 'window.json');
  writeBounds(path, { bounds, maximized: true });
  expect(readBounds(path)).toEqual({ bounds, maximized: true });
});

test.each([['not JSON'], ['{"bounds":{"x":"1"}}'], ['null']])('%s counts as nothing remembered', (text) => {
  const path = join(folder, 'window.json');
  writeFileSync(path, text);
  expect(readBounds(path)).toBeNull();
});

test('nothing is remembered at first', () => {
  expect(readBounds(join(folder, 'window.json'))).toBeNull();
});

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
test.each<[string, object, boolean]>([
  ['on the screen', {}, true],
  ['mostly beyond the right edge', { x: 1840 }, true],
  ['beyond the right edge', { x: 1900 }, false],
  ['on a screen that is gone', { x: 2500 }, false],
  ['with its title bar above the screen', { y: -30 }, false],
  ['with its title bar below the screen', { y: 1000 }, false],
  ['beyond the left edge', { x: -1150 }, false],
])('a window %s: reachable is %s', (_, change, expected) => {
  expect(reachable({ ...bounds, ...change }, [screen])).toBe(expected);
});

test('any screen will do', () => {
  expect(reachable({ ...bounds, x: 2500 }, [screen, { ...screen, x: 1920 }])).toBe(true);
  expect(reachable(bounds, [])).toBe(false);
});
