// Where a window may go, and who is asked.

import type { ElectronApplication } from '@playwright/test';
import { expect, test, type FixtureGlobals } from './fixture.ts';

function preventing(app: ElectronApplication, event: 'will-navigate' | 'will-redirect'): Promise<void> {
  return app.evaluate(({ BrowserWindow }, name) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.on(name as 'will-navigate', (details) => details.preventDefault());
  }, event);
}

test('a link is followed when nobody objects', async ({ launch }) => {
  const { page, happened } = await launch();
  await page.getByRole('link', { name: 'Other page' }).click();
  await expect(page).toHaveURL('app://bundle/other.html');
  expect(await happened()).toContain('will-navigate app://bundle/other.html');
});

test('will-navigate keeps the window where it is', async ({ launch }) => {
  const { app, page, happened } = await launch();
  await preventing(app, 'will-navigate');
  await page.getByRole('link', { name: 'Other page' }).click();
  await page.evaluate(() => void (location.href = 'https://outside.example/page'));
  await expect.poll(happened).toContain('will-navigate https://outside.example/page');
  expect(await happened()).toContain('will-navigate app://bundle/other.html');
  await expect(page).toHaveURL('app://bundle/index.html');
  await expect(page.getByRole('heading')).toHaveText('Hello');
});

test('will-navigate hears of reloads and of schemes that Chromium does not load', async ({ launch }) => {
  const { app, page, happened } = await launch();
  await preventing(app, 'will-navigate');
  await page.evaluate(() => location.reload());
  await page.getByRole('link', { name: 'Mail' }).click();
  await expect.poll(happened).toContain('will-navigate mailto:clerk@court.example');
  expect(await happened()).toContain('will-navigate app://bundle/index.html');
});

test('a link with the scheme of the app leads into the app', async ({ launch }) => {
  const { page, happened } = await launch();
  await page.getByRole('link', { name: 'Absolute' }).click();
  await expect(page.getByRole('heading')).toHaveText('The other page');
  await expect(page).toHaveURL('app://bundle/other.html');
  expect(await happened()).toContain('will-navigate app://bundle/other.html');
});

test('what the app or a test loads is not asked about', async ({ launch }) => {
  const { app, page, happened } = await launch();
  await preventing(app, 'will-navigate');
  await page.goto('app://bundle/other.html');
  await page.reload();
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.loadURL('app://bundle/index.html'),
  );
  await expect(page).toHaveURL('app://bundle/index.html');
  expect((await happened()).filter((what) => what.startsWith('will-navigate'))).toEqual([]);
});

test('a redirect can be prevented', async ({ launch }) => {
  const { app, page, happened } = await launch();
  await page.evaluate(() => void (location.href = '/redirect'));
  await expect(page).toHaveURL('app://bundle/other.html');
  await page.goto('app://bundle/index.html');
  await preventing(app, 'will-redirect');
  await page.evaluate(() => void (location.href = '/redirect'));
  await expect
    .poll(
      async () =>
        (await happened()).filter((what) => what === 'will-redirect app://bundle/other.html').length,
    )
    .toBe(2);
  await expect(page).toHaveURL('app://bundle/index.html');
});

test('frames are asked about as frames', async ({ launch }) => {
  const { app, page } = await launch();
  const asked = await app.evaluateHandle(({ BrowserWindow }) => {
    const seen: unknown[] = [];
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-frame-navigate', (event) => {
      event.preventDefault();
      seen.push([event.url, event.isMainFrame, event.frame?.parent === event.frame?.top]);
    });
    return seen;
  });
  await page.evaluate(() => document.querySelector('iframe')?.setAttribute('src', 'https://other.example/'));
  await expect.poll(() => asked.jsonValue()).toEqual([['https://other.example/', false, true]]);
});

test('a new window is made only when the app allows it', async ({ launch }) => {
  const { app, page } = await launch();
  const denied = await app.evaluateHandle(({ BrowserWindow }) => {
    const seen: object[] = [];
    BrowserWindow.getAllWindows()[0]?.webContents.setWindowOpenHandler(({ url, frameName, disposition }) => {
      seen.push({ url, frameName, disposition });
      return { action: 'deny' };
    });
    return seen;
  });
  expect(await page.evaluate(() => window.open('/other.html', 'name'))).toBe(null);
  await page.getByRole('link', { name: 'Other window' }).click();
  await expect
    .poll(() => denied.jsonValue())
    .toEqual([
      { url: 'app://bundle/other.html', frameName: 'name', disposition: 'foreground-tab' },
      { url: 'app://bundle/other.html', frameName: '_blank', disposition: 'foreground-tab' },
    ]);
  expect(app.windows()).toHaveLength(1);
});

test('a middle click asks for a window and opens none by itself', async ({ launch }) => {
  const { app, page } = await launch();
  const seen = await app.evaluateHandle(({ BrowserWindow }) => {
    const urls: string[] = [];
    BrowserWindow.getAllWindows()[0]?.webContents.setWindowOpenHandler(({ url }) => {
      urls.push(url);
      return { action: 'deny' };
    });
    return urls;
  });
  await page.getByRole('link', { name: 'Other page' }).click({ button: 'middle' });
  await expect.poll(() => seen.jsonValue()).toEqual(['app://bundle/other.html']);
  // Long enough for Chromium to have opened a tab and for the stand-in to have closed it.
  await page.waitForTimeout(1000);
  expect(app.windows()).toHaveLength(1);
});

test('an allowed window opens with the options that the app gives', async ({ launch }) => {
  const { app, page } = await launch();
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setWindowOpenHandler(() => ({
      action: 'allow',
      overrideBrowserWindowOptions: { width: 400, height: 300 },
    }));
  });
  const [other] = await Promise.all([
    app.waitForEvent('window'),
    page.getByRole('link', { name: 'Other window' }).click(),
  ]);
  await expect(other.getByRole('heading')).toHaveText('The other page');
  expect(await other.evaluate(() => [innerWidth, innerHeight])).toEqual([400, 300]);
});

test('a load that fails rejects and is told to the window', async ({ launch }) => {
  const { app, happened } = await launch();
  await app.evaluate(async () => {
    const window = (globalThis as unknown as FixtureGlobals).openWindow({
      url: 'app://bundle/throws',
      show: false,
    });
    await window.loaded;
  });
  expect(await happened()).toEqual(
    expect.arrayContaining([
      'did-fail-load -2 ERR_FAILED app://bundle/throws',
      "loadURL ERR_FAILED loading 'app://bundle/throws'",
    ]),
  );
});

test('a navigation of the page that fails is told to the window', async ({ launch }) => {
  const { page, happened } = await launch();
  await page.evaluate(() => void (location.href = 'https://nowhere.stand-in.invalid/'));
  await expect
    .poll(happened)
    .toContain('did-fail-load -105 ERR_NAME_NOT_RESOLVED https://nowhere.stand-in.invalid/');
});
