// Says whether Electron's own executable is installed, without downloading anything or throwing.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The folder to give ELECTRON_OVERRIDE_DIST_PATH where the real binary is absent. */
export const STAND_IN_DIST = join(repository, 'e2e', 'electron-stand-in', 'dist');

export function electronPackageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}

/** Looks where the electron package's own index.js looks. Undefined when nothing usable is there. */
export function realElectronBinary(packageFolder: string = electronPackageFolder()): string | undefined {
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const binary = join(packageFolder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : undefined;
}

/** Sets ELECTRON_OVERRIDE_DIST_PATH to the stand-in unless Electron is here or the variable is set already. */
export function chooseElectron(environment: NodeJS.ProcessEnv): 'electron' | 'stand-in' {
  const override = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override === undefined && realElectronBinary() !== undefined) return 'electron';
  environment['ELECTRON_OVERRIDE_DIST_PATH'] = override ?? STAND_IN_DIST;
  return environment['ELECTRON_OVERRIDE_DIST_PATH'] === STAND_IN_DIST ? 'stand-in' : 'electron';
}
