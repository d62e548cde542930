// Electron's `webContents`: the page of a window, its navigation, and messages to and from its preload script.

import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PageTarget, type Navigation, type PageListener } from '../browser/page-target.ts';
import type { InterceptedRequest, Verdict } from '../browser/request-interception.ts';
import { electronEvent } from '../electron-event.ts';
import { record } from '../journal.ts';
import { NotSupported, refuseMissingMembers } from '../not-supported.ts';
import { createWireCodec } from '../page/wire-codec.ts';
import { host } from '../process/host.ts';
import { app } from './app.ts';
import { WEB_CONTENTS_MEMBERS } from './electron-members.ts';
import { ipcMain, IpcMain } from './ipc-main.ts';
import { errorNumber } from './load-errors.ts';
import { createFromBuffer, type NativeImage } from './native-image.ts';
import { pdfOptions, type PrintToPdfOptions } from './print-to-pdf.ts';
import { respondToScheme } from './protocol.ts';
import { defaultSession } from './session.ts';
import { FrameObjects, type WebFrameMain } from './web-frame-main.ts';

const codec = createWireCodec();

export interface WebPreferences {
  readonly preload?: string;
  readonly partition?: string;
  readonly session?: unknown;
  readonly nodeIntegration?: boolean;
  readonly contextIsolation?: boolean;
  readonly webviewTag?: boolean;
  readonly additionalArguments?: readonly string[];
}

export interface WindowOpenDetails {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
  readonly disposition: string;
  readonly referrer: { readonly url: string; readonly policy: string };
}

export type WindowOpenAnswer =
  { readonly action: 'deny' } | { readonly action: 'allow'; readonly overrideBrowserWindowOptions?: object };

/** The window that shows this page. */
export interface WebContentsOwner {
  readyToShow(): void;
  isFocused(): boolean;
  close(): void;
  openChild(url: string, options: object): unknown;
  pageStaysOpen(): void;
  pageClosed(): void;
  titled(title: string): void;
}

type PageMessage =
  | { kind: 'invoke'; id: string; channel: string; args: unknown }
  | { kind: 'send'; channel: string; args: unknown }
  | { kind: 'open'; url: string; frameName: string; features: string; disposition: string }
  | { kind: 'close' }
  | { kind: 'title'; title: string }
  | { kind: 'preload-error'; error: string };

const all = new Map<number, WebContents>();
let lastId = 0;

export class WebContents extends EventEmitter {
  readonly id: number;
  readonly ipc = new IpcMain();
  readonly session = defaultSession;
  readonly page: PageTarget;
  readonly #owner: WebContentsOwner;
  readonly #preferences: WebPreferences;
  readonly #frames = new FrameObjects(this);
  #windowOpenHandler: ((details: WindowOpenDetails) => WindowOpenAnswer) | undefined;
  #title = '';
  #isLoading = false;
  #hasLoadedOnce = false;
  #isDestroyed = false;
  #isCrashed = false;
  #zoomFactor = 1;
  #userAgent = '';

  constructor(options: {
    readonly owner: WebContentsOwner;
    readonly preferences: WebPreferences;
    readonly width: number;
    readonly height: number;
  }) {
    super();
    const { owner, preferences, width, height } = options;
    refuseUnsafePreferences(preferences);
    lastId += 1;
    this.id = lastId;
    this.#owner = owner;
    this.#preferences = preferences;
    all.set(this.id, this);
    this.page = new PageTarget({
      width,
      height,
      listener: this.#pageListener(),
      preload: {
        path: preferences.preload,
        process: pageProcess(preferences),
        onError: (error) => this.#preloadFailed(error),
      },
    });
  }

