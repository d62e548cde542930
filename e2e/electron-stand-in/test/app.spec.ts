// app: paths, one instance per folder, starting again.

import { _electron } from '@playwright/test';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { environment, expect, FIXTURE_APP, test } from './fixture.ts';

const electronPath = createRequire(import.meta.url)('electron') as string;

/** Starts the fixture app without Playwright; resolves with its exit code. */
function run(
  userData: string,
  env: Record<string, string>,
  args: readonly string[] = [],
): Promise<number | null> {
  const child = spawn(electronPath, [FIXTURE_APP, `--user-data-dir=${userData}`, ...args], {
    env: { ...environment(), ...env },
    stdio: 'ignore',
  });
  return new Promise((resolve) => child.once('exit', resolve));
}

test('userData is the folder of the command line', async ({ launch, folder }) => {
  const { app } = await launch({ userData: join(folder, 'mine') });
  const paths = await app.evaluate(({ app: main }) => ({
    userData: main.getPath('userData'),
    sessionData: main.getPath('sessionData'),
    logs: main.getPath('logs'),
    appPath: main.getAppPath(),
  }));
  expect(paths).toEqual({
    userData: join(folder, 'mine'),
    sessionData: join(folder, 'mine'),
    logs: join(folder, 'mine', 'logs'),
    appPath: FIXTURE_APP,
  });
});

test('setPath moves it and makes the folder', async ({ launch, folder }) => {
  const { app } = await launch();
  const moved = join(folder, 'moved');
  expect(
    await app.evaluate(({ app: main }, path) => {
      main.setPath('userData', path);
      return main.getPath('userData');
    }, moved),
  ).toBe(moved);
  expect(existsSync(moved)).toBe(true);
});

test('without a folder on the command line userData is named after the app', async ({ folder }) => {
  const app = await _electron.launch({
    args: [FIXTURE_APP],
    env: { ...environment(), XDG_CONFIG_HOME: folder },
  });
  expect(await app.evaluate(({ app: main }) => main.getPath('userData'))).toBe(join(folder, 'Fixture App'));
  await app.close();
});

test('a second instance ends and tells the first', async ({ launch, folder }) => {
  const userData = join(folder, 'shared');
  const { app, happened } = await launch({ userData, env: { FIXTURE_LOCK: 'first' } });
  expect(await app.evaluate(({ app: main }) => main.hasSingleInstanceLock())).toBe(true);

  expect(await run(userData, { FIXTURE_LOCK: 'second' }, ['--open=case-1'])).toBe(0);

  await expect.poll(happened).toContain('app second-instance');
  const second = await app.evaluate(() => (globalThis as unknown as { second: unknown }).second);
  expect(second).toMatchObject({ workingDirectory: process.cwd(), data: { from: 'second' } });
  expect((second as { argv: string[] }).argv).toContain('--open=case-1');
});

test('a killed instance leaves no lock behind', async ({ launch, folder }) => {
  const userData = join(folder, 'shared');
  const first = await launch({ userData, env: { FIXTURE_LOCK: 'first' } });
  const ended = first.app.waitForEvent('close');
  first.process.kill('SIGKILL');
  await ended;
  const { app } = await launch({ userData, env: { FIXTURE_LOCK: 'again' } });
  expect(await app.evaluate(({ app: main }) => main.hasSingleInstanceLock())).toBe(true);
});

test('instances with folders of their own do not know of each other', async ({ launch }) => {
  const one = await launch({ env: { FIXTURE_LOCK: 'one' } });
  const two = await launch({ env: { FIXTURE_LOCK: 'two' } });
  for (const { app } of [one, two]) {
    expect(await app.evaluate(({ app: main }) => main.hasSingleInstanceLock())).toBe(true);
  }
});

test('relaunch starts the app again once it has ended', async ({ launch, folder }) => {
  const log = join(folder, 'log');
  const { app, process: child } = await launch({ env: { FIXTURE_LOG: log } });
  const ended = app.waitForEvent('close');
  await app.evaluate(({ app: main }) => {
    main.relaunch();
    setTimeout(() => main.quit(), 10);
  });
  await ended;
  const pids = (): number[] =>
    [...readFileSync(log, 'utf8').matchAll(/started (\d+)/g)].map(([, pid]) => Number(pid));
  await expect.poll(pids, { timeout: 20_000 }).toHaveLength(2);
  const again = pids()[1] ?? 0;
  expect(again).not.toBe(child.pid);
  process.kill(again, 'SIGTERM');
  await expect.poll(() => existsSync(`/proc/${again}`)).toBe(false);
});

test('switches that the app adds reach Chromium', async ({ launch }) => {
  const { app, page } = await launch({ args: ['--lang=de-DE'] });
  expect(
    await app.evaluate(({ app: main }) => [main.commandLine.getSwitchValue('lang'), main.getLocale()]),
  ).toEqual(['de-DE', 'de-DE']);
  expect(await page.evaluate(() => navigator.webdriver)).toBeDefined();
});
