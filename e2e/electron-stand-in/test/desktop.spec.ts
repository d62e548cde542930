// Dialogs, shell, menus and the other parts of the desktop: recorded, clicked by the test, never shown.

import type { ElectronApplication } from '@playwright/test';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type FixtureGlobals } from './fixture.ts';

interface StandIn {
  readonly standIn: { calls(call: string): unknown[][] };
}

/** What the app asked of the desktop so far. */
function calls(app: ElectronApplication, call: string): Promise<unknown[][]> {
  return app.evaluate((electron, name) => (electron as unknown as StandIn).standIn.calls(name), call);
}

test('a test answers dialogs in place of the user', async ({ launch }) => {
  const { app } = await launch();
  await app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/archives/a.zip'] });
  });
  const answer = await app.evaluate(({ dialog }) => dialog.showOpenDialog({ properties: ['openFile'] }));
  expect(answer).toEqual({ canceled: false, filePaths: ['/archives/a.zip'] });
});

test('a dialog that nobody answers is cancelled and recorded', async ({ launch }) => {
  const { app } = await launch();
  const answers = await app.evaluate(async ({ dialog, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const box = { message: 'Sure?', buttons: ['Yes', 'No'], cancelId: 1 };
    return [
      await dialog.showOpenDialog({}),
      await dialog.showSaveDialog({}),
      window ? await dialog.showMessageBox(window, box) : undefined,
      dialog.showMessageBoxSync(box),
    ];
  });
  expect(answers).toEqual([
    { canceled: true, filePaths: [] },
    { canceled: true, filePath: '' },
    { response: 1, checkboxChecked: false },
    1,
  ]);
  expect(await calls(app, 'dialog.showMessageBox')).toEqual([
    [{ message: 'Sure?', buttons: ['Yes', 'No'], cancelId: 1 }],
  ]);
});

test('the shell opens nothing and remembers everything', async ({ launch, folder }) => {
  const { app } = await launch();
  const trashed = join(folder, 'old.zip');
  writeFileSync(trashed, '');
  await app.evaluate(async ({ shell }, path) => {
    await shell.openExternal('https://example.org/');
    await shell.openPath('/tmp/order.pdf');
    shell.showItemInFolder('/tmp/archive.zip');
    await shell.trashItem(path);
  }, trashed);
  expect(await calls(app, 'shell.openExternal')).toEqual([['https://example.org/', undefined]]);
  expect(await calls(app, 'shell.openPath')).toEqual([['/tmp/order.pdf']]);
  expect(await calls(app, 'shell.showItemInFolder')).toEqual([['/tmp/archive.zip']]);
  expect(existsSync(trashed)).toBe(false);
});

test('menu items are found by id and clicked', async ({ launch }) => {
  const { app, happened } = await launch();
  const checked = await app.evaluate(({ Menu }) => {
    const menu = Menu.getApplicationMenu();
    menu?.getMenuItemById('hello')?.click();
    menu?.getMenuItemById('never')?.click();
    const check = menu?.getMenuItemById('check');
    check?.click();
    return check?.checked;
  });
  expect(checked).toBe(false);
  expect((await happened()).filter((what) => what.startsWith('menu'))).toEqual(['menu Hello 1']);
});

test('roles act and bring their labels', async ({ launch }) => {
  const { app, process: child } = await launch();
  const labels = await app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items[0]?.submenu?.items.map(({ label, type }) =>
      type === 'separator' ? '-' : label,
    ),
  );
  expect(labels).toEqual(['Undo', 'Redo', '-', 'Cut', 'Copy', 'Paste', 'Delete', '-', 'Select All']);
  const ended = app.waitForEvent('close');
  await app.evaluate(
    ({ Menu }) => void setTimeout(() => Menu.getApplicationMenu()?.getMenuItemById('quit')?.click(), 5),
  );
  await ended;
  expect(child.exitCode).toBe(0);
});

