/** The window, and the locks on it: it shows our own page and can reach nothing else. */
import { app, BrowserWindow, screen, session, type Session, type WebContents } from 'electron';
import { bundledPage, type PageSource } from './app-origin.ts';
import { mayShowDocument } from './document-protocol.ts';
import type { Log } from './log.ts';
import { readBounds, reachable, writeBounds, type Remembered } from './window-bounds.ts';

interface WindowParts {
  readonly page: PageSource;
  readonly preload: string;
  /** Where the place of the window is remembered. */
  readonly boundsPath: string;
  readonly log: Log;
}

const SMALLEST = { minWidth: 900, minHeight: 600 };
const FIRST = { width: 1240, height: 820 };

export function openWindow({ page, preload, boundsPath, log }: WindowParts): BrowserWindow {
  const remembered = whereItWas(boundsPath);
  const window = new BrowserWindow({
    ...FIRST,
    ...SMALLEST,
    ...remembered?.bounds,
    show: false,
    title: app.name,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      devTools: !app.isPackaged,
    },
  });
  if (remembered?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => rememberPlace(window, boundsPath, log));
  reviveAfterCrash(window, log);
  window.webContents.on('preload-error', (_, __, error) => log.error('the preload script failed', error));
  loadPage(window, page, log);
  return window;
}

function loadPage(window: BrowserWindow, page: PageSource, log: Log): void {
  window.loadURL(page.url).catch((error: unknown) => {
    // A window that is closed while it loads is no trouble.
    if (!window.isDestroyed()) log.error('the page did not load', error);
  });
}

/** A page that crashed comes back by itself, unless it crashes as soon as it is there. */
function reviveAfterCrash(window: BrowserWindow, log: Log): void {
  let loadedAt = performance.now();
  window.webContents.on('did-finish-load', () => (loadedAt = performance.now()));
  window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    log.error(`the page ended: ${reason} ${exitCode}`);
    if (reason !== 'clean-exit' && performance.now() - loadedAt > 10_000) window.reload();
  });
}

function whereItWas(boundsPath: string): Remembered | null {
  const remembered = readBounds(boundsPath);
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  return remembered && reachable(remembered.bounds, screens) ? remembered : null;
}

function rememberPlace(window: BrowserWindow, boundsPath: string, log: Log): void {
  try {
    writeBounds(boundsPath, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  } catch (error) {
    log.error('remembering the place of the window', error);
  }
}

/** Locks every page that will ever exist in this app. Must be called before the first window. */
export function lockPages(page: PageSource): void {
  app.on('web-contents-created', (_, contents) => lockContents(contents, page));
  lockSession(session.defaultSession, page);
}

function lockContents(contents: WebContents, page: PageSource): void {
  const prevent = (event: { preventDefault(): void }): void => event.preventDefault();
  contents.on('will-navigate', (event) => {
    // A dev server reloads its page after a change.
    if (page === bundledPage || !page.isOwn(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (page === bundledPage || !event.isMainFrame || !page.isOwn(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', prevent);
  contents.on('will-attach-webview', prevent);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function lockSession(target: Session, page: PageSource): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.on('will-download', (event) => event.preventDefault());
  target.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !mayLoad(details.url, page) || !mayShowDocument(details) }),
  );
}

/** Nothing but the page and its parts; the developer tools bring parts of their own. */
export function mayLoad(url: string, page: PageSource): boolean {
  return page.isOwn(url) || (!app.isPackaged && url.startsWith('devtools://'));
}
