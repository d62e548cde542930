// What boot found out about the app that it runs, for the modules that imitate Electron's.

import type { PackageJson } from './app-location.ts';
import type { CommandLine } from './command-line.ts';

export interface Host {
  /** The stand-in's executable: Electron's in development, the app's own once packed. */
  readonly executable: string;
  /** The Node that really runs. */
  readonly nodePath: string;
  readonly isPackaged: boolean;
  readonly appPath: string;
  readonly packageJson: PackageJson;
  readonly commandLine: CommandLine;
}

let current: Host | undefined;

export function setHost(found: Host): void {
  current = found;
}

export function host(): Host {
  if (current === undefined) throw new Error('The stand-in has not booted');
  return current;
}
