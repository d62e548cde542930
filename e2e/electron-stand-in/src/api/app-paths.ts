// app.getPath: where Electron keeps and finds things on Linux.

import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { host } from '../process/host.ts';

const inHome: Record<string, string> = {
  desktop: 'Desktop',
  documents: 'Documents',
  downloads: 'Downloads',
  music: 'Music',
  pictures: 'Pictures',
  videos: 'Videos',
};

const chosen = new Map<string, string>();

export function getPath(name: string, appName: string): string {
  return chosen.get(name) ?? defaultPath(name, appName);
}

export function setPath(name: string, path: string): void {
  if (!isAbsolute(path)) throw new Error('Path must be absolute');
  if (!isKnown(name)) throw new Error(`Failed to set path`);
  chosen.set(name, path);
  mkdirSync(path, { recursive: true });
}

function isKnown(name: string): boolean {
  const others = [
    'home',
    'temp',
    'exe',
    'module',
    'assets',
    'appData',
    'userData',
    'sessionData',
    'logs',
    'crashDumps',
    'recent',
  ];
  return name in inHome || others.includes(name);
}

function defaultPath(name: string, appName: string): string {
  const folder = inHome[name];
  if (folder !== undefined) return join(homedir(), folder);
  switch (name) {
    case 'home':
      return homedir();
    case 'temp':
      return tmpdir();
    case 'exe':
    case 'module':
      return host().executable;
    case 'assets':
      return join(host().executable, '..');
    case 'appData':
      return process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
    case 'userData':
      return userData(appName);
    case 'sessionData':
      return getPath('userData', appName);
    case 'logs':
      return join(getPath('userData', appName), 'logs');
    case 'crashDumps':
      return join(getPath('userData', appName), 'Crashpad');
    default:
      throw new Error(`Failed to get '${name}' path`);
  }
}

function userData(appName: string): string {
  const given = host().commandLine.switches.get('user-data-dir');
  return given === undefined || given === '' ? join(getPath('appData', appName), appName) : resolve(given);
}
