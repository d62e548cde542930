import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isBuildStale } from './build-app.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causebook-build-'));
  for (const file of [
    'package.json',
    'electron.vite.config.ts',
    'src/main/index.ts',
    'packages/data/src/a.ts',
  ]) {
    write(file, 100);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** `seconds` is the time of the file. */
function write(file: string, seconds: number): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  utimesSync(path, seconds, seconds);
}

function writeBuild(seconds: number): void {
  for (const file of ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'])
    write(file, seconds);
}

it('is stale while there is none', () => {
  expect(isBuildStale(folder)).toBe(true);
});

it('is fresh when nothing is newer', () => {
  writeBuild(200);
  expect(isBuildStale(folder)).toBe(false);
});

it('is stale when a source is newer, however deep', () => {
  writeBuild(200);
  write('packages/data/src/migrations/b.ts', 300);
  expect(isBuildStale(folder)).toBe(true);
});

it('does not mind what packages have installed', () => {
  writeBuild(200);
  write('packages/data/node_modules/x/index.js', 300);
  expect(isBuildStale(folder)).toBe(false);
});
