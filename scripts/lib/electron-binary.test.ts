import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseElectron, realElectronBinary, STAND_IN_DIST } from './electron-binary.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causebook-electron-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the real binary', () => {
  it('is absent where the package was never set up', () => {
    expect(realElectronBinary(folder)).toBeUndefined();
  });

  it('is absent where only its name was noted', () => {
    writeFileSync(join(folder, 'path.txt'), 'electron');
    expect(realElectronBinary(folder)).toBeUndefined();
  });

  it('is found where the package says that it is', () => {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'path.txt'), 'electron');
    writeFileSync(join(folder, 'dist', 'electron'), '');
    expect(realElectronBinary(folder)).toBe(join(folder, 'dist', 'electron'));
  });
});

describe('the choice', () => {
  it('respects a folder that was chosen already', () => {
    const environment = { ELECTRON_OVERRIDE_DIST_PATH: '/elsewhere' };
    expect(chooseElectron(environment)).toBe('electron');
    expect(environment.ELECTRON_OVERRIDE_DIST_PATH).toBe('/elsewhere');
  });

  it('knows the stand-in when it was chosen by hand', () => {
    expect(chooseElectron({ ELECTRON_OVERRIDE_DIST_PATH: STAND_IN_DIST })).toBe('stand-in');
  });
});
