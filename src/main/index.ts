/** The composition root: starts the app, shows the window, and ends everything in order. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toAppError, type Channel } from '@causebook/contracts';
import { documentRow } from '@causebook/data';
import { app, BrowserWindow, dialog, powerMonitor } from 'electron';
import { bundledPage, devServerPage, type PageSource } from './app-origin.ts';
import { registerAppScheme } from './app-protocol.ts';
import { openPatiently } from './closed-profile.ts';
import type { DocumentSource } from './document-protocol.ts';
import { allHandlers } from './handlers/index.ts';
import type { HandlerContext, IpcParts } from './ipc.ts';
import { openLog, type Log } from './log.ts';
import { mayWrite } from './may-write.ts';
import { setMenu } from './menu.ts';
import { openProfile, type OpenProfile } from './open-profile.ts';
import { admit } from './permissions.ts';
import { Served } from './served.ts';
import { composeServices, type Services } from './services.ts';
import { shutDownOnce } from './shut-down.ts';
import { startupOutcomes } from './startup-outcomes.ts';
import { showTray } from './tray.ts';
import { lockPages, openWindow } from './window.ts';

const now = (): Date => new Date();
/** Folder of the built main process; the preload script and the page lie beside it. */
const builtMain = import.meta.dirname;

function pageSource(): PageSource {
  const devServer = process.env['ELECTRON_RENDERER_URL'];
  return app.isPackaged || !devServer ? bundledPage : devServerPage(devServer);
}

/** The profile, as soon as it can be opened; a window says why it cannot be until then. */
function openProfileInWindow(page: PageSource, log: Log, served: Served): Promise<OpenProfile> {
  const root = app.getPath('userData');
  const open = (): Promise<OpenProfile> => openProfile(root, now);
  const show = (handlers: IpcParts['handlers']): void => {
    served.answerWith({ handlers, admit: () => {} });
    const front = (): void => {
      const window = BrowserWindow.getAllWindows()[0];
      if (window) window.focus();
      else newWindow(page, log);
    };
    app.on('second-instance', front);
    app.on('activate', front);
    front();
  };
  return openPatiently({ root, open, appVersion: app.getVersion(), now, log }, { show });
}

async function start(log: Log): Promise<void> {
  const page = pageSource();
  lockPages(page);
  const served = new Served(builtMain, page, log);
  const profile = await openProfileInWindow(page, log, served);

  let refreshTray = async (): Promise<void> => {};
  const services: Services = await composeServices({
    profile,
    log,
    builtMain,
    now,
    showToday: () => showToday(frontWindow(), services),
    onBackupsChanged: () => void refreshTray(),
  });
  reportDefects(log, services);
  served.showDocuments(documentSource(services));
  await tellAboutLastTime(profile, services);
  const handlers = allHandlers(services);
  const mayCall = (channel: Channel): void => admit(channel, services.signedIn);
  served.answerWith({ handlers, admit: mayCall });
  const shutDown = endInOrder(profile, services, log);
  const frontWindow = windowKeeper(page, services, log, shutDown);
  const commands = connectMenu(services, handlers, frontWindow, log);
  refreshTray = connectTray(services, commands, log);

  app.on('second-instance', frontWindow);
  app.on('activate', frontWindow);
  powerMonitor.on('resume', () => services.scheduler.refresh('woke'));
  frontWindow();
  services.scheduler.boot();
  void refreshTray();
  log.info(`started ${app.getVersion()}`);
}

/** Where the preview gets documents from, and the one place that says who may see them. */
const documentSource = ({ session, diary, signedIn }: Services): DocumentSource => ({
  files: () => session.paths.files,
  // What a document says is for whoever may see the practice, and for nobody before that.
  reader: () => (signedIn.isOpen ? signedIn.actor : null),
  find: (documentId) => diary.read(({ query }) => documentRow(query, documentId)),
});

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
    isDiskFull: profile.findings.isDiskFull,
  });
  for (const outcome of told) outcomes.tell(outcome);
}

