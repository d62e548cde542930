/** The composition root: starts the app, shows the window, and ends everything in order. */
import { join } from 'node:path';
import { toAppError } from '@causebook/contracts';
import { app, BrowserWindow, dialog, powerMonitor } from 'electron';
import { bundledPage, devServerPage, type PageSource } from './app-origin.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { offerRetry } from './dialogs.ts';
import { allHandlers } from './handlers/index.ts';
import { restoreFromZip } from './handlers/restore.ts';
import { registerIpc, type HandlerContext } from './ipc.ts';
import { openLog, type Log } from './log.ts';
import { setMenu } from './menu.ts';
import { openProfile, type OpenProfile } from './open-profile.ts';
import { composeServices, type Services } from './services.ts';
import { shutDownOnce } from './shut-down.ts';
import { startupOutcomes } from './startup-outcomes.ts';
import { lockPages, openWindow } from './window.ts';

const now = (): Date => new Date();
/** Folder of the built main process; the preload script and the page lie beside it. */
const builtMain = import.meta.dirname;

function pageSource(): PageSource {
  const devServer = process.env['ELECTRON_RENDERER_URL'];
  return app.isPackaged || !devServer ? bundledPage : devServerPage(devServer);
}

/** Null when the person gives up on a profile that cannot be opened. */
async function openProfilePatiently(log: Log): Promise<OpenProfile | null> {
  for (;;) {
    try {
      return await openProfile(app.getPath('userData'), now);
    } catch (error) {
      log.error('opening the profile', error);
      if (!(await offerRetry(error))) return null;
    }
  }
}

async function start(log: Log): Promise<void> {
  const page = pageSource();
  serveApp(join(builtMain, '../renderer'), (what, error) => log.error(what, error));
  lockPages(page);
  const profile = await openProfilePatiently(log);
  if (profile === null) return app.quit();

  const services = await composeServices({ profile, log, builtMain, now });
  reportDefects(log, services);
  await tellAboutLastTime(profile, services);
  registerIpc({ handlers: allHandlers(services), page, log });
  const shutDown = endInOrder(profile, services, log);
  const frontWindow = windowKeeper(page, services, log, shutDown);
  connectMenu(services, frontWindow, log);

  app.on('second-instance', frontWindow);
  app.on('activate', frontWindow);
  powerMonitor.on('resume', () => services.scheduler.refresh('woke'));
  frontWindow();
  services.scheduler.boot();
  log.info(`started ${app.getVersion()}`);
}

/** What nobody caught is a defect: it is written down and told, and the practice stays open. */
function reportDefects(log: Log, { outcomes }: Services): void {
  const report = (error: unknown): void => {
    log.error('a defect', error);
    outcomes.tellFailure(error, { id: 'defect' });
  };
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
}

async function tellAboutLastTime(profile: OpenProfile, { service, outcomes }: Services): Promise<void> {
  const interrupted = await service.recover();
  const told = startupOutcomes({
    problem: profile.session.problem,
    quarantinedCatalog: profile.quarantinedCatalog,
    interrupted,
    unfinishedGenerations: profile.findings.unfinished.length,
  });
  for (const outcome of told) outcomes.tell(outcome);
}

/** @returns what lets go of the practice, for ends that do not come through `quit` */
function endInOrder(profile: OpenProfile, { scheduler, service }: Services, log: Log): () => Promise<void> {
  // A restore that is at its switch boots the schedulers when it ends, so they are stopped once more.
  const steps = [
    () => scheduler.stop(),
    () => service.quiet(),
    () => scheduler.stop(),
    () => profile.close(),
  ];
  const shutDown = shutDownOnce({ steps, log });
  let isDown = false;
  app.on('will-quit', (event) => {
    if (isDown) return;
    event.preventDefault();
    void shutDown().then(() => {
      isDown = true;
      app.quit();
    });
  });
  powerMonitor.on('shutdown', () => void shutDown().then(() => app.exit(0)));
  return shutDown;
}

/** @returns what brings the window to the front, opening it when there is none */
function windowKeeper(
  page: PageSource,
  { outcomes, grants }: Services,
  log: Log,
  shutDown: () => Promise<void>,
) {
  const open = (): BrowserWindow => {
    const window = openWindow({
      page,
      preload: join(builtMain, '../preload/index.cjs'),
      boundsPath: join(app.getPath('userData'), 'window.json'),
      log,
    });
    const { id } = window.webContents;
    window.webContents.on('did-finish-load', () => outcomes.open());
    window.webContents.on('render-process-gone', () => outcomes.hold());
    window.on('closed', () => {
      outcomes.hold();
      grants.revokeAll(id);
    });
    // Windows ends a session without asking the app to quit.
    window.on('session-end', () => void shutDown());
    return window;
  };
  return (): BrowserWindow => {
    const window = BrowserWindow.getAllWindows()[0];
    if (!window) return open();
    if (window.isMinimized()) window.restore();
    window.focus();
    return window;
  };
}

function connectMenu(services: Services, frontWindow: () => BrowserWindow, log: Log): void {
  const { service, outcomes } = services;
  type Work = (context: HandlerContext) => Promise<{ readonly message: string }>;
  const item = (title: string, work: Work) => async (): Promise<void> => {
    const window = frontWindow();
    try {
      const { message } = await work({ window, webContentsId: window.webContents.id });
      outcomes.tell({ level: 'success', title, message });
    } catch (error) {
      if (toAppError(error).code !== 'CANCELLED') log.error(title, error);
      outcomes.tellFailure(error);
    }
  };
  setMenu({
    isMac: process.platform === 'darwin',
    isPackaged: app.isPackaged,
    backUpNow: item('Backup made', () => service.exportNow()),
    restoreFromZip: item('Practice restored', (context) => restoreFromZip(services, {}, context)),
  });
}

function main(): void {
  // What the app writes is for this account only, whatever the system's habit is.
  process.umask(0o077);
  app.enableSandbox();
  registerAppScheme();
  // The engine of the page keeps its own files; they are no part of the profile.
  app.setPath('sessionData', join(app.getPath('userData'), 'browser'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  const log = openLog(join(app.getPath('userData'), 'logs', 'causebook.log'), now);
  app
    .whenReady()
    .then(() => start(log))
    .catch((error: unknown) => {
      log.error('starting', error);
      const { message, remedy } = toAppError(error);
      dialog.showErrorBox('Causebook could not start', `${message}\n\n${remedy}`);
      app.exit(1);
    });
}

main();
