// Finds a Chromium that the stand-in for Electron can use as its window, or gets one.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const NOT_FOUND =
  'No Chromium found: install one (apt-get install chromium, or npx playwright install chromium) or set CAUSEBOOK_CHROMIUM to its executable.';

/** The path of an installed Chromium; throws with one line that says how to get one. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string {
  const found = installedChromium(environment);
  if (found === undefined) throw new Error(NOT_FOUND);
  return found;
}

/** As findChromium, but installs one where it may. `say` gets the line that announces it. */
export function ensureChromium(options: {
  readonly environment: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
}): string {
  const { environment, say } = options;
  const present = installedChromium(environment);
  if (present !== undefined) return present;

  if (mayInstall()) {
    say('No Chromium found; installing the system package chromium (apt-get) …');
    installPackage('chromium');
  }
  if (installedChromium(environment) === undefined) {
    say('No Chromium found; downloading one with Playwright …');
    run('npx', ['playwright', 'install', 'chromium']);
  }
  return findChromium(environment);
}

/** Chromium without what only a person sees: its start takes a fifth less. */
const HEADLESS_SHELL = 'chromium-headless-shell';

/**
 * The Chromium for tests, which nobody looks at: the one that the environment names, else a headless shell, which is
 * installed where it may be, else any other.
 */
export function ensureHeadlessChromium(options: {
  readonly environment: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
}): string {
  const { environment, say } = options;
  if (environment['CAUSEBOOK_CHROMIUM']) return findChromium(environment);
  const find = (): string | undefined => inPath([HEADLESS_SHELL], environment);
  if (find() === undefined && mayInstall()) {
    say(`Installing the system package ${HEADLESS_SHELL} (apt-get) …`);
    installPackage(HEADLESS_SHELL);
  }
  return find() ?? ensureChromium(options);
}

const mayInstall = (): boolean => existsSync('/etc/debian_version') && process.getuid?.() === 0;

function installPackage(name: string): void {
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', name]);
}

function inPath(names: readonly string[], environment: NodeJS.ProcessEnv): string | undefined {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function installedChromium(environment: NodeJS.ProcessEnv): string | undefined {
  const chosen = environment['CAUSEBOOK_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') {
    if (!isExecutable(chosen)) throw new Error(`CAUSEBOOK_CHROMIUM names no executable: ${chosen}`);
    return chosen;
  }
  return inPath(NAMES, environment) ?? [playwrightChromium()].find(isExecutable);
}

/** Loaded only when needed: Playwright takes longer to load than everything else here. */
function playwrightChromium(): string {
  const require = createRequire(import.meta.url);
  const { chromium } = require('playwright-core') as typeof import('playwright-core');
  return chromium.executablePath();
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Not there, or not ours to run: both mean that it is no candidate.
    return false;
  }
}

/** What it prints is shown; whether it worked is seen by looking again. */
function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}
