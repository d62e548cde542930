// The end-to-end tests: the app itself, the packed app, and, where Electron's binary cannot be had, its stand-in.

import { defineConfig } from '@playwright/test';
import { chooseElectron } from '../scripts/lib/electron-binary.ts';

// Where the real binary is absent the same specs run on the stand-in. Nothing in a spec changes.
const electron = chooseElectron(process.env);

export default defineConfig({
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  outputDir: '../test-results',
  forbidOnly: process.env['CI'] !== undefined,
  projects: [
    { name: 'app', testDir: 'specs', testIgnore: 'packaged.spec.ts' },
    { name: 'packaged', testDir: 'specs', testMatch: 'packaged.spec.ts' },
    ...(electron === 'stand-in' ? [{ name: 'stand-in', testDir: 'electron-stand-in/test' }] : []),
  ],
});
