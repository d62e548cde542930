/** The built app on a profile, as Playwright drives it. */
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { buildApp, isBuildStale } from '../../scripts/lib/build-app.ts';
import { chooseElectron } from '../../scripts/lib/electron-binary.ts';

const repository = join(import.meta.dirname, '../..');

export interface OpenApp {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/** Builds what has changed. @returns what runs the app: Electron, or its stand-in where its binary cannot be had */
export function prepareApp(): 'electron' | 'stand-in' {
  if (isBuildStale(repository)) buildApp(repository);
  return chooseElectron(process.env);
}

export async function openApp(profile: string): Promise<OpenApp> {
  const app = await _electron.launch({ args: [repository, `--user-data-dir=${profile}`], cwd: repository });
  return { app, page: await app.firstWindow() };
}
