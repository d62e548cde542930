// Starting and ending an app through Playwright's _electron.launch.

import { _electron } from '@playwright/test';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { environment, expect, FIXTURE_APP, test } from './fixture.ts';

const electronPath = createRequire(import.meta.url)('electron') as string;

/** Command lines of all processes that name `text`. */
function processesNaming(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        // It ended between the listing and the reading.
        return '';
      }
    })
    .filter((commandLine) => commandLine.includes(text));
}

function tempFoldersOf(pid: number): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`electron-stand-in-${pid}-`));
}

test('the first window shows the page that the app loaded', async ({ launch }) => {
  const { app, page } = await launch();
  await expect(page).toHaveTitle('Fixture');
  await expect(page.getByRole('heading')).toHaveText('Hello');
  expect(app.windows()).toHaveLength(1);
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([900, 640]);
});

test('a test reaches the main process and the window of a page', async ({ launch }) => {
  const { app, page } = await launch();
  expect(await app.evaluate(({ app: main }) => [main.getName(), main.getVersion(), main.isPackaged])).toEqual(
    ['Fixture App', '1.2.3', false],
  );
  const window = await app.browserWindow(page);
  await expect
    .poll(() => window.evaluate((it) => [it.getTitle(), it.isVisible()]))
    .toEqual(['Fixture', true]);
});

test('the process looks like one of Electron', async ({ launch }) => {
  const { app } = await launch();
  const seen = await app.evaluate(() => ({
    electron: process.versions.electron,
    chrome: process.versions['chrome'],
    type: process.type,
    execPath: process.execPath,
    argv: process.argv.slice(0, 2),
    defaultApp: process.defaultApp,
  }));
  expect(seen).toMatchObject({
    electron: createRequire(import.meta.url)('electron/package.json').version,
    type: 'browser',
    execPath: electronPath,
    argv: [electronPath, FIXTURE_APP],
    defaultApp: true,
  });
  expect(seen.chrome).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
});

test('the page answers keyboard, pictures and file choices', async ({ launch, folder }) => {
  const { page } = await launch();
  const file = join(folder, 'archive.zip');
  writeFileSync(file, 'PK');
  await page.getByLabel('File').setInputFiles(file);
  expect(await page.getByLabel('File').evaluate((input: HTMLInputElement) => input.files?.[0]?.name)).toBe(
    'archive.zip',
  );
  const picture = await page.screenshot();
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
});

test('a colour scheme given at launch reaches the page', async ({ launch }) => {
  const { page } = await launch({ colorScheme: 'dark' });
  await expect(page.getByRole('heading')).toHaveCSS('color', 'rgb(200, 200, 200)');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.getByRole('heading')).toHaveCSS('color', 'rgb(1, 2, 3)');
});

test('two apps run at once with folders of their own', async ({ launch }) => {
  const [one, two] = await Promise.all([
    launch({ userData: join(tmpdir(), `stand-in-one-${process.pid}`) }),
    launch({ userData: join(tmpdir(), `stand-in-two-${process.pid}`) }),
  ]);
  const paths = await Promise.all(
    [one, two].map(({ app }) => app.evaluate((electron) => electron.app.getPath('userData'))),
  );
  expect(new Set(paths).size).toBe(2);
  await one.app.close();
  await expect(two.page.getByRole('heading')).toHaveText('Hello');
});

test('closing asks the app first and leaves neither process nor folder', async ({ launch, folder }) => {
  const log = join(folder, 'log');
  const { app, process: child } = await launch({ env: { FIXTURE_LOG: log } });
  const pid = Number(readFileSync(log, 'utf8').match(/started (\d+)/)?.[1]);
  const [temp] = tempFoldersOf(pid);
  expect(processesNaming(`/${temp}/`).length).toBeGreaterThan(0);

  await app.close();

  const order = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => /^(app|window) (before|will-q|quit|close)/.test(line));
  expect(order).toEqual(['app before-quit', 'window close', 'window closed', 'app will-quit', 'app quit']);
  expect(child.exitCode).toBe(0);
  expect(tempFoldersOf(pid)).toEqual([]);
  expect(processesNaming(`/${temp}/`)).toEqual([]);
});

test('closing the last page ends the app', async ({ launch }) => {
  const { app, page, process: child } = await launch();
  const ended = app.waitForEvent('close');
  await page.close();
  await ended;
  expect(child.exitCode).toBe(0);
});

test('an app that wants to go on without a window does so', async ({ launch }) => {
  const { app, page, happened } = await launch({ env: { FIXTURE_STAYS: '1' } });
  await page.close();
  await expect.poll(happened).toContain('app window-all-closed');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
});

