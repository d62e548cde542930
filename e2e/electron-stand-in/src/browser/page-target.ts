// One window's page in Chromium: loads URLs, runs the preload script before the page's own, carries messages both ways.

import {
  pageScripts,
  PRELOAD_WORLD,
  POST_BINDING,
  RECEIVER,
  type PreloadOptions,
} from '../page/page-scripts.ts';
import { SYNC_CALL, FILE_PATH_CALL } from '../page/paused-calls.ts';
import {
  createTarget,
  isBrowserStopping,
  listenToSession,
  mayHaveDebugger,
  sendToBrowser,
} from './browser.ts';
import type { CdpAnswer, CdpEvent, CdpParams } from './cdp-pipe.ts';
import { Frames } from './frames.ts';
import {
  interceptRequest,
  type InterceptedRequest,
  type RequestPolicy,
  type Verdict,
} from './request-interception.ts';
import { fromCarrier, isCarrier, toCarrier } from './url-mapping.ts';

export interface Navigation {
  readonly url: string;
  readonly isMainFrame: boolean;
  readonly frameId: string;
}

/** What a page tells the window that shows it. URLs are the app's own. */
export interface PageListener extends RequestPolicy {
  /** A message of the preload world. */
  message(text: string): void;
  /** A message whose sender waits, unable to do anything else, for the answer. */
  synchronousMessage(text: string): string;
  /** True when the app prevents a navigation that the page began. */
  preventsNavigation(navigation: Navigation): boolean;
  preventsRedirect(navigation: Navigation): boolean;
  opensWindow(request: { url: string; frameName: string; features: string; disposition: string }): void;
  /** True when the app closes the window although the page objects. */
  ignoresBeforeUnload(): boolean;
  staysOpen(): void;
  startedLoading(): void;
  navigated(url: string): void;
  navigatedInPage(url: string, isMainFrame: boolean): void;
  domReady(): void;
  loaded(): void;
  failed(failure: { readonly error: string; readonly url: string; readonly isMainFrame: boolean }): void;
  console(entry: { level: string; text: string; url: string; line: number }): void;
  crashed(): void;
  destroyed(): void;
}

interface Loading {
  readonly url: string;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** As Electron rejects loadURL. `code` is e.g. ERR_FILE_NOT_FOUND. */
export function loadError(code: string, url: string): Error {
  return Object.assign(new Error(`${code} loading '${url}'`), { code, url });
}

/** net::ERR_BLOCKED_BY_CLIENT.Inspector → ERR_BLOCKED_BY_CLIENT */
function errorName(errorText: string): string {
  return errorText.replace(/^net::/, '').replace(/\.Inspector$/, '');
}

const OWN_TAB = 'currentTab';
/** Schemes that Chromium loads, so that their requests, if any, are seen as requests. */
const LOADABLE = /^(https?|file|data|blob|about|javascript|view-source|chrome-error):/;

export class PageTarget {
  readonly frames = new Frames();
  readonly ready: Promise<void>;
  targetId: string | undefined;

  readonly #listener: PageListener;
  readonly #preload: PreloadOptions;
  #sessionId: string | undefined;
  #preloadContext: { readonly id: number; readonly frameId: string } | undefined;
  #queued: string[] = [];
  #loading: Loading | undefined;
  #hasDocument = false;
  #isClosing = false;
  /** Navigations that the page itself asked for and that Chromium has not begun, by frame. */
  readonly #requested = new Map<string, string>();
  readonly #failures = new Map<string, string>();

  constructor(options: {
    readonly width: number;
    readonly height: number;
    readonly preload: PreloadOptions;
    readonly listener: PageListener;
  }) {
    this.#listener = options.listener;
    this.#preload = options.preload;
    this.ready = this.#open({ width: options.width, height: options.height });
    this.ready.catch((error: unknown) => {
      if (!isBrowserStopping()) process.stderr.write(`Electron stand-in: no window: ${String(error)}\n`);
    });
  }

  /** Resolves when the document and what it refers to have loaded; rejects as Electron's loadURL does. */
  async load(url: string): Promise<void> {
    await this.ready;
    this.#loading?.reject(loadError('ERR_ABORTED', this.#loading.url));
    const finished = new Promise<void>((resolve, reject) => {
      this.#loading = { url, resolve, reject };
    });
    this.#requested.clear();
    this.#listener.startedLoading();
    const { errorText, isDownload } = await this.send('Page.navigate', { url: toCarrier(url) });
    if (errorText !== undefined) this.#fail(errorName(errorText), url);
    else if (isDownload === true) this.#fail('ERR_FAILED', url);
    return finished;
  }

