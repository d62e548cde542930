// Electron's `session`: only the default one. Requests really are refused or redirected as onBeforeRequest says.

import { EventEmitter } from 'node:events';
import { sendToBrowser } from '../browser/browser.ts';
import type { InterceptedRequest, Verdict } from '../browser/request-interception.ts';
import { record } from '../journal.ts';
import { NotSupported, refuseMissingMembers } from '../not-supported.ts';
import { app } from './app.ts';
import { SESSION_MEMBERS, WEB_REQUEST_MEMBERS } from './electron-members.ts';
import { protocol } from './protocol.ts';

interface RequestFilter {
  readonly urls?: readonly string[];
  readonly excludeUrls?: readonly string[];
}

interface BeforeRequestAnswer {
  readonly cancel?: boolean;
  readonly redirectURL?: string;
}

type BeforeRequestListener = (details: object, callback: (answer: BeforeRequestAnswer) => void) => void;

class WebRequest {
  #filter: RequestFilter = {};
  #listener: BeforeRequestListener | null = null;

  onBeforeRequest(
    filter: RequestFilter | BeforeRequestListener | null,
    listener?: BeforeRequestListener | null,
  ): void {
    const isFilter = filter !== null && typeof filter === 'object';
    this.#filter = isFilter ? filter : {};
    this.#listener = isFilter ? (listener ?? null) : filter;
  }

  /** For webContents: what becomes of a request. */
  judge(
    request: InterceptedRequest,
    asker: { readonly webContents: { readonly id: number }; readonly frame: object },
  ): Promise<Verdict> {
    const listener = this.#listener;
    if (listener === null || !matches(this.#filter, request.url))
      return Promise.resolve({ kind: 'continue' });
    const details = {
      id: request.id,
      url: request.url,
      method: request.method,
      webContentsId: asker.webContents.id,
      ...asker,
      resourceType: resourceTypeOf(request.resourceType),
      referrer: request.headers['Referer'] ?? '',
      timestamp: Date.now(),
    };
    return new Promise((resolve) => {
      listener(details, ({ cancel, redirectURL }) => {
        if (cancel === true) resolve({ kind: 'refuse', reason: 'BlockedByClient' });
        else if (redirectURL !== undefined) resolve({ kind: 'redirect', url: redirectURL });
        else resolve({ kind: 'continue' });
      });
    });
  }
}

refuseMissingMembers('session.webRequest', WebRequest.prototype, WEB_REQUEST_MEMBERS);

function resourceTypeOf(type: string): string {
  const names: Record<string, string> = {
    Document: 'mainFrame',
    Stylesheet: 'stylesheet',
    Script: 'script',
    Image: 'image',
    Font: 'font',
    XHR: 'xhr',
    Fetch: 'xhr',
    Media: 'media',
    WebSocket: 'webSocket',
    Ping: 'ping',
    CSPViolationReport: 'cspReport',
  };
  return names[type] ?? 'other';
}

function matches({ urls = [], excludeUrls = [] }: RequestFilter, url: string): boolean {
  const isIn = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => patternOf(pattern).test(url));
  return (urls.length === 0 || isIn(urls)) && !isIn(excludeUrls);
}

/** Chromium's match patterns, such as `*://*.example.org/*`. */
function patternOf(pattern: string): RegExp {
  if (pattern === '<all_urls>') return /^/;
  const text = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${text.replace(String.raw`://.*\.`, String.raw`://(.*\.)?`)}$`);
}

type PermissionHandler = (...args: unknown[]) => unknown;

// What a page may ask for, in the names of the Permissions API.
const PERMISSIONS = [
  'accelerometer',
  'background-sync',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'geolocation',
  'idle-detection',
  'microphone',
  'midi',
  'notifications',
  'screen-wake-lock',
  'storage-access',
  'window-management',
];

class Session extends EventEmitter {
  readonly webRequest = new WebRequest();
  readonly protocol = protocol;
  readonly storagePath = app.getPath('sessionData');
  /** The handlers that the app has set, by the name of their setter; a test may call them. */
  readonly permissionHandlers = new Map<string, PermissionHandler | null>();

  setPermissionRequestHandler(handler: PermissionHandler | null): void {
    this.#setPermissionHandler('setPermissionRequestHandler', handler);
  }
  setPermissionCheckHandler(handler: PermissionHandler | null): void {
    this.#setPermissionHandler('setPermissionCheckHandler', handler);
  }
  setDevicePermissionHandler(handler: PermissionHandler | null): void {
    this.#setPermissionHandler('setDevicePermissionHandler', handler);
  }
  setDisplayMediaRequestHandler(handler: PermissionHandler | null): void {
    this.#setPermissionHandler('setDisplayMediaRequestHandler', handler);
  }

  /** Chromium cannot ask the app here, so a handler means: denied to every page. */
  #setPermissionHandler(setter: string, handler: PermissionHandler | null): void {
    record(`session.${setter}`, handler);
    this.permissionHandlers.set(setter, handler);
    void app.whenReady().then(() => applyPermissions(handler === null ? 'prompt' : 'denied'));
  }

  async clearCache(): Promise<void> {
    record('session.clearCache');
  }
  async clearStorageData(): Promise<void> {
    record('session.clearStorageData');
  }
  async setProxy(config: object): Promise<void> {
    record('session.setProxy', config);
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    record('session.setSpellCheckerEnabled', enabled);
  }
  setSpellCheckerLanguages(languages: readonly string[]): void {
    record('session.setSpellCheckerLanguages', languages);
  }
  isPersistent(): boolean {
    return false;
  }
  getStoragePath(): string {
    return this.storagePath;
  }
}

async function applyPermissions(setting: 'denied' | 'prompt'): Promise<void> {
  await Promise.all(
    PERMISSIONS.map((name) =>
      // A Chromium that does not know one of the names has nothing to deny there.
      sendToBrowser('Browser.setPermission', { permission: { name }, setting }).catch(() => undefined),
    ),
  );
}

refuseMissingMembers('session', Session.prototype, SESSION_MEMBERS);

export const defaultSession = new Session();

export const session = {
  defaultSession,
  fromPartition(partition: string): Session {
    if (partition === '') return defaultSession;
    throw new NotSupported('session.fromPartition');
  },
  fromPath(): never {
    throw new NotSupported('session.fromPath');
  },
};
