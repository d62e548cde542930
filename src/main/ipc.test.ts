import { AppError, calls, type Handlers } from '@causebook/contracts';
import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { bundledPage } from './app-origin.ts';
import { broadcaster, registerIpc, type HandlerContext } from './ipc.ts';

type Listener = (event: unknown, input?: unknown) => Promise<Record<string, unknown>>;

const electron = vi.hoisted(() => ({
  bound: new Map<string, Listener>(),
  windows: [] as { webContents: unknown; isDestroyed: () => boolean }[],
}));

vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, listener: Listener) => electron.bound.set(channel, listener),
    removeHandler: (channel: string) => electron.bound.delete(channel),
  },
  BrowserWindow: {
    fromWebContents: (contents: unknown) =>
      electron.windows.find(({ webContents }) => webContents === contents) ?? null,
    getAllWindows: () => electron.windows,
  },
}));

function openWindow(url = 'app://bundle/index.html') {
  const mainFrame = { url };
  const webContents = { id: 7, mainFrame, send: vi.fn() };
  const window = { webContents, isDestroyed: () => false };
  electron.windows.push(window);
  return { window, webContents, event: { sender: webContents, senderFrame: mainFrame } };
}

const log = { info: vi.fn(), error: vi.fn() };
const admit = vi.fn();
const id = '01890000-0000-7000-8000-000000000000';

function register(handlers: Partial<Handlers<HandlerContext>>) {
  const all = Object.fromEntries(
    Object.keys(calls).map((channel) => [channel, () => Promise.reject(new Error('Rao v. State is broken'))]),
  );
  return registerIpc({
    handlers: { ...all, ...handlers } as unknown as Handlers<HandlerContext>,
    page: bundledPage,
    log,
    admit,
  });
}

function invoke(channel: string, event: unknown, input?: unknown): Promise<Record<string, unknown>> {
  const listener = electron.bound.get(channel);
  if (!listener) throw new Error(`${channel} is not bound`);
  return listener(event, input);
}

beforeEach(() => {
  electron.bound.clear();
  electron.windows.length = 0;
  log.error.mockReset();
  admit.mockReset();
});

test('every channel of the contract is bound, no other, and all are unbound again', () => {
  const unregister = register({});
  expect([...electron.bound.keys()].toSorted()).toEqual(Object.keys(calls).toSorted());
  unregister();
  expect(electron.bound.size).toBe(0);
});

test('a call gets its parsed input and who calls, and answers what the contract promises, no more', async () => {
  const { event, window } = openWindow();
  const remove = vi.fn(async (input: { backupId: string }, context: HandlerContext) => {
    expect(context).toEqual({ window: window as unknown as BrowserWindow, webContentsId: 7 });
    return { message: 'Deleted.', backupId: input.backupId, fileName: 'a.zip', secret: 'stays here' };
  });
  register({ 'backup:deleteBackup': remove as never });
  expect(await invoke('backup:deleteBackup', event, { backupId: id, extra: 1 })).toEqual({
    success: true,
    message: 'Deleted.',
    backupId: id,
    fileName: 'a.zip',
  });
  expect(remove.mock.calls[0]?.[0]).toEqual({ backupId: id });
});

describe('a call is refused', () => {
  const cases: Record<string, () => unknown> = {
    'from a frame inside the page': () => ({
      ...openWindow().event,
      senderFrame: { url: 'app://bundle/index.html' },
    }),
    'from a frame that is gone': () => ({ ...openWindow().event, senderFrame: null }),
    'from another address': () => openWindow('https://example.com/').event,
    'from a host that looks like ours': () => openWindow('app://bundle.evil/index.html').event,
    'from contents without a window': () => {
      const { event } = openWindow();
      electron.windows.length = 0;
      return event;
    },
  };
  test.each(Object.entries(cases))('%s', async (_, sender) => {
    register({});
    const event = sender();
    for (const channel of electron.bound.keys()) {
      expect(await invoke(channel, event, {})).toMatchObject({ success: false, code: 'PERMISSION_DENIED' });
    }
  });
});

describe('on every channel', () => {
  test.each<[string, unknown]>([
    ['a number', 12],
    ['a text of 10 MB', 'x'.repeat(10_000_000)],
    ['a prototype in disguise', JSON.parse('{"__proto__":{"limit":1}}')],
    ['bytes', new Uint8Array(4)],
  ])('%s is no input', async (_, input) => {
    const { event } = openWindow();
    register({});
    for (const channel of electron.bound.keys()) {
      expect(await invoke(channel, event, input)).toMatchObject({ success: false, code: 'INVALID_INPUT' });
    }
  });
});

test('a wrong value is named', async () => {
  const { event } = openWindow();
  register({});
  expect(await invoke('backup:listHistory', event, { limit: 0 })).toMatchObject({
    code: 'INVALID_INPUT',
    message: 'The value of "limit" cannot be used.',
    details: { field: 'limit' },
  });
});

test('an answer that breaks the contract is a defect: logged, and not handed out', async () => {
  const { event } = openWindow();
  register({ 'backup:cancel': (async () => ({ message: 'x', cancelled: 'yes' })) as never });
  const failure = await invoke('backup:cancel', event, { operationId: 'a' });
  expect(failure).toMatchObject({ success: false, code: 'INTERNAL' });
  expect(log.error).toHaveBeenCalledOnce();
});

test('a defect is told in plain words, without what it said', async () => {
  const { event } = openWindow();
  register({});
  const failure = await invoke('backup:getStatistics', event);
  expect(failure).toEqual({
    success: false,
    code: 'INTERNAL',
    error: 'Something went wrong inside Causebook.',
    message: 'Something went wrong inside Causebook.',
    remedy: expect.any(String),
  });
  expect(log.error).toHaveBeenCalledOnce();
});

test('a cancel is an answer like any other and not worth a line in the log', async () => {
  const { event } = openWindow();
  register({ 'backup:exportNow': () => Promise.reject(new DOMException('stop', 'AbortError')) });
  expect(await invoke('backup:exportNow', event, {})).toMatchObject({ success: false, code: 'CANCELLED' });
  expect(log.error).not.toHaveBeenCalled();
});

test('a call that whoever is at work may not make is refused before its handler, and before its input is read', async () => {
  const { event } = openWindow();
  const list = vi.fn();
  register({ 'backup:listBackups': list });
  admit.mockImplementation(() => {
    throw new AppError('SIGN_IN_NEEDED');
  });
  for (const channel of electron.bound.keys()) {
    expect(await invoke(channel, event, 'nonsense')).toMatchObject({ code: 'SIGN_IN_NEEDED' });
    expect(admit).toHaveBeenLastCalledWith(channel);
  }
  expect(list).not.toHaveBeenCalled();
});

describe('an event', () => {
  test('is kept from windows that may not hear it', () => {
    const { webContents } = openWindow();
    broadcaster(log, (name) => name === 'users:signInChanged')('backup:changed', {});
    expect(webContents.send).not.toHaveBeenCalled();
  });

  test('reaches every window that is still there', () => {
    const [first, second] = [openWindow(), openWindow()];
    second.window.isDestroyed = () => true;
    broadcaster(log)('backup:changed', {});
    expect(first.webContents.send).toHaveBeenCalledExactlyOnceWith('backup:changed', {});
    expect(second.webContents.send).not.toHaveBeenCalled();
  });

  test('that breaks the contract is logged instead of sent', () => {
    const { webContents } = openWindow();
    broadcaster(log)('app:dataReplaced', { reason: 'whim' } as never);
    expect(webContents.send).not.toHaveBeenCalled();
    expect(log.error).toHaveBeenCalledOnce();
  });
});
