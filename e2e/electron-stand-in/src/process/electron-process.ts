// Makes Node's `process` look like that of an Electron main process.

import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** The version of the `electron` package, whose binary this stands in for. */
export const electronVersion = (require('electron/package.json') as { version: string }).version;

let chromeVersion = '0.0.0.0';

/** Known once Chromium runs; until then process.versions.chrome is 0.0.0.0. */
export function setChromeVersion(version: string): void {
  chromeVersion = version;
}

export function dressProcess(options: {
  readonly executable: string;
  readonly resourcesPath: string;
  readonly isPackaged: boolean;
  readonly raw: readonly string[];
}): void {
  const versions = Object.defineProperties(
    { ...process.versions },
    {
      electron: { value: electronVersion, enumerable: true },
      chrome: { get: () => chromeVersion, enumerable: true },
    },
  );
  process.argv = [options.executable, ...options.raw];
  process.execPath = options.executable;
  Object.defineProperty(process, 'versions', { value: versions, enumerable: true, configurable: true });
  Object.assign(process, {
    type: 'browser',
    resourcesPath: options.resourcesPath,
    ...(options.isPackaged ? {} : { defaultApp: true }),
  });
}

export function resourcesPathOf(executableFolder: string): string {
  return join(executableFolder, 'resources');
}
