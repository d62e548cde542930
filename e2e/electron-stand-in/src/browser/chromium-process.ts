// Starts an installed Chromium with a throw-away profile and makes sure that it ends with this process.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findChromium } from '../../../../scripts/lib/chromium.ts';
import { tempFolder } from '../process/temp-folder.ts';
import { RESERVED_HOST } from './url-mapping.ts';

export interface ChromiumProcess {
  readonly child: ChildProcess;
  readonly input: Readable;
  readonly output: Writable;
  /** Where its debugging port listens; undefined when none was asked for. */
  readonly webSocketUrl: string | undefined;
}

// Switches that are meant for Electron itself, or that the stand-in sets.
const OWN_SWITCHES = new Set([
  'inspect',
  'inspect-brk',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'user-data-dir',
  'no-sandbox',
]);

const DEFAULTS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-extensions',
  '--disable-popup-blocking',
  '--disable-breakpad',
  '--password-store=basic',
  '--allow-file-access-from-files',
  `--host-resolver-rules=MAP *.${RESERVED_HOST} ~NOTFOUND`,
];

// Parts of Chromium's own window and a renderer in reserve, which nobody sees and which cost half of its start.
const DISABLED_FEATURES = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess'];

// One process less to start.
const ENABLED_FEATURES = ['NetworkServiceInProcess2'];

const HEADLESS = ['--headless', '--hide-scrollbars', '--mute-audio'];

/** Headless where there is no display, or where ELECTRON_STAND_IN_HEADLESS=1 asks for it. */
export function isHeadless(environment: NodeJS.ProcessEnv): boolean {
  const hasDisplay = Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY']);
  return environment['ELECTRON_STAND_IN_HEADLESS'] === '1' || !hasDisplay;
}

function displaySwitches(environment: NodeJS.ProcessEnv): string[] {
  if (isHeadless(environment)) return HEADLESS;
  return environment['DISPLAY'] === undefined ? ['--ozone-platform=wayland'] : [];
}

/** Rejects when there is no Chromium, or when it ends before it can be reached. */
export async function startChromium(options: {
  readonly switches: ReadonlyMap<string, string>;
  readonly needsDebuggingPort: boolean;
}): Promise<ChromiumProcess> {
  const folder = join(tempFolder(), 'chromium');
  const scratch = join(folder, 'tmp');
  mkdirSync(scratch, { recursive: true });

  const args = [
    ...switchesPassedOn(options.switches),
    ...DEFAULTS,
    ...displaySwitches(process.env),
    ...(options.switches.has('no-sandbox') || process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${join(folder, 'profile')}`,
    // Chromium ends by itself when this pipe breaks, so it cannot outlive a killed stand-in.
    '--remote-debugging-pipe',
    ...(options.needsDebuggingPort ? ['--remote-debugging-port=0'] : []),
  ];

  const child = spawn(findChromium(), args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: scratch },
    // Its own process group: Ctrl-C in a terminal reaches the app first, and the app closes its windows in order.
    detached: true,
  });
  process.once('exit', () => killGroup(child));

  const webSocketUrl = await started(child, options.needsDebuggingPort);
  return {
    child,
    output: child.stdio[3] as Writable,
    input: child.stdio[4] as Readable,
    webSocketUrl,
  };
}

function switchesPassedOn(switches: ReadonlyMap<string, string>): string[] {
  const withOurs = (name: string, ours: readonly string[]): readonly [string, string] => {
    const asked = switches.get(name);
    return [name, [...(asked ? [asked] : []), ...ours].join(',')];
  };
  const features = [
    withOurs('disable-features', DISABLED_FEATURES),
    withOurs('enable-features', ENABLED_FEATURES),
  ];
  return [...switches, ...features]
    .filter(([name]) => !OWN_SWITCHES.has(name))
    .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
}

/** Ends Chromium and whatever processes it started. Does nothing once it has ended. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function started(child: ChildProcess, needsDebuggingPort: boolean): Promise<string | undefined> {
  const stderr = child.stderr as Readable;
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code} at its start:\n${text}`)));
    if (!needsDebuggingPort) child.once('spawn', () => resolve(undefined));
    stderr.setEncoding('utf8').on('data', (data: string) => {
      if (process.env['ELECTRON_STAND_IN_DEBUG']) process.stderr.write(data);
      // Chromium complains all its life (about D-Bus, mostly); only its start is of interest.
      if (text.length < 20_000) text += data;
      const url = /^DevTools listening on (ws:\S+)$/m.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}