test('notifications are recorded and can be clicked', async ({ launch }) => {
  const { app } = await launch();
  const clicked = await app.evaluate(({ Notification }) => {
    let clicks = 0;
    const notification = new Notification({ title: 'Backup', body: 'Done' });
    notification.on('click', () => (clicks += 1));
    notification.show();
    (Notification as unknown as { shown: Electron.Notification[] }).shown[0]?.emit('click');
    return clicks;
  });
  expect(clicked).toBe(1);
  expect(await calls(app, 'Notification.show')).toEqual([
    [{ title: 'Backup', body: 'Done', silent: false, urgency: 'normal' }],
  ]);
});

test('a tray icon is found with its menu', async ({ launch }) => {
  const { app } = await launch();
  const seen = await app.evaluate(({ Tray, Menu, nativeImage }) => {
    const tray = new Tray(nativeImage.createEmpty());
    tray.setToolTip('Causes');
    tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Open' }]));
    const [instance] = (Tray as unknown as { instances: { toolTip: string; contextMenu: Electron.Menu }[] })
      .instances;
    return [instance?.toolTip, instance?.contextMenu.items[0]?.label];
  });
  expect(seen).toEqual(['Causes', 'Open']);
});

test('a test can send the computer to sleep', async ({ launch }) => {
  const { app } = await launch();
  const woke = await app.evaluate(({ powerMonitor, powerSaveBlocker }) => {
    let wakes = 0;
    powerMonitor.on('resume', () => (wakes += 1));
    powerMonitor.emit('resume');
    const id = powerSaveBlocker.start('prevent-app-suspension');
    const states = [
      powerSaveBlocker.isStarted(id),
      powerSaveBlocker.stop(id),
      powerSaveBlocker.isStarted(id),
    ];
    return [wakes, ...states];
  });
  expect(woke).toEqual([1, true, true, false]);
});

test('safeStorage encrypts and decrypts, also after a new start', async ({ launch, folder }) => {
  const userData = join(folder, 'kept');
  const first = await launch({ userData });
  const secret = await first.app.evaluate(({ safeStorage }) =>
    safeStorage.encryptString('a secret').toString('base64'),
  );
  expect(Buffer.from(secret, 'base64').toString()).not.toContain('a secret');
  await first.app.close();
  const { app } = await launch({ userData });
  const opened = await app.evaluate(async ({ safeStorage }, text) => {
    const bytes = Buffer.from(text, 'base64');
    return [
      safeStorage.isEncryptionAvailable(),
      await safeStorage.isAsyncEncryptionAvailable(),
      safeStorage.decryptString(bytes),
      (await safeStorage.decryptStringAsync(await safeStorage.encryptStringAsync('b'))).result,
    ];
  }, secret);
  expect(opened).toEqual([true, true, 'a secret', 'b']);
});

test('the theme that the app chooses reaches the page', async ({ launch }) => {
  const { app, page } = await launch();
  const dark = await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'dark';
    return nativeTheme.shouldUseDarkColors;
  });
  expect(dark).toBe(true);
  await expect(page.getByRole('heading')).toHaveCSS('color', 'rgb(200, 200, 200)');
  const [other] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(() => void (globalThis as unknown as FixtureGlobals).openWindow()),
  ]);
  await expect(other.getByRole('heading')).toHaveCSS('color', 'rgb(200, 200, 200)');
});

test('clipboard, screen and pictures answer', async ({ launch }) => {
  const { app, page } = await launch();
  const picture = (await page.screenshot()).toString('base64');
  const seen = await app.evaluate(async ({ clipboard, screen, nativeImage }, png) => {
    await clipboard.writeText('copied');
    const { width, height } = nativeImage.createFromBuffer(Buffer.from(png, 'base64')).getSize();
    return [await clipboard.readText(), screen.getAllDisplays().length, width, height];
  }, picture);
  expect(seen).toEqual(['copied', 1, 900, 640]);
});
