// A tiny app that uses what the stand-in's tests look at. What happens is kept in globalThis.happened.

import { appendFileSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, protocol } from 'electron';

const ui = join(import.meta.dirname, 'ui');
const mimeTypes = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self' https://other.example",
].join('; ');

globalThis.happened = [];
globalThis.note = (what) => {
  globalThis.happened.push(what);
  if (process.env.FIXTURE_LOG) appendFileSync(process.env.FIXTURE_LOG, `${what}\n`);
};
const { note } = globalThis;

async function respond(request) {
  const { pathname } = new URL(request.url);
  if (pathname === '/echo') {
    return Response.json({
      url: request.url,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    });
  }
  if (pathname === '/big') {
    const bytes = new Uint8Array(20 * 1024 * 1024);
    bytes[bytes.length - 1] = 7;
    return new Response(bytes);
  }
  if (pathname === '/range') {
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.get('range'));
    const text = '0123456789'.slice(Number(from), Number(to) + 1);
    return new Response(text, { status: 206, headers: { 'content-range': `bytes ${from}-${to}/10` } });
  }
  if (pathname === '/no-policy') {
    return new Response('<h1>No policy</h1>', { headers: { 'content-type': 'text/html' } });
  }
  if (pathname === '/redirect')
    return new Response(null, { status: 302, headers: { location: '/other.html' } });
  if (pathname === '/throws') throw new Error('the handler threw');
  if (pathname === '/font.ttf')
    return new Response(readFileSync(process.env.FIXTURE_FONT), withPolicy('.ttf'));
  try {
    return new Response(readFileSync(join(ui, pathname)), withPolicy(extname(pathname)));
  } catch {
    return new Response('not here', { status: 404 });
  }
}

function withPolicy(extension) {
  return { headers: { 'content-type': mimeTypes[extension], 'content-security-policy': policy } };
}

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

const appEvents = ['before-quit', 'will-quit', 'quit', 'window-all-closed', 'will-finish-launching', 'ready'];
for (const name of appEvents) app.on(name, () => note(`app ${name}`));
app.on('window-all-closed', () => {
  if (process.env.FIXTURE_STAYS === undefined) app.quit();
});
app.on('second-instance', (_event, argv, workingDirectory, data) => {
  globalThis.second = { argv, workingDirectory, data };
  note('app second-instance');
});

globalThis.openWindow = (options = {}) => {
  const { preload = 'preload.cjs', url = 'app://bundle/index.html', ...rest } = options;
  const window = new BrowserWindow({
    width: 900,
    height: 640,
    webPreferences: { preload: join(import.meta.dirname, preload), sandbox: true },
    ...rest,
  });
  const windowEvents = [
    'ready-to-show',
    'close',
    'closed',
    'show',
    'hide',
    'focus',
    'blur',
    'minimize',
    'restore',
    'resize',
  ];
  for (const name of windowEvents) window.on(name, () => note(`window ${name}`));
  const contents = window.webContents;
  for (const name of ['dom-ready', 'did-finish-load', 'render-process-gone'])
    contents.on(name, () => note(`contents ${name}`));
  contents.on('will-navigate', (event) => note(`will-navigate ${event.url}`));
  contents.on('will-redirect', (event) => note(`will-redirect ${event.url}`));
  contents.on('did-fail-load', (_event, code, description, failed) =>
    note(`did-fail-load ${code} ${description} ${failed}`),
  );
  contents.on('preload-error', (_event, _path, error) => note(`preload-error ${error.message}`));
  contents.on('console-message', ({ level, message }) => note(`console ${level} ${message}`));
  window.loaded = window.loadURL(url).catch((error) => note(`loadURL ${error.message}`));
  return window;
};

ipcMain.handle('echo', (_event, value) => value);
ipcMain.handle('fail', () => {
  throw new TypeError('no such case');
});
ipcMain.handle('give-function', () => () => undefined);
ipcMain.handle('who', ({ sender, senderFrame }) => ({
  isMainFrame: sender.mainFrame === senderFrame,
  url: senderFrame.url,
  origin: senderFrame.origin,
  parent: senderFrame.parent,
  isWindow: BrowserWindow.fromWebContents(sender) !== null,
}));
ipcMain.on('sync', (event, value) => {
  event.returnValue = { got: value, map: new Map([['k', 1]]) };
});
ipcMain.on('say', (event, text) => event.reply('said', `${text}!`));

if (
  process.env.FIXTURE_LOCK !== undefined &&
  !app.requestSingleInstanceLock({ from: process.env.FIXTURE_LOCK })
) {
  note('lock refused');
  app.quit();
} else {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { role: 'editMenu' },
      {
        label: 'Fixture',
        submenu: [
          { id: 'hello', label: 'Hello', click: (item, window) => note(`menu ${item.label} ${window?.id}`) },
          { id: 'check', label: 'Check', type: 'checkbox', checked: true },
          { id: 'never', label: 'Never', enabled: false, click: () => note('menu never') },
          { role: 'quit', id: 'quit' },
        ],
      },
    ]),
  );
  app.whenReady().then(() => {
    note(`started ${process.pid}`);
    protocol.handle('app', respond);
    globalThis.openWindow();
  });
}