/** @returns what lets go of the practice, for ends that do not come through `quit` */
function endInOrder(
  profile: OpenProfile,
  { scheduler, service, diary }: Services,
  log: Log,
): () => Promise<void> {
  // A restore that is at its switch boots the schedulers when it ends, so they are stopped once more.
  const steps = [
    () => scheduler.stop(),
    () => service.operations.quiet(),
    () => scheduler.stop(),
    // What was changed must be noted; an import that takes longer than this may is taken back by the database.
    () => diary.quiet(),
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

const newWindow = (page: PageSource, log: Log): BrowserWindow =>
  openWindow({
    page,
    preload: join(builtMain, '../preload/index.cjs'),
    boundsPath: join(app.getPath('userData'), 'window.json'),
    log,
  });

/** @returns what brings the window to the front, opening it when there is none */
function windowKeeper(
  page: PageSource,
  { outcomes, grants }: Services,
  log: Log,
  shutDown: () => Promise<void>,
) {
  const connect = (window: BrowserWindow): BrowserWindow => {
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
  // One that said why the profile was closed reads everything anew.
  for (const window of BrowserWindow.getAllWindows()) connect(window).reload();
  return (): BrowserWindow => {
    const window = BrowserWindow.getAllWindows()[0];
    if (!window) return connect(newWindow(page, log));
    if (window.isMinimized()) window.restore();
    window.focus();
    return window;
  };
}

/** A page that is still loading is told when it listens. */
function showToday({ webContents }: BrowserWindow, { broadcast }: Services): void {
  const show = (): void => broadcast('app:show', { what: 'today' });
  if (webContents.isLoading()) webContents.once('did-finish-load', show);
  else show();
}

interface Commands {
  readonly open: () => void;
  readonly backUpNow: () => Promise<void>;
}

/** @returns what the tray offers, too */
function connectMenu(
  services: Services,
  handlers: ReturnType<typeof allHandlers>,
  frontWindow: () => BrowserWindow,
  log: Log,
): Commands {
  const { outcomes, signedIn, broadcast } = services;
  type Work = (context: HandlerContext) => Promise<{ readonly message: string }>;
  const item = (title: string, channel: Channel | null, work: Work) => async (): Promise<void> => {
    const window = frontWindow();
    try {
      if (channel !== null) admit(channel, signedIn);
      const { message } = await work({ window, webContentsId: window.webContents.id });
      outcomes.tell({ level: 'success', title, message });
    } catch (error) {
      const { code } = toAppError(error);
      // The window says already that somebody has to sign in.
      if (code === 'SIGN_IN_NEEDED') return;
      if (code !== 'CANCELLED') log.error(title, error);
      outcomes.tellFailure(error);
    }
  };
  // A backup takes nothing from anybody, so nobody has to sign in for it.
  const backUpNow = item('Backup made', null, (context) => handlers['backup:exportNow']({}, context));
  setMenu({
    isMac: process.platform === 'darwin',
    isPackaged: app.isPackaged,
    backUpNow,
    restoreFromZip: item('Practice restored', 'backup:restoreFromZip', (context) =>
      handlers['backup:restoreFromZip']({}, context),
    ),
    show: (what) => {
      frontWindow();
      broadcast('app:show', { what });
    },
    switchUser: () => {
      if (signedIn.state.needed) signedIn.signOut();
      else outcomes.tell(nobodyToSwitchTo);
    },
  });
  return { open: frontWindow, backUpNow };
}

const nobodyToSwitchTo = {
  id: 'switch-user',
  level: 'info',
  title: 'Nobody has to sign in here',
  message: 'Where several people work in a practice, they are asked who they are.',
  remedy: 'Add them under Settings, Users.',
} as const;

/** @returns what brings the lines of the tray up to date */
function connectTray(services: Services, { open, backUpNow }: Commands, log: Log): () => Promise<void> {
  const { service, automaticExport, scheduler } = services;
  return showTray({
    open,
    backUpNow: () => void backUpNow(),
    quit: () => app.quit(),
    facts: async () => {
      const { nextRunAt } = automaticExport.status(scheduler);
      const { lastBackup } = await service.safety({ nextRunAt, consecutiveFailures: 0 });
      return {
        lastBackupAt: lastBackup?.createdAt ?? null,
        nextRunAt,
        isSample: service.samples.openId !== null,
      };
    },
    locale: app.getSystemLocale?.() || undefined,
    log,
  });
}

function main(): void {
  // What the app writes is for this account only, whatever the system's habit is.
  process.umask(0o077);
  app.enableSandbox();
  registerAppScheme();
  // Windows shows notifications only of an app that it knows by this name.
  app.setAppUserModelId('org.causebook.desktop');
  const root = app.getPath('userData');
  const canWrite = mayWrite(root);
  // The engine of the page keeps its own files; they are no part of the profile.
  const browser = canWrite ? join(root, 'browser') : mkdtempSync(join(tmpdir(), 'causebook-browser-'));
  app.setPath('sessionData', browser);
  // In a folder that cannot be written nobody gets this lock. The window says why, and the profile has a lock of its own.
  if (!app.requestSingleInstanceLock() && canWrite) {
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