test('a window that refuses to close keeps the app alive', async ({ launch }) => {
  const { app, happened } = await launch();
  await app.evaluate(({ app: main, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.once('close', (event) => event.preventDefault());
    main.quit();
  });
  expect((await happened()).filter((what) => what === 'app will-quit')).toEqual([]);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('before-quit can be prevented', async ({ launch }) => {
  const { app } = await launch();
  await app.evaluate(({ app: main }) => {
    main.once('before-quit', (event) => event.preventDefault());
    main.quit();
  });
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('will-quit can be prevented for as long as something has to be finished', async ({ launch, folder }) => {
  const log = join(folder, 'log');
  const { app, process: child } = await launch({ env: { FIXTURE_LOG: log } });
  await app.evaluate(({ app: main }) => {
    main.once('will-quit', (event) => {
      event.preventDefault();
      setTimeout(() => main.quit(), 50);
    });
  });
  await app.close();
  expect(child.exitCode).toBe(0);
  const quits = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line === 'app will-quit');
  expect(quits).toHaveLength(2);
});

test('exit ends at once with its code, without asking', async ({ launch, folder }) => {
  const log = join(folder, 'log');
  const { app, process: child } = await launch({ env: { FIXTURE_LOG: log } });
  const ended = app.waitForEvent('close');
  await app.evaluate(({ app: main }) => setTimeout(() => main.exit(7), 10));
  await ended;
  expect(child.exitCode).toBe(7);
  const lines = readFileSync(log, 'utf8').split('\n');
  expect(lines).toContain('app quit');
  expect(lines).not.toContain('app before-quit');
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} ends an app in good order and leaves nothing behind`, async ({ folder }) => {
    const log = join(folder, 'log');
    const child = spawn(electronPath, [FIXTURE_APP, `--user-data-dir=${join(folder, 'data')}`], {
      env: { ...environment(), FIXTURE_LOG: log },
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    try {
      await expect
        .poll(() => existsSync(log) && readFileSync(log, 'utf8'), { timeout: 20_000 })
        .toContain('window ready-to-show');
    } finally {
      child.kill(signal);
    }
    expect(await ended).toBe(0);
    expect(readFileSync(log, 'utf8')).toContain('app will-quit');
    expect(tempFoldersOf(child.pid ?? 0)).toEqual([]);
    expect(processesNaming(`electron-stand-in-${child.pid}-`)).toEqual([]);
  });
}

test('a killed app takes Chromium with it, and the next start removes its folder', async ({
  launch,
  folder,
}) => {
  const log = join(folder, 'log');
  const { app, process: child } = await launch({ env: { FIXTURE_LOG: log } });
  const pid = Number(readFileSync(log, 'utf8').match(/started (\d+)/)?.[1]);
  expect(pid).toBe(child.pid);
  const ended = app.waitForEvent('close');
  child.kill('SIGKILL');
  await ended;
  await expect.poll(() => processesNaming(`electron-stand-in-${pid}-`)).toEqual([]);

  await launch();
  expect(tempFoldersOf(pid)).toEqual([]);
});

test('an app that ends itself by process.exit leaves nothing behind', async ({ launch }) => {
  const { app, process: child } = await launch();
  const pid = child.pid ?? 0;
  const ended = app.waitForEvent('close');
  await app.evaluate(() => setTimeout(() => process.exit(3), 10));
  await ended;
  expect(child.exitCode).toBe(3);
  expect(tempFoldersOf(pid)).toEqual([]);
  await expect.poll(() => processesNaming(`electron-stand-in-${pid}-`)).toEqual([]);
});

test('a main module that throws fails the launch with its message', async ({ folder }) => {
  const broken = join(folder, 'broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'package.json'), '{ "main": "main.cjs" }');
  writeFileSync(join(broken, 'main.cjs'), "throw new Error('boom at load')");
  await expect(_electron.launch({ args: [broken] })).rejects.toThrow('boom at load');
});

test('a CommonJS main module gets Electron by require', async ({ folder }) => {
  const main = join(folder, 'main.cjs');
  writeFileSync(
    main,
    `const { app, BrowserWindow } = require('electron');
     app.on('ready', () => new BrowserWindow({ show: false }).loadURL('data:text/html,<h1>From CommonJS</h1>'));`,
  );
  const app = await _electron.launch({ args: [main, `--user-data-dir=${join(folder, 'data')}`] });
  await expect((await app.firstWindow()).getByRole('heading')).toHaveText('From CommonJS');
  await app.close();
});

test('the version is that of the electron package', async () => {
  const child = spawn(electronPath, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString();
  });
  await new Promise((resolve) => child.once('close', resolve));
  expect(text.trim()).toBe(`v${createRequire(import.meta.url)('electron/package.json').version}`);
});
