// Finds the app to run: a folder or script from the command line, or a packed app's resources/app.asar.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { extractAsar } from './asar.ts';
import { tempFolder } from './temp-folder.ts';

export interface PackageJson {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
}

export interface AppLocation {
  readonly appPath: string;
  readonly mainModule: string;
  readonly packageJson: PackageJson;
}

/** Throws when there is no app there. */
export function locateApp(options: {
  readonly isPackaged: boolean;
  readonly resourcesPath: string;
  readonly appPath: string | undefined;
}): AppLocation {
  if (options.isPackaged) return locateInFolder(unpack(join(options.resourcesPath, 'app.asar')));

  const given = resolve(options.appPath ?? '.');
  if (statSync(given).isDirectory()) return locateInFolder(given);
  const appPath = dirname(given);
  return { appPath, mainModule: given, packageJson: readPackageJson(appPath) ?? {} };
}

/** Node cannot read inside an asar, so a packed app runs from a copy that goes with the process. */
function unpack(asar: string): string {
  if (!existsSync(asar)) throw new Error(`${asar} is missing; the stand-in runs packed apps from there only`);
  const folder = join(tempFolder(), 'app');
  extractAsar(asar, folder);
  return folder;
}

function locateInFolder(appPath: string): AppLocation {
  const packageJson = readPackageJson(appPath);
  if (packageJson === undefined) throw new Error(`Unable to find Electron app at ${appPath}`);
  return { appPath, mainModule: resolve(appPath, packageJson.main ?? 'index.js'), packageJson };
}

function readPackageJson(folder: string): PackageJson | undefined {
  const file = join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PackageJson) : undefined;
}
