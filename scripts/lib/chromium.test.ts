import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureHeadlessChromium, findChromium } from './chromium.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causebook-chromium-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, mode = 0o755): string {
  const file = join(folder, name);
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, mode);
  return file;
}

it('takes the Chromium that the environment names', () => {
  const mine = program('mine');
  program('chromium');
  expect(findChromium({ CAUSEBOOK_CHROMIUM: mine, PATH: folder })).toBe(mine);
});

it('says so when the environment names none', () => {
  expect(() => findChromium({ CAUSEBOOK_CHROMIUM: join(folder, 'nothing'), PATH: folder })).toThrow(
    /CAUSEBOOK_CHROMIUM names no executable/,
  );
});

it('looks for the usual names in the path, Chromium before Chrome', () => {
  program('google-chrome');
  const chromium = program('chromium-browser');
  expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(chromium);
});

it('skips files that are not executable', () => {
  program('chromium', 0o644);
  const chrome = program('google-chrome');
  expect(findChromium({ PATH: folder })).toBe(chrome);
});

it('takes a headless shell for tests where there is one, unless the environment names another', () => {
  const say = (line: string): never => expect.fail(line);
  const mine = program('mine');
  program('chromium');
  const shell = program('chromium-headless-shell');
  expect(ensureHeadlessChromium({ environment: { PATH: folder }, say })).toBe(shell);
  const environment = { CAUSEBOOK_CHROMIUM: mine, PATH: folder };
  expect(ensureHeadlessChromium({ environment, say })).toBe(mine);
});
