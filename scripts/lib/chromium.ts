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

  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    say('No Chromium found; installing the system package chromium (apt-get) …');
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
  }
  if (installedChromium(environment) === undefined) {
    say('No Chromium found; downloading one with Playwright …');
    run('npx', ['playwright', 'install', 'chromium']);
  }
  return findChromium(environment);
}

function installedChromium(environment: NodeJS.ProcessEnv): string | undefined {
  const chosen = environment['CAUSEBOOK_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') {
    if (!isExecutable(chosen)) throw new Error(`CAUSEBOOK_CHROMIUM names no executable: ${chosen}`);
    return chosen;
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isExecutable) ?? [playwrightChromium()].find(isExecutable);
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
