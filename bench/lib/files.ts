/** Folders of a benchmark: emptied, counted, copied. */
import { linkSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** An empty folder, whatever was there. */
export function fresh(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

/** Paths of all files below a folder, relative to it. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

export interface Extent {
  readonly files: number;
  readonly bytes: number;
}

export function extentOf(folder: string): Extent {
  const files = filesBelow(folder);
  return {
    files: files.length,
    bytes: files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0),
  };
}

/** The same files in a second folder, at no cost: for what nobody changes in place. */
export function linkTree(from: string, to: string): void {
  for (const file of filesBelow(from)) {
    mkdirSync(dirname(join(to, file)), { recursive: true, mode: 0o700 });
    linkSync(join(from, file), join(to, file));
  }
}