  async reload(options: { readonly ignoreCache: boolean }): Promise<void> {
    await this.ready;
    this.#listener.startedLoading();
    await this.send('Page.reload', options);
  }

  /** Kept until the preload world exists, then delivered in order. */
  post(text: string): void {
    this.#queued.push(text);
    this.#flush();
  }

  async evaluate(expression: string, options: { readonly userGesture?: boolean } = {}): Promise<unknown> {
    await this.ready;
    const answer = await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: options.userGesture ?? false,
    });
    if (answer.exceptionDetails !== undefined) {
      throw new Error(answer.exceptionDetails.exception?.description ?? 'Script failed to execute');
    }
    return answer.result.value;
  }

  async resize(width: number, height: number): Promise<void> {
    await this.ready;
    await this.#setSize(width, height);
  }

  async #setSize(width: number, height: number): Promise<void> {
    const { windowId } = await sendToBrowser('Browser.getWindowForTarget', { targetId: this.targetId });
    await sendToBrowser('Browser.setContentsSize', { windowId, width, height });
  }

  /** Asks the page first, when `asksPage`; a page that objects keeps its window. */
  close(options: { readonly asksPage: boolean }): void {
    this.#isClosing = true;
    this.ready
      .then(() =>
        options.asksPage
          ? this.send('Page.close')
          : sendToBrowser('Target.closeTarget', { targetId: this.targetId }),
      )
      .catch(() => this.#listener.destroyed());
  }

  send(method: string, params?: CdpParams): Promise<CdpAnswer> {
    return sendToBrowser(method, params, this.#sessionId);
  }

  async #open(size: { readonly width: number; readonly height: number }): Promise<void> {
    const { targetId, sessionId } = await createTarget(size, {
      event: (event) => this.#event(event),
      destroyed: () => this.#listener.destroyed(),
    });
    this.targetId = targetId;
    this.#sessionId = sessionId;
    await Promise.all([
      this.send('Page.enable'),
      this.send('Network.enable'),
      this.send('Runtime.enable'),
      this.send('Debugger.enable'),
      this.send('DOM.enable'),
      this.send('Runtime.addBinding', { name: POST_BINDING, executionContextName: PRELOAD_WORLD }),
      this.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      this.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    ]);
    const { frameTree } = await this.send('Page.getFrameTree');
    this.frames.navigated(frameTree.frame);
    const { mainWorld, preloadWorld } = pageScripts(this.#preload);
    await this.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorld });
    await this.send('Page.addScriptToEvaluateOnNewDocument', {
      source: preloadWorld,
      worldName: PRELOAD_WORLD,
    });
    await this.#setSize(size.width, size.height);
  }

  #event({ method, params, sessionId }: CdpEvent): void {
    if (method === 'Fetch.requestPaused') {
      const send = (name: string, options: CdpParams): Promise<CdpAnswer> =>
        sendToBrowser(name, options, sessionId);
      const policy: RequestPolicy = {
        judge: (request) => this.#judge(request),
        respond: (request) => this.#listener.respond(request),
      };
      void interceptRequest(params, policy, send);
    } else if (method === 'Target.attachedToTarget') {
      void this.#attached(params.sessionId);
    } else if (sessionId === this.#sessionId) {
      this.#pageEvent(method, params);
    }
  }

  /** A worker or a frame in another process: its requests are intercepted before its first script runs. */
  async #attached(sessionId: string): Promise<void> {
    listenToSession(sessionId, {
      event: (event) => this.#event(event),
      destroyed: () => undefined,
    });
    const send = (method: string, params?: CdpParams): Promise<CdpAnswer> =>
      // Not every kind of target knows every command, and a worker may end at any time.
      sendToBrowser(method, params, sessionId).catch(() => undefined);
    await Promise.all([
      send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    ]);
    await send('Runtime.runIfWaitingForDebugger');
  }

  #pageEvent(method: string, params: CdpAnswer): void {
    switch (method) {
      case 'Runtime.bindingCalled':
        if (params.name === POST_BINDING) this.#listener.message(fromCarrier(params.payload));
        break;
      case 'Runtime.executionContextCreated':
        this.#contextCreated(params.context);
        break;
      case 'Runtime.executionContextsCleared':
        this.#preloadContext = undefined;
        break;
      case 'Runtime.executionContextDestroyed':
        if (params.executionContextId === this.#preloadContext?.id) this.#preloadContext = undefined;
        break;
      case 'Runtime.consoleAPICalled':
        this.#consoleCalled(params);
        break;
      case 'Runtime.exceptionThrown':
        this.#exceptionThrown(params.exceptionDetails);
        break;
      case 'Debugger.paused':
        void this.#paused(params.callFrames[0]);
        break;
      case 'Page.frameAttached':
        this.frames.attached(params.frameId, params.parentFrameId);
        break;
      case 'Page.frameDetached':
        if (params.reason !== 'swap') this.frames.detached(params.frameId);
        break;
      case 'Page.frameNavigated':
        this.#frameNavigated(params.frame);
        break;
      case 'Page.navigatedWithinDocument':
        this.#navigatedInPage(params);
        break;
      case 'Page.frameRequestedNavigation':
        this.#navigationRequested(params);
        break;
      case 'Page.windowOpen':
        this.#listener.opensWindow({
          url: fromCarrier(params.url),
          frameName: params.windowName,
          features: params.windowFeatures.join(','),
          disposition: 'foreground-tab',
        });
        break;
      case 'Page.javascriptDialogOpening':
        this.#dialogOpening(params);
        break;
      case 'Page.domContentEventFired':
        if (this.#hasDocument) this.#listener.domReady();
        break;
      case 'Page.loadEventFired':
        this.#loadFired();
        break;
      case 'Network.requestWillBeSent':
        this.#requestBegun(params);
        break;
      case 'Network.loadingFailed':
        this.#failures.set(params.requestId, errorName(params.errorText));
        break;
      case 'Inspector.targetCrashed':
        this.#listener.crashed();
        break;
      default:
    }
  }

  #contextCreated(context: CdpAnswer): void {
    if (context.name !== PRELOAD_WORLD || context.auxData?.frameId !== this.frames.mainFrameId) return;
    this.#preloadContext = { id: context.id, frameId: context.auxData.frameId };
    this.#flush();
  }

  #flush(): void {
    const context = this.#preloadContext;
    if (context === undefined) return;
    for (const text of this.#queued) {
      this.send('Runtime.callFunctionOn', {
        functionDeclaration: `function (text) { globalThis.${RECEIVER}?.(text); }`,
        executionContextId: context.id,
        arguments: [{ value: text }],
        // The document may be gone by now; what was meant for it is lost, as in Electron.
      }).catch(() => undefined);
    }
    this.#queued = [];
  }

  #frameNavigated(frame: CdpAnswer): void {
    const { url, parentId } = this.frames.navigated(frame);
    if (parentId !== undefined) return;
    const failure = this.#failures.get(frame.loaderId);
    this.#failures.clear();
    if (frame.unreachableUrl !== undefined) {
      this.#hasDocument = false;
      // A load that the app asked for reports its failure itself.
      if (this.#loading === undefined) this.#fail(failure ?? 'ERR_FAILED', fromCarrier(frame.unreachableUrl));
      return;
    }
    if (url === 'about:blank' && this.#loading?.url !== url) return;
    this.#hasDocument = true;
    this.#listener.navigated(url);
  }

  #navigatedInPage(params: CdpAnswer): void {
    const state = this.frames.get(params.frameId);
    const url = fromCarrier(params.url);
    if (state !== undefined) state.url = url;
    this.#listener.navigatedInPage(url, params.frameId === this.frames.mainFrameId);
    if (this.#loading?.url === url) this.#loadFired();
  }

  #loadFired(): void {
    if (!this.#hasDocument) return;
    const loading = this.#loading;
    this.#loading = undefined;
    this.#listener.loaded();
    loading?.resolve();
  }

  #fail(error: string, url: string): void {
    const loading = this.#loading;
    this.#loading = undefined;
    this.#listener.failed({ error, url, isMainFrame: true });
    loading?.reject(loadError(error, url));
  }

  #navigationRequested(params: CdpAnswer): void {
    const { frameId, disposition } = params;
    const url = fromCarrier(params.url);
    if (disposition !== OWN_TAB && !url.startsWith('file:')) {
      const known: Record<string, string> = { newTab: 'foreground-tab', newWindow: 'new-window' };
      const asked = known[disposition] ?? 'other';
      this.#listener.opensWindow({ url, frameName: '', features: '', disposition: asked });
      return;
    }
    if (disposition === OWN_TAB) this.#requested.set(frameId, url);
    // Chromium opens a tab of its own for a dropped file.
    else this.#leaveFor(url, frameId);
  }

  /**
   * Chromium begins a navigation to a scheme that it does not know, but never intercepts its request. To act when the
   * page asks for it would be too early: Chromium's own attempt, begun later, would cancel what the app gets instead.
   */
  #requestBegun({ type, frameId, request }: CdpAnswer): void {
    if (type !== 'Document' || LOADABLE.test(request.url)) return;
    const asked = this.#requested.get(frameId);
    if (asked === undefined || asked.split('#')[0] !== request.url) return;
    this.#requested.delete(frameId);
    this.#leaveFor(asked, frameId);
  }

  /** Takes the page where Chromium would not take it, unless the app prevents it. */
  #leaveFor(url: string, frameId: string): void {
    const isMainFrame = frameId === this.frames.mainFrameId;
    if (this.#listener.preventsNavigation({ url, isMainFrame, frameId })) return;
    if (isMainFrame && (isCarrier(toCarrier(url)) || url.startsWith('file:'))) {
      this.load(url).catch(() => undefined);
    }
  }

  async #judge(request: InterceptedRequest): Promise<Verdict> {
    if (request.resourceType === 'Document' && this.#isPreventedNavigation(request)) {
      return { kind: 'refuse', reason: 'Aborted' };
    }
    return this.#listener.judge(request);
  }

  #isPreventedNavigation({ frameId, url, isRedirect }: InterceptedRequest): boolean {
    const isMainFrame = frameId === this.frames.mainFrameId;
    const navigation = { url, isMainFrame, frameId };
    if (isRedirect) return this.#listener.preventsRedirect(navigation);
    const asked = this.#requested.get(frameId);
    this.#requested.delete(frameId);
    // What the app or a debugger loads is not the page's navigation; a child frame is always its page's.
    if (isMainFrame && asked?.split('#')[0] !== url) return false;
    return this.#listener.preventsNavigation({ ...navigation, url: isMainFrame ? (asked ?? url) : url });
  }

  #consoleCalled(params: CdpAnswer): void {
    const text = params.args
      .map((arg: CdpAnswer) => String(arg.value ?? arg.description ?? arg.type))
      .join(' ');
    const top = params.stackTrace?.callFrames[0];
    const levels: Record<string, string> = {
      warning: 'warning',
      error: 'error',
      assert: 'error',
      debug: 'debug',
    };
    this.#listener.console({
      level: levels[params.type] ?? 'info',
      text,
      url: fromCarrier(top?.url ?? ''),
      line: (top?.lineNumber ?? 0) + 1,
    });
  }

  #exceptionThrown(details: CdpAnswer): void {
    this.#listener.console({
      level: 'error',
      text: `${details.text} ${details.exception?.description ?? ''}`.trim(),
      url: fromCarrier(details.url ?? ''),
      line: details.lineNumber + 1,
    });
  }

  #dialogOpening({ type }: CdpAnswer): void {
    const answer = (accept: boolean): void => {
      // A debugger may have answered it first.
      this.send('Page.handleJavaScriptDialog', { accept }).catch(() => undefined);
    };
    if (type === 'beforeunload' && this.#isClosing) {
      const closes = this.#listener.ignoresBeforeUnload();
      if (!closes) {
        this.#isClosing = false;
        this.#listener.staysOpen();
      }
      answer(closes);
    } else if (!mayHaveDebugger()) {
      answer(type === 'alert' || type === 'beforeunload');
    }
  }

  /** A script of the preload world stopped at its `debugger` statement to ask something: answer, and let it go on. */
  async #paused(callFrame: CdpAnswer): Promise<void> {
    const inFrame = (expression: string, returnByValue: boolean): Promise<CdpAnswer> =>
      this.send('Debugger.evaluateOnCallFrame', {
        callFrameId: callFrame.callFrameId,
        expression,
        returnByValue,
      });
    try {
      let answer: string | undefined;
      if (callFrame?.functionName === SYNC_CALL) {
        const { result } = await inFrame('question', true);
        answer = this.#listener.synchronousMessage(fromCarrier(result.value));
      } else if (callFrame?.functionName === FILE_PATH_CALL) {
        const { result } = await inFrame('question', false);
        answer = (await this.send('DOM.getFileInfo', { objectId: result.objectId })).path;
      }
      if (answer !== undefined) await inFrame(`answer = ${JSON.stringify(answer)}`, true);
    } catch (error) {
      process.stderr.write(`Electron stand-in: a synchronous call failed: ${String(error)}\n`);
    } finally {
      await this.send('Debugger.resume').catch(() => undefined);
    }
  }
}
