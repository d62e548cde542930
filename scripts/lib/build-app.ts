// Builds the app into out/ when what is there is missing or older than its sources.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src', 'packages', 'package.json', 'electron.vite.config.ts'];
const RESULTS = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

export function isBuildStale(repository: string): boolean {
  const results = RESULTS.map((file) => join(repository, file));
  if (!results.every((file) => existsSync(file))) return true;
  const oldestResult = Math.min(...results.map((file) => statSync(file).mtimeMs));
  return newest(SOURCES.map((source) => join(repository, source))) > oldestResult;
}

/** Throws when the build fails; what it printed says why. */
export function buildApp(repository: string): void {
  const bin = join(repository, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status } = spawnSync(process.execPath, [bin, 'build', '--logLevel', 'warn'], {
    cwd: repository,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The build failed.');
}

function newest(paths: readonly string[]): number {
  return Math.max(
    ...paths.map((path) => {
      const stats = statSync(path);
      if (!stats.isDirectory()) return stats.mtimeMs;
      const inside = readdirSync(path)
        .filter((name) => name !== 'node_modules')
        .map((name) => join(path, name));
      return inside.length === 0 ? 0 : newest(inside);
    }),
  );
}
