// BrowserWindow and what its page reports.

import { expect, test, type FixtureGlobals } from './fixture.ts';

test('a window is shown, hidden and focused', async ({ launch }) => {
  const { app, happened } = await launch();
  const seen = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return [];
    const states: unknown[] = [window.isVisible(), window.isFocused()];
    window.hide();
    states.push(window.isVisible(), window.isFocused(), BrowserWindow.getFocusedWindow());
    window.show();
    states.push(window.isVisible(), BrowserWindow.getFocusedWindow() === window);
    window.minimize();
    states.push(window.isMinimized());
    window.restore();
    states.push(window.isMinimized());
    return states;
  });
  expect(seen).toEqual([true, true, false, false, null, true, true, true, false]);
  expect(
    (await happened()).filter((what) => /^window (hide|show|blur|focus|minimize|restore)$/.test(what)),
  ).toEqual([
    'window hide',
    'window blur',
    'window show',
    'window focus',
    'window minimize',
    'window restore',
  ]);
});

test('a window that starts hidden becomes ready to show', async ({ launch }) => {
  const { app, happened } = await launch();
  const visible = await app.evaluate(async () => {
    const window = (globalThis as unknown as FixtureGlobals).openWindow({ show: false });
    const before = window.isVisible();
    await new Promise<void>((resolve) => window.once('ready-to-show', resolve));
    window.show();
    return [before, window.isVisible()];
  });
  expect(visible).toEqual([false, true]);
  expect((await happened()).filter((what) => what === 'window ready-to-show')).toHaveLength(2);
});

test('its size is that of the page, within its limits', async ({ launch }) => {
  const { app, page } = await launch();
  const bounds = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setMinimumSize(500, 400);
    window?.setBounds({ width: 300, height: 450 });
    return window?.getBounds();
  });
  expect(bounds).toMatchObject({ width: 500, height: 450 });
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([500, 450]);
});

test('progress in the taskbar can be read by a test', async ({ launch }) => {
  const { app } = await launch();
  const progress = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setProgressBar(0.5);
    return (window as unknown as { progress: number }).progress;
  });
  expect(progress).toBe(0.5);
});

test('the title follows the page', async ({ launch }) => {
  const { app, page } = await launch();
  await page.evaluate(() => void (document.title = 'Changed'));
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle()))
    .toBe('Changed');
});

test('windows are found by id, by page and as a list', async ({ launch }) => {
  const { app } = await launch();
  await app.evaluate(async () => (globalThis as unknown as FixtureGlobals).openWindow().loaded);
  await expect.poll(() => app.windows().length).toBe(2);
  const found = await app.evaluate(({ BrowserWindow, webContents }) =>
    BrowserWindow.getAllWindows().map(
      (window) =>
        BrowserWindow.fromId(window.id) === window &&
        BrowserWindow.fromWebContents(window.webContents) === window &&
        webContents.fromId(window.webContents.id) === window.webContents,
    ),
  );
  expect(found).toEqual([true, true]);
});

test('window.close of the page closes the window', async ({ launch }) => {
  const { app, happened } = await launch({ env: { FIXTURE_STAYS: '1' } });
  const [page] = app.windows();
  await page?.evaluate(() => window.close());
  await expect.poll(happened).toContain('window closed');
});

test('a page that objects to unloading keeps its window unless the app insists', async ({ launch }) => {
  const { app, page, happened } = await launch({ env: { FIXTURE_STAYS: '1' } });
  page.on('dialog', () => undefined);
  await page.getByRole('heading').click();
  await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await page.waitForTimeout(300);
  expect(await happened()).not.toContain('window closed');
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.webContents.on('will-prevent-unload', (event) => event.preventDefault());
    window?.close();
  });
  await expect.poll(happened).toContain('window closed');
});

test('destroy asks nobody', async ({ launch }) => {
  const { app, happened } = await launch({ env: { FIXTURE_STAYS: '1' } });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.destroy());
  const lines = await happened();
  expect(lines).toContain('window closed');
  expect(lines).not.toContain('window close');
});

test('a crashed page is told to the window', async ({ launch }) => {
  const { app, happened } = await launch();
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]
      ?.loadURL('chrome://crash')
      .catch(() => undefined);
  });
  await expect.poll(happened).toContain('contents render-process-gone');
});

test('what the page writes to its console is told to the window', async ({ launch }) => {
  const { page, happened } = await launch();
  await page.evaluate(() => {
    console.warn('careful', 1);
    setTimeout(() => {
      throw new Error('uncaught');
    }, 0);
  });
  await expect.poll(happened).toContain('console warning careful 1');
  await expect
    .poll(async () => (await happened()).find((what) => what.includes('uncaught')))
    .toMatch(/^console error/);
});

test('a page can be run in, painted and printed', async ({ launch }) => {
  const { app } = await launch();
  const seen = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) return {};
    const picture = await contents.capturePage();
    const pdf = await contents.printToPDF({ pageSize: 'A4', landscape: true });
    const text = await contents.executeJavaScript(
      "Promise.resolve(document.querySelector('h1').textContent)",
    );
    return { size: picture.getSize(), isEmpty: picture.isEmpty(), pdf: pdf.subarray(0, 5).toString(), text };
  });
  expect(seen).toEqual({ size: { width: 900, height: 640 }, isEmpty: false, pdf: '%PDF-', text: 'Hello' });
});

test('paper is not printed but recorded, and counts as printed', async ({ launch }) => {
  const { app } = await launch();
  const seen = await app.evaluate(async (electron) => {
    const contents = electron.BrowserWindow.getAllWindows()[0]!.webContents;
    const answer = await new Promise((resolve) =>
      contents.print({ silent: false, pageSize: 'A4' }, (...args) => resolve(args)),
    );
    const { standIn } = electron as unknown as { standIn: { calls(call: string): unknown[][] } };
    return { answer, calls: standIn.calls('webContents.print') };
  });
  expect(seen).toEqual({ answer: [true, ''], calls: [[{ silent: false, pageSize: 'A4' }]] });
});

test('a PDF shows what the style for print shows', async ({ launch }) => {
  const { app, page } = await launch();
  const size = () =>
    app.evaluate(async ({ BrowserWindow }) => {
      const pdf = await BrowserWindow.getAllWindows()[0]!.webContents.printToPDF({ pageSize: 'A4' });
      return pdf.length;
    });
  const whole = await size();
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.insertCSS('@media print { body > * { display: none } }'),
  );
  expect(await size()).toBeLessThan(whole);
  await expect(page.getByRole('heading')).toBeVisible();
});

test('a window shows a file', async ({ launch }) => {
  const { app } = await launch();
  const [page] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(({ BrowserWindow }) => new BrowserWindow().loadFile('ui/other.html', { query: { a: '1' } })),
  ]);
  await expect(page.getByRole('heading')).toHaveText('The other page');
  expect(page.url()).toMatch(/^file:\/\/.*\/ui\/other\.html\?a=1$/);
});

test('preferences that the stand-in cannot honour are refused', async ({ launch }) => {
  const { app } = await launch();
  const message = await app.evaluate(({ BrowserWindow }) => {
    try {
      return String(new BrowserWindow({ webPreferences: { nodeIntegration: true } }));
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(message).toBe('webPreferences.nodeIntegration is not supported by the Electron stand-in');
});
