// Messages between the preload script and the main process.

import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { createWireCodec } from '../src/page/wire-codec.ts';

const inPage = (page: Page, expression: string): Promise<unknown> =>
  page.evaluate(`(async () => { const app = window.app; return ${expression}; })()`);

test('values travel as the structured clone algorithm copies them', async ({ launch }) => {
  const { page } = await launch();
  const checks = `await (async () => {
    const given = {
      date: new Date(7), map: new Map([['a', { b: 1 }]]), set: new Set([1]), bytes: new Uint8Array([0, 255]),
      text: 'ä\\u0000\\ud83d', none: undefined, minus: -0, big: 2n ** 70n, pattern: /a/gi, list: [1, , 3],
      ['__proto__x']: 1,
    };
    given.self = given;
    const got = await app.invoke('echo', given);
    return [
      got.date.getTime() === 7, got.map.get('a').b === 1, got.set.has(1), got.bytes[1] === 255,
      got.text === given.text, 'none' in got, Object.is(got.minus, -0), got.big === given.big,
      String(got.pattern) === '/a/gi', got.list.length === 3, got.self === got,
    ];
  })()`;
  expect(new Set((await inPage(page, checks)) as boolean[])).toEqual(new Set([true]));
});

test('1 MB of text and of bytes arrives unchanged', async ({ launch }) => {
  const { page } = await launch();
  expect(await inPage(page, "(await app.invoke('echo', 'é'.repeat(1e6))).length")).toBe(1e6);
  expect(await inPage(page, "(await app.invoke('echo', new Uint8Array(1e6).fill(9)))[999999]")).toBe(9);
});

test('an error of a handler arrives in the words of Electron', async ({ launch }) => {
  const { page } = await launch();
  expect(await inPage(page, "app.invoke('fail').catch((e) => e.message)")).toBe(
    "Error invoking remote method 'fail': TypeError: no such case",
  );
  expect(await inPage(page, "app.invoke('nobody').catch((e) => e.message)")).toBe(
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  );
});

test('what cannot be cloned is refused on either side', async ({ launch }) => {
  const { page } = await launch();
  expect(await inPage(page, "app.invoke('echo', () => 1).catch((e) => e.message)")).toBe(
    'An object could not be cloned.',
  );
  expect(await inPage(page, "app.invoke('give-function').catch((e) => e.message)")).toBe(
    "Error invoking remote method 'give-function': Error: An object could not be cloned.",
  );
});

test('the sender is the main frame with the URL and origin of the app', async ({ launch }) => {
  const { page } = await launch();
  expect(await inPage(page, "app.invoke('who')")).toEqual({
    isMainFrame: true,
    isWindow: true,
    url: 'app://bundle/index.html',
    origin: 'app://bundle',
    parent: null,
  });
});

test('the main process sees the frames of the page', async ({ launch }) => {
  const { app, page } = await launch();
  await page.waitForLoadState();
  const frames = await app.evaluate(({ BrowserWindow }) => {
    const main = BrowserWindow.getAllWindows()[0]?.webContents.mainFrame;
    return main?.frames.map((frame) => [frame.url, frame.parent === main, frame.top === main]);
  });
  expect(frames).toEqual([['app://bundle/frame.html', true, true]]);
});

test('the main process sends events until the page stops listening', async ({ launch }) => {
  const { app, page } = await launch();
  const send = (value: unknown): Promise<void> =>
    app.evaluate(
      ({ BrowserWindow }, it) => BrowserWindow.getAllWindows()[0]?.webContents.send('news', it),
      value,
    );
  await inPage(page, "(window.got = [], window.stop = app.on('news', (value) => window.got.push(value)), 0)");
  await send({ percent: 10 });
  await send({ percent: 20 });
  await expect.poll(() => inPage(page, 'window.got')).toEqual([{ percent: 10 }, { percent: 20 }]);
  await inPage(page, 'window.stop()');
  await send({ percent: 30 });
  await inPage(page, "app.invoke('echo', 0)");
  expect(await inPage(page, 'window.got.length')).toBe(2);
});

test('send, reply and sendSync work', async ({ launch }) => {
  const { page } = await launch();
  const said = "new Promise((resolve) => { app.on('said', resolve); app.say('hello'); })";
  expect(await inPage(page, said)).toBe('hello!');
  expect(
    await inPage(page, "[app.sendSync('sync', { a: [1] }).got.a, app.sendSync('sync').map.get('k')]"),
  ).toEqual([[1], 1]);
});

test('a second handler for a channel is refused', async ({ launch }) => {
  const { app } = await launch();
  const message = await app.evaluate(({ ipcMain }) => {
    try {
      ipcMain.handle('echo', () => 1);
      return 'accepted';
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(message).toBe("Attempted to register a second handler for 'echo'");
});

test('an answer to a document that is gone does not reach the next one', async ({ launch }) => {
  const { app, page } = await launch();
  await app.evaluate(({ ipcMain }) => {
    ipcMain.handleOnce('slow', () => new Promise((resolve) => setTimeout(() => resolve('old'), 300)));
    ipcMain.handle('slower', () => new Promise((resolve) => setTimeout(() => resolve('new'), 600)));
  });
  await inPage(page, "(void app.invoke('slow'), 0)");
  await page.reload();
  expect(await inPage(page, "app.invoke('slower')")).toBe('new');
});

test('the main process gets the URLs of the page as they are on Electron', async ({ launch }) => {
  const { app, page } = await launch();
  await app.evaluate(({ ipcMain }) =>
    ipcMain.handle('is-own', (_event, url) => url === 'app://bundle/index.html'),
  );
  expect(await inPage(page, "app.invoke('is-own', location.href)")).toBe(true);
});

test('a foreign __proto__ stays a plain property on the wire', () => {
  const { encode, decode } = createWireCodec();
  const copy = decode(
    JSON.parse(JSON.stringify(encode(JSON.parse('{"__proto__": {"admin": true}}')))),
  ) as object;
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  expect(Object.hasOwn(copy, '__proto__')).toBe(true);
});
