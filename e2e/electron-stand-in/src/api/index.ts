// Everything that `electron` exports in the main process. What the stand-in does not imitate throws its own name.

import { standIn } from '../journal.ts';
import { refusedExport } from '../not-supported.ts';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { clipboard } from './clipboard.ts';
import { dialog } from './dialog.ts';
import { globalShortcut } from './global-shortcut.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { net } from './net.ts';
import { Notification } from './notification.ts';
import { powerMonitor, powerSaveBlocker } from './power.ts';
import { protocol } from './protocol.ts';
import { safeStorage } from './safe-storage.ts';
import { screen } from './screen.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { Tray } from './tray.ts';
import { utilityProcess } from './utility-process.ts';
import { WebContents } from './web-contents.ts';

const REFUSED = [
  'BaseWindow',
  'BrowserView',
  'ImageView',
  'MessageChannelMain',
  'MessagePortMain',
  'PushNotifications',
  'ServiceWorkerMain',
  'ShareMenu',
  'TouchBar',
  'View',
  'WebContentsView',
  'autoUpdater',
  'contentTracing',
  'desktopCapturer',
  'inAppPurchase',
  'netLog',
  'pushNotifications',
  'sharedTexture',
  'systemPreferences',
  'webFrameMain',
];

export const electron: Readonly<Record<string, unknown>> = {
  app,
  BrowserWindow,
  clipboard,
  // Crashes are not reported anywhere, which is what an app that only starts it can notice.
  crashReporter: { start: () => undefined },
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents: WebContents,
  standIn,
  ...Object.fromEntries(REFUSED.map((name) => [name, refusedExport(name)])),
};