  static fromId(id: number): WebContents | undefined {
    return all.get(id);
  }
  static fromFrame(frame: WebFrameMain): WebContents | undefined {
    return [...all.values()].find((contents) => contents.mainFrame.framesInSubtree.includes(frame));
  }
  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...all.values()].find(({ page }) => page.targetId === targetId);
  }
  static getAllWebContents(): WebContents[] {
    return [...all.values()];
  }
  static getFocusedWebContents(): WebContents | null {
    return [...all.values()].find((contents) => contents.isFocused()) ?? null;
  }

  // ---- loading

  async loadURL(url: string): Promise<void> {
    await this.page.load(new URL(url).href);
  }

  async loadFile(
    file: string,
    options: {
      readonly query?: Record<string, string>;
      readonly search?: string;
      readonly hash?: string;
    } = {},
  ): Promise<void> {
    const url = pathToFileURL(resolve(host().appPath, file));
    for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, value);
    if (options.search !== undefined) url.search = options.search;
    if (options.hash !== undefined) url.hash = options.hash;
    await this.loadURL(url.href);
  }

  reload(): void {
    void this.page.reload({ ignoreCache: false });
  }
  reloadIgnoringCache(): void {
    void this.page.reload({ ignoreCache: true });
  }
  stop(): void {
    void this.page.send('Page.stopLoading');
  }
  isLoading(): boolean {
    return this.#isLoading;
  }
  isLoadingMainFrame(): boolean {
    return this.#isLoading;
  }

  // ---- what it is

  get mainFrame(): WebFrameMain {
    return this.#frames.mainFrame;
  }
  get hostWebContents(): null {
    return null;
  }
  getURL(): string {
    return this.mainFrame.url;
  }
  getTitle(): string {
    return this.#title;
  }
  getType(): string {
    return 'window';
  }
  getOSProcessId(): number {
    return process.pid;
  }
  getProcessId(): number {
    return 1;
  }
  getLastWebPreferences(): WebPreferences {
    return this.#preferences;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  isCrashed(): boolean {
    return this.#isCrashed;
  }
  isFocused(): boolean {
    return this.#owner.isFocused();
  }
  focus(): void {
    record('webContents.focus', this.id);
  }
  close(): void {
    this.#owner.close();
  }

  // ---- what it can do

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    return this.page.evaluate(code, { userGesture });
  }
  async insertCSS(css: string): Promise<string> {
    const text = JSON.stringify(css);
    await this.page.evaluate(
      `{ const sheet = new CSSStyleSheet(); sheet.replaceSync(${text}); document.adoptedStyleSheets.push(sheet); }`,
    );
    return '';
  }
  async capturePage(area?: { x: number; y: number; width: number; height: number }): Promise<NativeImage> {
    await this.page.ready;
    const clip = area === undefined ? {} : { clip: { ...area, scale: 1 } };
    const { data } = await this.page.send('Page.captureScreenshot', { format: 'png', ...clip });
    return createFromBuffer(Buffer.from(data, 'base64'));
  }
  async printToPDF(options: PrintToPdfOptions = {}): Promise<Buffer> {
    await this.page.ready;
    const { data } = await this.page.send('Page.printToPDF', pdfOptions(options));
    return Buffer.from(data, 'base64');
  }
  /** Nobody can choose a printer here: recorded, and answered as if it had been printed. */
  print(options: object = {}, done: (success: boolean, failureReason: string) => void = () => {}): void {
    record('webContents.print', options);
    setImmediate(() => done(true, ''));
  }
  setZoomFactor(factor: number): void {
    this.#zoomFactor = factor;
    void this.#applyZoom();
  }
  getZoomFactor(): number {
    return this.#zoomFactor;
  }
  setZoomLevel(level: number): void {
    this.setZoomFactor(1.2 ** level);
  }
  getZoomLevel(): number {
    return Math.log(this.#zoomFactor) / Math.log(1.2);
  }
  async setVisualZoomLevelLimits(): Promise<void> {
    record('webContents.setVisualZoomLevelLimits', this.id);
  }
  setUserAgent(userAgent: string): void {
    this.#userAgent = userAgent;
    void this.page.ready.then(() => this.page.send('Network.setUserAgentOverride', { userAgent }));
  }
  getUserAgent(): string {
    return this.#userAgent;
  }
  setBackgroundThrottling(): void {
    // Pages never rest here.
  }
  setWindowOpenHandler(handler: (details: WindowOpenDetails) => WindowOpenAnswer): void {
    this.#windowOpenHandler = handler;
  }
  openDevTools(): void {
    record('webContents.openDevTools', this.id);
  }
  closeDevTools(): void {
    record('webContents.closeDevTools', this.id);
  }
  isDevToolsOpened(): boolean {
    return false;
  }
  toggleDevTools(): void {
    record('webContents.toggleDevTools', this.id);
  }

  // ---- messages

  send(channel: string, ...args: unknown[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    if (this.#isDestroyed) return;
    this.page.post(JSON.stringify({ kind: 'event', channel, args: codec.encode(args) }));
  }

  postMessage(): never {
    throw new NotSupported('webContents.postMessage');
  }

  // ---- what the page reports

  /** For the window: the page is gone. */
  markDestroyed(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    all.delete(this.id);
    this.emit('destroyed');
  }

  #pageListener(): PageListener {
    return {
      message: (text) => this.#received(JSON.parse(text) as PageMessage),
      synchronousMessage: (text) => this.#receivedSynchronous(text),
      judge: (request) => this.#judge(request),
      respond: (request) => respondToScheme(request),
      preventsNavigation: (navigation) => this.#preventsNavigation(navigation),
      preventsRedirect: (navigation) => this.#prevents('will-redirect', navigation),
      opensWindow: (request) => this.#windowOpened(request),
      ignoresBeforeUnload: () => {
        const event = electronEvent();
        this.emit('will-prevent-unload', event);
        return event.defaultPrevented;
      },
      staysOpen: () => this.#owner.pageStaysOpen(),
      startedLoading: () => {
        this.#isLoading = true;
        this.emit('did-start-loading');
      },
      navigated: (url) => this.emit('did-navigate', electronEvent(), url, 200, 'OK'),
      navigatedInPage: (url, isMainFrame) => {
        this.emit('did-navigate-in-page', electronEvent(), url, isMainFrame, 1, 1);
      },
      domReady: () => this.emit('dom-ready', electronEvent()),
      loaded: () => this.#loaded(),
      failed: (failure) => {
        this.#isLoading = false;
        const { error, url, isMainFrame } = failure;
        this.emit('did-fail-load', electronEvent(), errorNumber(error), error, url, isMainFrame, 1, 1);
        this.emit('did-stop-loading');
      },
      console: ({ level, text, url, line }) => this.#logged(level, text, url, line),
      crashed: () => {
        this.#isCrashed = true;
        this.emit('render-process-gone', electronEvent(), { reason: 'crashed', exitCode: 1 });
        app.emit('render-process-gone', electronEvent(), this, { reason: 'crashed', exitCode: 1 });
      },
      destroyed: () => this.#owner.pageClosed(),
    };
  }

  #received(message: PageMessage): void {
    switch (message.kind) {
      case 'invoke':
        void this.#invoked(message);
        break;
      case 'send': {
        const args = codec.decode(message.args) as unknown[];
        const event = this.#ipcEvent({
          reply: (channel: string, ...rest: unknown[]) => this.send(channel, ...rest),
        });
        this.emit('ipc-message', event, message.channel, ...args);
        this.ipc.emit(message.channel, event, ...args);
        ipcMain.emit(message.channel, event, ...args);
        break;
      }
      case 'open':
        this.#windowOpened(message);
        break;
      case 'close':
        this.#owner.close();
        break;
      case 'title':
        this.#titled(message.title);
        break;
      case 'preload-error':
        this.#preloadFailed(new Error(message.error));
        break;
    }
  }

  async #invoked({ id, channel, args }: { id: string; channel: string; args: unknown }): Promise<void> {
    const answer = (outcome: object): void => {
      if (!this.#isDestroyed) this.page.post(JSON.stringify({ kind: 'answer', id, ...outcome }));
    };
    try {
      const handler = this.ipc.handlerOf(channel) ?? ipcMain.handlerOf(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      const value = await handler(this.#ipcEvent({}), ...(codec.decode(args) as unknown[]));
      answer({ value: codec.encode(value) });
    } catch (error) {
      // As Electron does: the page gets the error's text only, so the rest is worth a line here.
      console.error(`Error occurred in handler for '${channel}':`, error);
      answer({ error: String(error) });
    }
  }

  #receivedSynchronous(text: string): string {
    const { channel, args } = JSON.parse(text) as { channel: string; args: unknown };
    const values = codec.decode(args) as unknown[];
    const event = this.#ipcEvent({ returnValue: undefined as unknown });
    this.emit('ipc-message-sync', event, channel, ...values);
    this.ipc.emit(channel, event, ...values);
    ipcMain.emit(channel, event, ...values);
    return JSON.stringify(codec.encode(event.returnValue));
  }

  /** Only the main frame has a preload script, so every message comes from there. */
  #ipcEvent<T extends object>(details: T) {
    return electronEvent({
      type: 'frame',
      sender: this,
      senderFrame: this.mainFrame,
      frameId: this.mainFrame.routingId,
      processId: this.mainFrame.processId,
      ports: [],
      ...details,
    });
  }

  async #judge(request: InterceptedRequest): Promise<Verdict> {
    const frame = this.#frames.of(request.frameId);
    return defaultSession.webRequest.judge(request, { webContents: this, frame });
  }

  #preventsNavigation(navigation: Navigation): boolean {
    const preventedForFrame = this.#prevents('will-frame-navigate', navigation);
    if (preventedForFrame || !navigation.isMainFrame) return preventedForFrame;
    const prevented = this.#prevents('will-navigate', navigation);
    if (!prevented)
      this.emit('did-start-navigation', electronEvent({ ...navigation, isSameDocument: false }));
    return prevented;
  }

  #prevents(name: string, { url, isMainFrame, frameId }: Navigation): boolean {
    const frame = this.#frames.of(frameId);
    const event = electronEvent({ url, isMainFrame, isSameDocument: false, frame, initiator: frame });
    this.emit(name, event, url, false, isMainFrame, 1, frame.routingId);
    return event.defaultPrevented;
  }

  #windowOpened(request: { url: string; frameName: string; features: string; disposition: string }): void {
    const { url, frameName, features, disposition } = request;
    const referrer = { url: this.getURL(), policy: 'strict-origin-when-cross-origin' };
    const answer = this.#windowOpenHandler?.({ url, frameName, features, disposition, referrer }) ?? {
      action: 'allow',
    };
    if (answer.action === 'deny') return;
    const options = answer.overrideBrowserWindowOptions ?? {};
    const child = this.#owner.openChild(url, options);
    this.emit('did-create-window', child, { url, frameName, options, disposition, referrer });
  }

  #loaded(): void {
    this.#isLoading = false;
    this.#isCrashed = false;
    if (this.#zoomFactor !== 1) void this.#applyZoom();
    this.emit('did-frame-finish-load', electronEvent(), true, 1, 1);
    this.emit('did-finish-load');
    this.emit('did-stop-loading');
    if (this.#hasLoadedOnce) return;
    this.#hasLoadedOnce = true;
    this.#owner.readyToShow();
  }

  async #applyZoom(): Promise<void> {
    await this.page.evaluate(`document.documentElement.style.zoom = ${this.#zoomFactor}`);
  }

  #logged(level: string, message: string, sourceId: string, lineNumber: number): void {
    const event = electronEvent({ level, message, sourceId, lineNumber, frame: this.mainFrame });
    const number = ['debug', 'info', 'warning', 'error'].indexOf(level);
    this.emit('console-message', event, number, message, lineNumber, sourceId);
  }

  #titled(title: string): void {
    this.#title = title;
    this.emit('page-title-updated', electronEvent(), title, true);
    this.#owner.titled(title);
  }

  #preloadFailed(error: Error): void {
    this.emit('preload-error', electronEvent(), this.#preferences.preload ?? '', error);
  }
}

