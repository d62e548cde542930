// Electron's BrowserWindow: a window of Chromium. Where there is no display its state is kept all the same.

import { EventEmitter } from 'node:events';
import { electronEvent } from '../electron-event.ts';
import { record } from '../journal.ts';
import { refuseMissingMembers } from '../not-supported.ts';
import { app, setWindowList } from './app.ts';
import { BROWSER_WINDOW_MEMBERS } from './electron-members.ts';
import type { NativeImage } from './native-image.ts';
import { WebContents, type WebContentsOwner, type WebPreferences } from './web-contents.ts';

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface BrowserWindowOptions extends Partial<Rectangle> {
  readonly title?: string;
  readonly show?: boolean;
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly maxWidth?: number;
  readonly maxHeight?: number;
  readonly resizable?: boolean;
  readonly fullscreen?: boolean;
  readonly alwaysOnTop?: boolean;
  readonly backgroundColor?: string;
  readonly autoHideMenuBar?: boolean;
  readonly modal?: boolean;
  readonly parent?: BrowserWindow;
  readonly webPreferences?: WebPreferences;
}

type Size = [width: number, height: number];
type State = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

const windows = new Map<number, BrowserWindow>();
let focused: BrowserWindow | null = null;

export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  readonly #parent: BrowserWindow | null;
  readonly #isModal: boolean;
  #bounds: Rectangle;
  #title: string;
  #isVisible: boolean;
  #state: State = 'normal';
  #isDestroyed = false;
  #isClosing = false;
  #minimumSize: Size;
  #maximumSize: Size;
  #isResizable: boolean;
  #isAlwaysOnTop: boolean;
  #isEnabled = true;
  #isMenuBarVisible = true;
  #backgroundColor: string;
  #menu: unknown = null;
  /** What the taskbar shows: 0 to 1, more for "unknown", negative for nothing. For tests to read. */
  progress = -1;

  constructor(options: BrowserWindowOptions = {}) {
    super();
    const { width = 800, height = 600, x = 0, y = 0 } = options;
    this.#bounds = { x, y, width, height };
    this.#title = options.title ?? app.getName();
    this.#isVisible = options.show !== false;
    this.#minimumSize = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.#maximumSize = [options.maxWidth ?? 0, options.maxHeight ?? 0];
    this.#isResizable = options.resizable !== false;
    this.#isAlwaysOnTop = options.alwaysOnTop === true;
    this.#isMenuBarVisible = options.autoHideMenuBar !== true;
    this.#backgroundColor = options.backgroundColor ?? '#FFFFFF';
    this.#parent = options.parent ?? null;
    this.#isModal = options.modal === true;
    if (options.fullscreen === true) this.#state = 'fullscreen';

    const preferences = options.webPreferences ?? {};
    this.webContents = new WebContents({ owner: this.#contentsOwner(), preferences, width, height });
    this.id = this.webContents.id;
    windows.set(this.id, this);
    if (this.#isVisible) focused = this;
    // Electron emits these while it constructs; a listener on the window itself can only be added afterwards.
    app.emit('web-contents-created', electronEvent(), this.webContents);
    app.emit('browser-window-created', electronEvent(), this);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()];
  }
  static getFocusedWindow(): BrowserWindow | null {
    return focused;
  }
  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null;
  }
  static fromWebContents(contents: WebContents | undefined): BrowserWindow | null {
    return [...windows.values()].find(({ webContents }) => webContents === contents) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  loadFile(file: string, options?: Parameters<WebContents['loadFile']>[1]): Promise<void> {
    return this.webContents.loadFile(file, options);
  }
  reload(): void {
    this.webContents.reload();
  }
  capturePage(area?: Rectangle): Promise<NativeImage> {
    return this.webContents.capturePage(area);
  }

  // ---- shown, hidden, focused

  show(): void {
    this.#setVisible(true);
    this.focus();
  }
  showInactive(): void {
    this.#setVisible(true);
  }
  hide(): void {
    this.#setVisible(false);
    this.blur();
  }
  isVisible(): boolean {
    return this.#isVisible;
  }
  focus(): void {
    if (!this.#isVisible || focused === this) return;
    focused?.blur();
    focused = this;
    this.emit('focus');
    app.emit('browser-window-focus', electronEvent(), this);
  }
  blur(): void {
    if (focused !== this) return;
    focused = null;
    this.emit('blur');
    app.emit('browser-window-blur', electronEvent(), this);
  }
  isFocused(): boolean {
    return focused === this;
  }
  moveTop(): void {
    this.focus();
  }

  #setVisible(visible: boolean): void {
    if (this.#isVisible === visible) return;
    this.#isVisible = visible;
    this.emit(visible ? 'show' : 'hide');
  }

  // ---- size and place

  minimize(): void {
    this.#setState('minimized', 'minimize');
  }
  maximize(): void {
    this.#setState('maximized', 'maximize');
  }
  unmaximize(): void {
    if (this.#state === 'maximized') this.#setState('normal', 'unmaximize');
  }
  restore(): void {
    if (this.#state === 'minimized') this.#setState('normal', 'restore');
  }
  setFullScreen(full: boolean): void {
    if (full) this.#setState('fullscreen', 'enter-full-screen');
    else if (this.#state === 'fullscreen') this.#setState('normal', 'leave-full-screen');
  }
  isMinimized(): boolean {
    return this.#state === 'minimized';
  }
  isMaximized(): boolean {
    return this.#state === 'maximized';
  }
  isFullScreen(): boolean {
    return this.#state === 'fullscreen';
  }
  isNormal(): boolean {
    return this.#state === 'normal';
  }

  #setState(state: State, event: string): void {
    if (this.#state === state) return;
    this.#state = state;
    this.emit(event);
  }

  getBounds(): Rectangle {
    return { ...this.#bounds };
  }
  getNormalBounds(): Rectangle {
    return this.getBounds();
  }
  getContentBounds(): Rectangle {
    return this.getBounds();
  }
  getSize(): Size {
    return [this.#bounds.width, this.#bounds.height];
  }
  getContentSize(): Size {
    return this.getSize();
  }
  getPosition(): [x: number, y: number] {
    return [this.#bounds.x, this.#bounds.y];
  }
  setBounds(bounds: Partial<Rectangle>): void {
    const before = this.#bounds;
    const next = { ...before, ...bounds };
    next.width = within(next.width, this.#minimumSize[0], this.#maximumSize[0]);
    next.height = within(next.height, this.#minimumSize[1], this.#maximumSize[1]);
    this.#bounds = next;
    if (next.width !== before.width || next.height !== before.height) {
      // The window may close before it has its new size.
      this.webContents.page.resize(next.width, next.height).catch(() => undefined);
      this.emit('resize');
      this.emit('resized');
    }
    if (next.x !== before.x || next.y !== before.y) {
      this.emit('move');
      this.emit('moved');
    }
  }
  setContentBounds(bounds: Rectangle): void {
    this.setBounds(bounds);
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }
  center(): void {
    this.setBounds({ x: 0, y: 0 });
  }
  setMinimumSize(width: number, height: number): void {
    this.#minimumSize = [width, height];
  }
  getMinimumSize(): Size {
    return this.#minimumSize;
  }
  setMaximumSize(width: number, height: number): void {
    this.#maximumSize = [width, height];
  }
  getMaximumSize(): Size {
    return this.#maximumSize;
  }
  setResizable(resizable: boolean): void {
    this.#isResizable = resizable;
  }
  isResizable(): boolean {
    return this.#isResizable;
  }
  setAlwaysOnTop(flag: boolean): void {
    this.#isAlwaysOnTop = flag;
  }
  isAlwaysOnTop(): boolean {
    return this.#isAlwaysOnTop;
  }

  // ---- decoration

  setTitle(title: string): void {
    this.#title = title;
  }
  getTitle(): string {
    return this.#title;
  }
  setMenu(menu: unknown): void {
    this.#menu = menu;
  }
  removeMenu(): void {
    this.#menu = null;
  }
  get menu(): unknown {
    return this.#menu;
  }
  setMenuBarVisibility(visible: boolean): void {
    this.#isMenuBarVisible = visible;
  }
  isMenuBarVisible(): boolean {
    return this.#isMenuBarVisible;
  }
  setAutoHideMenuBar(hide: boolean): void {
    this.#isMenuBarVisible = !hide;
  }
  isMenuBarAutoHide(): boolean {
    return !this.#isMenuBarVisible;
  }
  setBackgroundColor(color: string): void {
    this.#backgroundColor = color;
  }
  getBackgroundColor(): string {
    return this.#backgroundColor;
  }
  setProgressBar(progress: number, options?: object): void {
    record('BrowserWindow.setProgressBar', this.id, progress, options);
    this.progress = progress;
  }
  setOverlayIcon(_icon: unknown, description: string): void {
    record('BrowserWindow.setOverlayIcon', this.id, description);
  }
  setIcon(): void {
    record('BrowserWindow.setIcon', this.id);
  }
  flashFrame(flag: boolean): void {
    record('BrowserWindow.flashFrame', this.id, flag);
  }
  setSkipTaskbar(skip: boolean): void {
    record('BrowserWindow.setSkipTaskbar', this.id, skip);
  }
  setContentProtection(enable: boolean): void {
    record('BrowserWindow.setContentProtection', this.id, enable);
  }
  setTitleBarOverlay(options: object): void {
    record('BrowserWindow.setTitleBarOverlay', this.id, options);
  }
  setEnabled(enable: boolean): void {
    this.#isEnabled = enable;
  }
  isEnabled(): boolean {
    return this.#isEnabled;
  }
  getParentWindow(): BrowserWindow | null {
    return this.#parent;
  }
  getChildWindows(): BrowserWindow[] {
    return [...windows.values()].filter((window) => window.getParentWindow() === this);
  }
  isModal(): boolean {
    return this.#isModal;
  }

  // ---- the end

  /** The app may object in `close`, then the page in `beforeunload`. */
  close(): void {
    if (this.#isDestroyed || this.#isClosing) return;
    const event = electronEvent();
    this.emit('close', event);
    if (event.defaultPrevented) {
      app.cancelQuit();
      return;
    }
    this.#isClosing = true;
    this.webContents.page.close({ asksPage: true });
  }

  /** Nobody is asked. */
  destroy(): void {
    if (this.#isDestroyed) return;
    this.webContents.page.close({ asksPage: false });
    this.#closed();
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  #closed(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    windows.delete(this.id);
    if (focused === this) focused = null;
    this.webContents.markDestroyed();
    this.emit('closed');
    if (app.isQuitting) app.quitIfWindowless();
    else if (windows.size === 0 && !app.emit('window-all-closed')) app.quit();
  }

  #contentsOwner(): WebContentsOwner {
    return {
      readyToShow: () => this.emit('ready-to-show'),
      isFocused: () => this.isFocused(),
      close: () => this.close(),
      openChild: (url, options) => {
        const child = new BrowserWindow(options);
        // What went wrong is told by did-fail-load.
        child.loadURL(url).catch(() => undefined);
        return child;
      },
      pageStaysOpen: () => {
        this.#isClosing = false;
        app.cancelQuit();
      },
      pageClosed: () => this.#closed(),
      titled: (title) => {
        const event = electronEvent();
        this.emit('page-title-updated', event, title, true);
        if (!event.defaultPrevented) this.setTitle(title);
      },
    };
  }
}

refuseMissingMembers('BrowserWindow', BrowserWindow.prototype, BROWSER_WINDOW_MEMBERS);
setWindowList(() => BrowserWindow.getAllWindows());

/** A limit of 0 means none. */
function within(value: number, least: number, most: number): number {
  const notTooSmall = Math.max(value, least);
  return most === 0 ? notTooSmall : Math.min(notTooSmall, most);
}
