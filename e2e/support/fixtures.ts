/** What every spec begins with: a profile folder of its own, and the app started on it. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';

const repository = join(import.meta.dirname, '../..');

/** Runs the command line on a profile that no app holds, or looks at one that an app does. Returns its answer. */
export function causebook(...args: readonly string[]): { readonly [field: string]: any } {
  const bin = join(repository, 'packages/cli/bin/causebook.js');
  try {
    return JSON.parse(
      execFileSync(process.execPath, [bin, ...args, '--json'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    if (stdout) return JSON.parse(stdout);
    throw error;
  }
}

/** A backup of another sample practice, made in `<folder>/other`: 5 cases, 4 documents. */
export function backupOfAnother(folder: string): string {
  const other = join(folder, 'other');
  const size = ['--cases', '5', '--documents', '4', '--bytes', '400000'];
  causebook('--data', other, 'sample', '--seed', '7', ...size);
  return causebook('--data', other, 'export')['filePath'];
}

export const digestOf = (profile: string): string => causebook('--data', profile, 'digest')['digest'];

export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Ends it as a person would and waits until it is gone. */
  close(): Promise<void>;
}

interface Fixtures {
  /** A new folder, removed afterwards. */
  readonly folder: string;
  /** A profile with a sample practice. */
  readonly profile: string;
  readonly launch: (profile: string) => Promise<RunningApp>;
}

/** One sample practice for all tests of a worker; each test gets a copy. */
let template: string | null = null;
function templateProfile(): string {
  if (template !== null) return template;
  const made = mkdtempSync(join(tmpdir(), 'causebook-template-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  causebook('--data', made, 'sample', '--cases', '12', '--documents', '10', '--bytes', '2000000');
  template = made;
  return made;
}

export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'causebook-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  profile: async ({ folder }, use) => {
    const profile = join(folder, 'profile');
    cpSync(templateProfile(), profile, { recursive: true });
    await use(profile);
  },
  launch: async ({}, use) => {
    const running: RunningApp[] = [];
    await use(async (profile) => {
      const app = await _electron.launch({
        args: [repository, `--user-data-dir=${profile}`],
        cwd: repository,
      });
      const page = await app.firstWindow();
      let closed = false;
      const one: RunningApp = {
        app,
        page,
        close: async () => {
          if (closed) return;
          closed = true;
          await app.close();
        },
      };
      running.push(one);
      return one;
    });
    for (const one of running) await one.close();
  },
});
export { expect } from '@playwright/test';
