// Electron's `app`: life and death of the process, its names and paths, one instance per user data folder.

import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { stopBrowser } from '../browser/browser.ts';
import { electronEvent } from '../electron-event.ts';
import { record } from '../journal.ts';
import { refuseMissingMembers } from '../not-supported.ts';
import { withoutDebugger } from '../process/command-line.ts';
import { host } from '../process/host.ts';
import { getPath, setPath } from './app-paths.ts';
import { commandLine } from './command-line-switches.ts';
import { APP_MEMBERS } from './electron-members.ts';
import { hasBeenTold, hasLock, releaseLock, requestLock } from './single-instance.ts';

/** The part of a window that quitting needs. */
interface ClosableWindow {
  close(): void;
  destroy(): void;
}

let listWindows: () => readonly ClosableWindow[] = () => [];

/** Set by the windows' own module, which needs `app` itself. */
export function setWindowList(list: () => readonly ClosableWindow[]): void {
  listWindows = list;
}

interface RelaunchOptions {
  readonly args?: readonly string[];
  readonly execPath?: string;
}

type Phase = 'running' | 'quitting' | 'exiting';

class App extends EventEmitter {
  name: string;
  readonly isPackaged = host().isPackaged;
  readonly commandLine = commandLine;
  applicationMenu: unknown = null;
  userAgentFallback = '';
  accessibilitySupportEnabled = false;

  #phase: Phase = 'running';
  #isReady = false;
  #relaunches: RelaunchOptions[] = [];
  #badgeCount = 0;
  #loginItem: object = { openAtLogin: false };
  readonly #ready = Promise.withResolvers<void>();

  constructor() {
    super();
    const { productName, name } = host().packageJson;
    this.name = productName ?? name ?? 'Electron';
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  /** For boot: the main module has been loaded and Chromium runs. */
  becomeReady(): void {
    this.#isReady = true;
    this.emit('will-finish-launching');
    this.emit('ready', electronEvent(), {});
    this.#ready.resolve();
  }

  // ---- names and paths

  getName(): string {
    return this.name;
  }
  setName(name: string): void {
    this.name = name;
  }
  getVersion(): string {
    return host().packageJson.version ?? '0.0.0';
  }
  getAppPath(): string {
    return host().appPath;
  }
  getPath(name: string): string {
    return getPath(name, this.name);
  }
  setPath(name: string, path: string): void {
    setPath(name, path);
  }
  setAppLogsPath(path?: string): void {
    setPath('logs', path ?? this.getPath('logs'));
  }

  // ---- languages

  getLocale(): string {
    return commandLine.getSwitchValue('lang') || this.getSystemLocale();
  }
  getSystemLocale(): string {
    return Intl.DateTimeFormat().resolvedOptions().locale;
  }
  getPreferredSystemLanguages(): string[] {
    return [this.getSystemLocale()];
  }
  getLocaleCountryCode(): string {
    return new Intl.Locale(this.getSystemLocale()).region ?? '';
  }

  // ---- one instance

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    return requestLock({
      userData: this.getPath('userData'),
      self: { argv: process.argv, workingDirectory: process.cwd(), additionalData: additionalData ?? null },
      onSecondInstance: ({ argv, workingDirectory, additionalData: data }) => {
        this.emit('second-instance', electronEvent(), argv, workingDirectory, data);
      },
    });
  }
  hasSingleInstanceLock(): boolean {
    return hasLock();
  }
  releaseSingleInstanceLock(): void {
    releaseLock();
  }

  // ---- the end

  /** before-quit, then every window may object, then will-quit, then quit. */
  quit(): void {
    if (this.#phase !== 'running') return;
    const event = electronEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#phase = 'quitting';
    for (const window of listWindows()) window.close();
    this.quitIfWindowless();
  }

  get isQuitting(): boolean {
    return this.#phase !== 'running';
  }

  /** For windows: one of them stays open, so the app goes on. */
  cancelQuit(): void {
    if (this.#phase === 'quitting') this.#phase = 'running';
  }

  /** For windows: the last step of quitting, once the last of them has closed. */
  quitIfWindowless(): void {
    if (this.#phase !== 'quitting' || listWindows().length > 0) return;
    const event = electronEvent();
    this.emit('will-quit', event);
    if (event.defaultPrevented) this.#phase = 'running';
    else this.exit(0);
  }

  exit(exitCode = 0): void {
    if (this.#phase === 'exiting') return;
    this.#phase = 'exiting';
    for (const window of listWindows()) window.destroy();
    this.emit('quit', electronEvent(), exitCode);
    void this.#end(exitCode);
  }

  async #end(exitCode: number): Promise<void> {
    try {
      await Promise.all([stopBrowser(), hasBeenTold()]);
    } finally {
      releaseLock();
      for (const options of this.#relaunches) this.#startAgain(options);
      process.exit(exitCode);
    }
  }

  relaunch(options: RelaunchOptions = {}): void {
    this.#relaunches.push(options);
  }

  #startAgain({ execPath, args }: RelaunchOptions): void {
    const again = args ?? withoutDebugger(host().commandLine.raw);
    spawn(execPath ?? host().executable, again, { detached: true, stdio: 'ignore' }).unref();
  }

  // ---- the desktop

  setBadgeCount(count = 0): boolean {
    record('app.setBadgeCount', count);
    this.#badgeCount = count;
    return true;
  }
  getBadgeCount(): number {
    return this.#badgeCount;
  }
  setLoginItemSettings(settings: object): void {
    record('app.setLoginItemSettings', settings);
    this.#loginItem = { openAtLogin: false, ...settings };
  }
  getLoginItemSettings(): object {
    return this.#loginItem;
  }
  addRecentDocument(path: string): void {
    record('app.addRecentDocument', path);
  }
  clearRecentDocuments(): void {
    record('app.clearRecentDocuments');
  }
  setAppUserModelId(id: string): void {
    record('app.setAppUserModelId', id);
  }
  setAboutPanelOptions(options: object): void {
    record('app.setAboutPanelOptions', options);
  }
  showAboutPanel(): void {
    record('app.showAboutPanel');
  }
  focus(): void {
    record('app.focus');
  }
  setAsDefaultProtocolClient(protocol: string): boolean {
    record('app.setAsDefaultProtocolClient', protocol);
    return true;
  }
  removeAsDefaultProtocolClient(): boolean {
    return true;
  }
  isDefaultProtocolClient(): boolean {
    return false;
  }

  // ---- Chromium

  /** Pages always run without Node here, sandboxed or not. */
  enableSandbox(): void {
    record('app.enableSandbox');
  }
  disableHardwareAcceleration(): void {
    commandLine.appendSwitch('disable-gpu');
  }
  isHardwareAccelerationEnabled(): boolean {
    return false;
  }
  setAccessibilitySupportEnabled(enabled: boolean): void {
    this.accessibilitySupportEnabled = enabled;
  }
  isAccessibilitySupportEnabled(): boolean {
    return this.accessibilitySupportEnabled;
  }
  getAppMetrics(): object[] {
    const { rss } = process.memoryUsage();
    const memory = { workingSetSize: Math.round(rss / 1024), peakWorkingSetSize: Math.round(rss / 1024) };
    const cpu = { percentCPUUsage: 0, idleWakeupsPerSecond: 0 };
    return [{ pid: process.pid, type: 'Browser', creationTime: 0, cpu, memory }];
  }
  isUnityRunning(): boolean {
    return false;
  }
}

refuseMissingMembers('app', App.prototype, APP_MEMBERS);

export const app = new App();
