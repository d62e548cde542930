import { beforeAll, beforeEach, expect, test, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  listeners: new Map<string, (event: unknown, payload: unknown) => void>(),
  invoke: vi.fn(async () => 'answer'),
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api) },
  ipcRenderer: {
    invoke: electron.invoke,
    on: (event: string, listener: (event: unknown, payload: unknown) => void) =>
      electron.listeners.set(event, listener),
    off: (event: string, listener: unknown) =>
      electron.listeners.get(event) === listener && electron.listeners.delete(event),
  },
  webUtils: {
    getPathForFile: (file: File) => (file.name === 'made-by-the-page' ? '' : `/dropped/${file.name}`),
  },
}));

interface Bridge {
  invoke(channel: string, input?: unknown, file?: unknown): Promise<unknown>;
  on(event: string, listener: (...given: unknown[]) => void): () => void;
}
const bridge = (): Bridge => electron.exposed.get('app') as Bridge;

beforeAll(() => import('./index.ts'));
beforeEach(() => electron.invoke.mockClear());

test('the page gets two functions and nothing else', () => {
  expect([...electron.exposed.keys()]).toEqual(['app']);
  expect(Object.keys(bridge()).toSorted()).toEqual(['invoke', 'on']);
});

test('a call goes to main as it is', async () => {
  expect(await bridge().invoke('backup:cancel', { operationId: 'a' })).toBe('answer');
  expect(electron.invoke).toHaveBeenCalledExactlyOnceWith('backup:cancel', { operationId: 'a' });
});

test('a dropped file becomes its path; what only looks like one does not', async () => {
  await bridge().invoke('backup:acceptDrop', { filePath: 'from the page' }, new File([], 'backup.zip'));
  await bridge().invoke('backup:acceptDrop', undefined, new File([], 'made-by-the-page'));
  await bridge().invoke('backup:acceptDrop', { filePath: 'x' }, { name: 'backup.zip', path: '/etc/passwd' });
  expect(electron.invoke.mock.calls).toEqual([
    ['backup:acceptDrop', { filePath: '/dropped/backup.zip' }],
    ['backup:acceptDrop', { filePath: '' }],
    ['backup:acceptDrop', { filePath: 'x' }],
  ]);
});

test('a listener gets the payload, never the event, until it stops listening', () => {
  const listener = vi.fn();
  const stop = bridge().on('backup:changed', listener);
  electron.listeners.get('backup:changed')?.({ sender: 'ipcRenderer' }, { some: 'payload' });
  expect(listener).toHaveBeenCalledExactlyOnceWith({ some: 'payload' });
  stop();
  expect(electron.listeners.has('backup:changed')).toBe(false);
});

test.each([
  'ELECTRON_BROWSER_REQUIRE',
  'backup',
  'backup:',
  ':exportNow',
  'Backup:exportNow',
  'backup:exportNow ',
  'a:b:c',
  '__proto__',
])('the name %s is refused', (name) => {
  expect(() => bridge().on(name, () => {})).toThrow('Not a channel');
  expect(() => bridge().invoke(name)).toThrow('Not a channel');
  expect(electron.invoke).not.toHaveBeenCalled();
});
