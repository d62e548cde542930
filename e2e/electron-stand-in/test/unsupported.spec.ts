// What the stand-in does not imitate says so by name.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as members from '../src/api/electron-members.ts';
import { expect, test } from './fixture.ts';

test('missing methods, exports and constructors throw their own names', async ({ launch }) => {
  const { app } = await launch();
  const messages = await app.evaluate((electron) => {
    const { app: main, BrowserWindow, session, desktopCapturer, MessageChannelMain } = electron;
    const [window] = BrowserWindow.getAllWindows();
    const attempts: (() => unknown)[] = [
      () => main.getGPUInfo('basic'),
      () => window?.setKiosk(true),
      () => window?.webContents.beginFrameSubscription(() => undefined),
      () => session.fromPartition('other'),
      () => session.defaultSession.webRequest.onHeadersReceived(null),
      () => desktopCapturer.getSources({ types: [] }),
      () => new MessageChannelMain(),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return 'no error';
      } catch (error) {
        return (error as Error).message.replace(' is not supported by the Electron stand-in', '');
      }
    });
  });
  expect(messages).toEqual([
    'app.getGPUInfo',
    'BrowserWindow.setKiosk',
    'webContents.beginFrameSubscription',
    'session.fromPartition',
    'session.webRequest.onHeadersReceived',
    'desktopCapturer.getSources',
    'new MessageChannelMain()',
  ]);
});

test('what an app may look for on other systems is simply not there', async ({ launch }) => {
  const { app } = await launch();
  expect(await app.evaluate(({ app: main }) => typeof main.dock)).toBe('undefined');
});

test('the lists of methods are those of the installed typings', () => {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const typings = readFileSync(join(folder, 'electron.d.ts'), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
  const names: Record<keyof typeof members, string> = {
    APP_MEMBERS: 'App',
    BROWSER_WINDOW_MEMBERS: 'BrowserWindow',
    CLIPBOARD_MEMBERS: 'Clipboard',
    DIALOG_MEMBERS: 'Dialog',
    MENU_MEMBERS: 'Menu',
    POWER_MONITOR_MEMBERS: 'PowerMonitor',
    PROTOCOL_MEMBERS: 'Protocol',
    SCREEN_MEMBERS: 'Screen',
    SESSION_MEMBERS: 'Session',
    SHELL_MEMBERS: 'Shell',
    TRAY_MEMBERS: 'Tray',
    WEB_CONTENTS_MEMBERS: 'WebContents',
    WEB_REQUEST_MEMBERS: 'WebRequest',
  };
  for (const [list, name] of Object.entries(names)) {
    expect([...members[list as keyof typeof members]], name).toEqual(
      expect.arrayContaining(methodsOf(typings, name)),
    );
  }
});

function methodsOf(typings: string, name: string): string[] {
  const body =
    new RegExp(`\n  (?:interface|class) ${name}(?: extends [^{]*)? \\{\n(.*?)\n  \\}`, 's').exec(
      typings,
    )?.[1] ?? '';
  const emitter = new Set(['on', 'off', 'once', 'addListener', 'removeListener', 'constructor']);
  const found = [...body.matchAll(/^ {4}([A-Za-z_]+)\??[(<]/gm)].map(([, method = '']) => method);
  return [...new Set(found)].filter((method) => !emitter.has(method));
}
