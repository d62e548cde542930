/** Unit tests: beside the files they test, with real files and databases; only Electron is ever faked. */
import { defineConfig } from 'vitest/config';

/** Nearly all: nothing is faked in them, so they may share what they have loaded. */
const together = [
  'packages/**/*.test.ts',
  'src/renderer/**/*.test.{ts,tsx}',
  '{scripts,reliability,bench}/**/*.test.ts',
];
/** Those that fake Electron load everything for themselves. */
const apart = ['src/{main,preload}/**/*.test.ts'];

const shared = {
  exclude: ['**/node_modules/**', 'out/**'],
  environment: 'node',
  // better-sqlite3 and process.chdir belong in processes of their own, not in threads.
  pool: 'forks' as const,
  restoreMocks: true,
  unstubEnvs: true,
  unstubGlobals: true,
  testTimeout: 20_000,
};

export default defineConfig({
  test: {
    // Their processes wait for disks and for other processes half of the time.
    maxWorkers: '100%',
    projects: [
      { test: { ...shared, name: 'together', include: [...together], isolate: false } },
      { test: { ...shared, name: 'apart', include: [...apart] } },
    ],
  },
});
