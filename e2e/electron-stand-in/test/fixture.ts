// What the stand-in's tests share: starting the fixture app in a user data folder of its own, and ending it.

import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import type { ChildProcess } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const FIXTURE_APP = fileURLToPath(new URL('fixture-app', import.meta.url));

export interface LaunchOptions {
  readonly env?: Record<string, string>;
  readonly args?: readonly string[];
  readonly userData?: string;
  readonly colorScheme?: 'light' | 'dark';
}

export interface Started {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Playwright forgets it once the app has ended. */
  readonly process: ChildProcess;
  /** What the fixture app noted so far. */
  happened(): Promise<string[]>;
}

/** What the fixture app leaves in its globalThis for tests. */
export interface FixtureGlobals {
  readonly happened: string[];
  readonly second?: { argv: string[]; workingDirectory: string; data: unknown };
  openWindow(options?: object): Electron.BrowserWindow & { loaded: Promise<void> };
}

interface Fixtures {
  /** A folder of this test's own. */
  folder: string;
  launch(options?: LaunchOptions): Promise<Started>;
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'stand-in-test-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  launch: async ({ folder }, use) => {
    const apps: ElectronApplication[] = [];
    await use(async ({ env = {}, args = [], userData, colorScheme } = {}) => {
      const data = userData ?? join(folder, `user-data-${apps.length}`);
      const app = await _electron.launch({
        args: [FIXTURE_APP, `--user-data-dir=${data}`, ...args],
        env: { ...environment(), FIXTURE_FONT: aFont(), ...env },
        ...(colorScheme === undefined ? {} : { colorScheme }),
      });
      apps.push(app);
      const page = await app.firstWindow();
      await page.getByRole('heading').waitFor();
      const happened = (): Promise<string[]> =>
        app.evaluate(() => (globalThis as unknown as FixtureGlobals).happened);
      return { app, page, process: app.process(), happened };
    });
    for (const app of apps) await app.close();
  },
});

export { expect };

export function environment(): Record<string, string> {
  const defined = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(defined);
}

/** Any font will do. */
function aFont(): string {
  const playwright = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'));
  const [font] = globSync('lib/vite/**/*.ttf', { cwd: playwright });
  if (font === undefined) throw new Error('No font found in playwright-core');
  return join(playwright, font);
}
