// Runs in the page's own world before its scripts: receives what contextBridge exposes, and hands window.open to Electron.
// The function's own text runs in the page, so it must refer to nothing outside itself.

import type { WorldBridge } from './world-bridge.ts';

export function runMainWorld(bridge: WorldBridge): void {
  const freeze = (value: unknown): unknown => {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return value;
    if (ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
    Object.freeze(value);
    for (const key of Object.keys(value)) freeze((value as Record<string, unknown>)[key]);
    return value;
  };

  bridge.answer('expose', ({ key, api }: { key: string; api: unknown }) => {
    if (Object.hasOwn(globalThis, key)) {
      throw new Error('Cannot bind an API on top of an existing property on the window object');
    }
    Object.defineProperty(globalThis, key, { value: freeze(bridge.take(api)), enumerable: true });
  });

  globalThis.open = (url, target, features) => {
    const absolute = new URL(String(url ?? '') || 'about:blank', document.baseURI).href;
    bridge.ask('open', { url: absolute, frameName: target ?? '', features: features ?? '' });
    return null;
  };
  globalThis.close = () => {
    bridge.ask('close', undefined);
  };
}
