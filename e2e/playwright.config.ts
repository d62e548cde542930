// The end-to-end tests: the app itself, the packed app, and, where Electron's binary cannot be had, its stand-in.

import { defineConfig } from '@playwright/test';
import { chooseElectron } from '../scripts/lib/electron-binary.ts';

// Where the real binary is absent the same specs run on the stand-in. Nothing in a spec changes.
const electron = chooseElectron(process.env);

/** Much of a spec is waiting for the app, so that more than one for each core are at work. */
const AT_ONCE = 3;

export default defineConfig({
  // Those of `waits` and the others.
  workers: 1 + AT_ONCE,
  fullyParallel: true,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  outputDir: '../test-results',
  forbidOnly: process.env['CI'] !== undefined,
  // Hundreds of browsers on a loaded machine: one that stumbles is started again, and the report names it as flaky.
  retries: process.env['CI'] === undefined ? 0 : 1,
  projects: [
    // Specs of what the app does by itself, a minute after a start: they take their time and little else, one beside the rest.
    { name: 'waits', testDir: 'specs', grep: /@waits/, workers: 1 },
    {
      name: 'app',
      testDir: 'specs',
      testIgnore: 'packaged.spec.ts',
      grepInvert: /@waits/,
      workers: AT_ONCE,
    },
    // Packed once: each worker of a parallel run would pack anew, into the folder another one is reading.
    { name: 'packaged', testDir: 'specs', testMatch: 'packaged.spec.ts', fullyParallel: false },
    ...(electron === 'stand-in'
      ? [{ name: 'stand-in', testDir: 'electron-stand-in/test', workers: AT_ONCE }]
      : []),
  ],
});
