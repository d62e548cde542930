// The packed app: what is in it, what is not, how its executable is set, and that it starts.

import { _electron, expect, test } from '@playwright/test';
import { extractFile, listPackage } from '@electron/asar';
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupScreen } from '../support/backup-screen.ts';

const repository = join(import.meta.dirname, '..', '..');
const packed = join(repository, 'release', 'linux-unpacked');
const executable = join(packed, 'causebook');
const asar = join(packed, 'resources', 'app.asar');

test.skip(process.platform !== 'linux', 'looks at the packed app for Linux');

test.beforeAll(() => {
  test.setTimeout(240_000);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/pack.ts'], {
    cwd: repository,
    encoding: 'utf8',
  });
  expect(status, `${stdout}${stderr}`).toBe(0);
});

test('holds the built app, its description and the native module, and nothing else', () => {
  const files = listPackage(asar, { isPack: false });
  expect(files).toEqual(
    expect.arrayContaining([
      '/package.json',
      '/out/main/index.js',
      '/out/main/engine.js',
      '/out/main/engine-thread.js',
      '/out/preload/index.cjs',
      '/out/renderer/index.html',
      '/node_modules/better-sqlite3/lib/index.js',
    ]),
  );
  const unexpected = files.filter(
    (file) =>
      !/^\/(out|node_modules)$|^\/package\.json$|^\/out\/|^\/node_modules\/better-sqlite3(\/|$)/.test(file) ||
      /\.(ts|tsx|map|gyp|c|cpp|hpp|h)$|\/(test|tests|src|deps|build)(\/|$)|node-gyp|node-addon-api/.test(
        file,
      ),
  );
  expect(unexpected).toEqual([]);
});

test('describes itself without the tools of its developers', () => {
  const description = JSON.parse(extractFile(asar, 'package.json').toString('utf8')) as Record<
    string,
    unknown
  >;
  expect(description).toMatchObject({ name: 'causebook', main: 'out/main/index.js' });
  expect(description).not.toHaveProperty('devDependencies');
  expect(description).not.toHaveProperty('scripts');
});

test('has the native module of this platform only, outside the archive', () => {
  const natives = globSync('**/*.node', { cwd: packed });
  const name = `${process.platform}-${process.arch}.node`;
  expect(natives).toEqual([`resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/${name}`]);
  const inside = listPackage(asar, { isPack: true }).filter((line) => line.includes('.node'));
  expect(inside).toEqual([expect.stringMatching(/^unpack/)]);
});

test('its executable has every fuse set', async () => {
  const fuses = await getCurrentFuseWire(executable);
  const on = FuseState.ENABLE;
  const off = FuseState.DISABLE;
  expect(fuses).toEqual({
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: off,
    [FuseV1Options.EnableCookieEncryption]: on,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
    [FuseV1Options.EnableNodeCliInspectArguments]: off,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
    [FuseV1Options.OnlyLoadAppFromAsar]: on,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: off,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
    [FuseV1Options.WasmTrapHandlers]: on,
  });
});

test('its executable neither runs as Node nor lets a debugger in', async () => {
  const userData = mkdtempSync(join(tmpdir(), 'causebook-packed-'));
  const child = spawn(
    executable,
    ['-e', "console.log('ran as Node')", '--inspect=0', `--user-data-dir=${userData}`],
    {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  // Long enough for Node to have run the script, or to have said where its debugger listens.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  child.kill('SIGTERM');
  await ended;
  rmSync(userData, { recursive: true, force: true });
  expect(output).not.toMatch(/ran as Node|Debugger listening/);
});

test('starts, shows its window, and makes a backup', async () => {
  // The debugger that this test needs is let in, in a copy; the copy lies beside the original, as the stand-in needs.
  const copy = mkdtempSync(join(repository, 'release', 'inspectable-'));
  const userData = mkdtempSync(join(tmpdir(), 'causebook-packed-'));
  try {
    cpSync(packed, copy, { recursive: true });
    await flipFuses(join(copy, 'causebook'), {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    });
    const app = await _electron.launch({
      executablePath: join(copy, 'causebook'),
      args: [`--user-data-dir=${userData}`],
    });
    const page = await app.firstWindow();
    await expect(page.getByRole('heading').first()).toBeVisible();
    expect(page.url()).toMatch(/^app:\/\/bundle\//);
    expect(await app.evaluate(({ app: main }) => [main.isPackaged, main.getName()])).toEqual([
      true,
      'Causebook',
    ]);
    // What the engine loads for a task lies in the archive of the app, too.
    await page.getByRole('button', { name: 'Start empty' }).click();
    await page.getByRole('textbox', { name: 'Name of the practice' }).fill('Rao & Co');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('navigation', { name: 'Main' })).toContainText('Rao & Co');
    const screen = await new BackupScreen({ app, page }).open();
    await screen.backUpNow.click();
    await screen.expectOneToast(/^Backup made, read back and checked/);
    await app.close();
    expect(existsSync(join(userData, 'data', 'CURRENT'))).toBe(true);
    expect(globSync('*.zip', { cwd: join(userData, 'backups') })).toHaveLength(1);
  } finally {
    rmSync(copy, { recursive: true, force: true });
    rmSync(userData, { recursive: true, force: true });
  }
});
