// Runs the preload script in a world of its own with what Electron's sandbox gives it: a few modules, `process`, and
// `electron` with contextBridge, ipcRenderer and webUtils.
// The function's own text runs in the page, so it must refer to nothing outside itself.

import type { WireCodec } from './wire-codec.ts';
import type { WorldBridge } from './world-bridge.ts';

export interface PreloadWorldOptions {
  readonly preloadPath: string | undefined;
  readonly process: Readonly<Record<string, unknown>>;
  readonly postBinding: string;
  readonly receiver: string;
}

export type PreloadFunction = (
  require: (specifier: string) => unknown,
  process: unknown,
  buffer: unknown,
  global: unknown,
  setImmediate: unknown,
  clearImmediate: unknown,
  exports: unknown,
  module: unknown,
) => void;

export function runPreloadWorld(
  options: PreloadWorldOptions,
  codec: WireCodec,
  bridge: WorldBridge,
  preload: PreloadFunction | undefined,
): void {
  type Listener = (...args: unknown[]) => void;
  const world = globalThis as unknown as Record<string, unknown>;

  class EventEmitter {
    #listeners = new Map<string, { listener: Listener; original: Listener }[]>();

    on(name: string, listener: Listener, original = listener): this {
      this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), { listener, original }]);
      return this;
    }
    addListener(name: string, listener: Listener): this {
      return this.on(name, listener);
    }
    once(name: string, listener: Listener): this {
      const onlyOnce: Listener = (...args) => {
        this.off(name, listener);
        listener.apply(this, args);
      };
      return this.on(name, onlyOnce, listener);
    }
    off(name: string, listener: Listener): this {
      const list = [...(this.#listeners.get(name) ?? [])];
      const index = list.findLastIndex(({ original }) => original === listener);
      if (index >= 0) list.splice(index, 1);
      this.#listeners.set(name, list);
      return this;
    }
    removeListener(name: string, listener: Listener): this {
      return this.off(name, listener);
    }
    removeAllListeners(name?: string): this {
      if (name === undefined) this.#listeners.clear();
      else this.#listeners.delete(name);
      return this;
    }
    emit(name: string, ...args: unknown[]): boolean {
      const list = this.#listeners.get(name) ?? [];
      for (const { listener } of list) listener.apply(this, args);
      return list.length > 0;
    }
    listeners(name: string): Listener[] {
      return (this.#listeners.get(name) ?? []).map(({ original }) => original);
    }
    listenerCount(name: string): number {
      return this.listeners(name).length;
    }
    eventNames(): string[] {
      return [...this.#listeners.keys()];
    }
    setMaxListeners(): this {
      return this;
    }
  }

  /** An object whose missing members throw an error that names them. */
  const closedSet = <T extends object>(name: string, members: T): T =>
    new Proxy(members, {
      get(target, key) {
        if (typeof key === 'symbol' || key === 'then' || key in target) {
          const member = Reflect.get(target, key);
          return typeof member === 'function' ? member.bind(target) : member;
        }
        throw new Error(`${name}.${key} is not supported by the Electron stand-in`);
      },
    });

  // ---- messages to and from the main process

  const binding = world[options.postBinding] as (text: string) => void;
  delete world[options.postBinding];
  const post = (message: unknown): void => binding(JSON.stringify(message));

  const pending = new Map<
    string,
    { channel: string; resolve: (value: unknown) => void; reject: (e: Error) => void }
  >();
  // An answer to a document that is gone must not reach the next one.
  const documentId = crypto.getRandomValues(new Uint32Array(2)).join('-');
  let invocations = 0;

  // The main process sets `answer` while the page stands still at `debugger`; paused-calls.ts has the names.
  function electronStandInSyncCall(question: string): string {
    let answer: string | undefined;
    // oxlint-disable-next-line no-debugger
    debugger;
    answer ??= `No answer to ${question}`;
    return answer;
  }
  function electronStandInFilePathCall(question: File): string {
    let answer: string | undefined;
    // oxlint-disable-next-line no-debugger
    debugger;
    answer ??= `No path of ${question.name}`;
    return answer;
  }

  const emitter = new EventEmitter();
  const ipcRenderer = closedSet(
    'ipcRenderer',
    Object.assign(emitter, {
      async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
        const wire = codec.encode(args);
        invocations += 1;
        const id = `${documentId}:${invocations}`;
        return new Promise((resolve, reject) => {
          pending.set(id, { channel, resolve, reject });
          post({ kind: 'invoke', id, channel, args: wire });
        });
      },
      send(channel: string, ...args: unknown[]): void {
        post({ kind: 'send', channel, args: codec.encode(args) });
      },
      sendSync(channel: string, ...args: unknown[]): unknown {
        const question = JSON.stringify({ kind: 'sendSync', channel, args: codec.encode(args) });
        return codec.decode(JSON.parse(electronStandInSyncCall(question)));
      },
    }),
  );

  world[options.receiver] = (text: string): void => {
    const message = JSON.parse(text);
    if (message.kind === 'event') {
      const event = { sender: ipcRenderer, ports: [], preventDefault() {} };
      ipcRenderer.emit(message.channel, event, ...(codec.decode(message.args) as unknown[]));
      return;
    }
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (waiting === undefined) return;
    if (message.error === undefined) waiting.resolve(codec.decode(message.value));
    else waiting.reject(new Error(`Error invoking remote method '${waiting.channel}': ${message.error}`));
  };

  // ---- what `require('electron')` gives

  const contextBridge = closedSet('contextBridge', {
    exposeInMainWorld(key: string, api: unknown): void {
      bridge.ask('expose', { key, api: bridge.give(api) });
    },
  });

  const webUtils = closedSet('webUtils', {
    getPathForFile(file: File): string {
      if (!(file instanceof File)) throw new TypeError('getPathForFile expected to receive a File object');
      return electronStandInFilePathCall(file);
    },
  });

  let zoomFactor = 1;
  const webFrame = closedSet('webFrame', {
    setZoomFactor(factor: number): void {
      zoomFactor = factor;
      document.documentElement.style.setProperty('zoom', String(factor));
    },
    getZoomFactor: (): number => zoomFactor,
  });

  const electron = closedSet('electron', { contextBridge, ipcRenderer, webFrame, webUtils });

  const modules: Record<string, unknown> = {
    electron,
    'electron/renderer': electron,
    'electron/common': electron,
    events: Object.assign(EventEmitter, { EventEmitter, default: EventEmitter }),
    timers: { setTimeout, clearTimeout, setInterval, clearInterval },
    url: { URL, URLSearchParams },
  };
  const require = (specifier: string): unknown => {
    const module = modules[specifier.replace(/^node:/, '')];
    if (module === undefined) throw new Error(`module not found: ${specifier}`);
    return module;
  };

  const process = Object.assign(new EventEmitter(), options.process, {
    cwd: () => '/',
    nextTick: (callback: Listener, ...args: unknown[]) => queueMicrotask(() => callback(...args)),
  });
  const setImmediate = (callback: Listener, ...args: unknown[]): number =>
    setTimeout(() => callback(...args), 0) as unknown as number;

  // ---- what the page asks of its window

  bridge.answer('open', (request: object) =>
    post({ kind: 'open', ...request, disposition: 'foreground-tab' }),
  );
  bridge.answer('close', () => post({ kind: 'close' }));

  addEventListener('click', (event) => {
    if (event.defaultPrevented) return;
    const anchor = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (anchor === undefined || anchor.target !== '_blank' || anchor.href === '') return;
    event.preventDefault();
    post({
      kind: 'open',
      url: anchor.href,
      frameName: '_blank',
      features: '',
      disposition: 'foreground-tab',
    });
  });

  let title = '';
  const tellTitle = (): void => {
    if (document.title === title) return;
    title = document.title;
    post({ kind: 'title', title });
  };
  addEventListener('DOMContentLoaded', () => {
    tellTitle();
    new MutationObserver(tellTitle).observe(document.head, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });

  if (preload === undefined) return;
  try {
    const exports = {};
    const buffer = closedSet('Buffer in a preload script', function unsupported() {});
    preload(require, process, buffer, globalThis, setImmediate, clearTimeout, exports, { exports });
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.error(`Unable to load preload script: ${options.preloadPath}`);
    console.error(text);
    post({ kind: 'preload-error', error: text });
  }
}
