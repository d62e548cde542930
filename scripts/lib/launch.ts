// Chooses what runs the built app: Electron where it can be had and seen, else its stand-in.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { electronPackageFolder, realElectronBinary, STAND_IN_DIST } from './electron-binary.ts';

const DOWNLOAD_LIMIT_MS = 20_000;

export interface Runtime {
  readonly executable: string;
  readonly kind: 'electron' | 'stand-in';
  /** What to tell the user about the choice; undefined where there is nothing to tell. */
  readonly notice: string | undefined;
}

export function hasDisplay(environment: NodeJS.ProcessEnv): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY']);
}

/** Tries once, and briefly, to download Electron where it is absent. */
export function chooseRuntime(environment: NodeJS.ProcessEnv): Runtime {
  const electron = realElectronBinary() ?? downloadElectron();
  if (electron !== undefined && hasDisplay(environment)) {
    return { executable: electron, kind: 'electron', notice: undefined };
  }
  const why =
    electron === undefined ? "Electron's binary cannot be had here" : 'There is no display for Electron here';
  return {
    executable: join(STAND_IN_DIST, 'electron'),
    kind: 'stand-in',
    notice: `${why}: Causebook runs on its stand-in instead (Node and Chromium, see e2e/electron-stand-in/README.md).`,
  };
}

/** A failure is remembered beside the packages, so that only the first start waits for it. */
function downloadElectron(): string | undefined {
  const folder = electronPackageFolder();
  const failedBefore = join(dirname(folder), '.cache', 'causebook', 'electron-download-failed');
  if (existsSync(failedBefore)) return undefined;
  spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: DOWNLOAD_LIMIT_MS });
  const electron = realElectronBinary();
  if (electron === undefined) {
    mkdirSync(dirname(failedBefore), { recursive: true });
    writeFileSync(failedBefore, 'Delete this file to let npm start try again.\n');
  }
  return electron;
}

/** Runs until the app ends; Ctrl-C and SIGTERM are for the app to answer. Resolves with the exit code. */
export function runUntilItEnds(
  executable: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const child = spawn(executable, args, { stdio: 'inherit', env: environment });
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, passOn);
  return exitCodeOf(child);
}

function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}