refuseMissingMembers('webContents', WebContents.prototype, WEB_CONTENTS_MEMBERS);

/** Without isolation or with Node in the page, an app would behave here as it does not on Electron. */
function refuseUnsafePreferences(preferences: WebPreferences): void {
  if (preferences.nodeIntegration === true) throw new NotSupported('webPreferences.nodeIntegration');
  if (preferences.contextIsolation === false)
    throw new NotSupported('webPreferences.contextIsolation = false');
  if (preferences.webviewTag === true) throw new NotSupported('webPreferences.webviewTag');
  if (preferences.partition !== undefined) throw new NotSupported('webPreferences.partition');
  if (preferences.session !== undefined && preferences.session !== defaultSession) {
    throw new NotSupported('webPreferences.session');
  }
}

/** `process` as a sandboxed preload script finds it. */
function pageProcess(preferences: WebPreferences): Record<string, unknown> {
  const { platform, arch, pid, execPath, env } = process;
  const { node, electron, chrome, v8 } = process.versions;
  return {
    platform,
    arch,
    pid,
    execPath,
    env,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    argv: [execPath, ...(preferences.additionalArguments ?? [])],
    versions: { node, electron, chrome, v8 },
    resourcesPath: (process as { resourcesPath?: string }).resourcesPath,
  };
}
