// What a sandboxed preload script can do, and what the page gets to see of it.

import type { Page } from '@playwright/test';
import { expect, test, type FixtureGlobals } from './fixture.ts';

/** Calls `expression` with the exposed API as `app`. */
const inPage = (page: Page, expression: string): Promise<unknown> =>
  page.evaluate(`(async () => { const app = window.app; return ${expression}; })()`);

test('it runs before the scripts of the page', async ({ launch }) => {
  const { page } = await launch();
  expect(await inPage(page, 'app.seenByPreload')).toEqual({ readyState: 'loading', pageRan: false });
  expect(await inPage(page, 'window.apiAtPageStart')).toBe('object');
});

test('it has only the modules and the process of the sandbox', async ({ launch }) => {
  const { page } = await launch();
  expect(await inPage(page, '[app.requireFs, app.requireEvents]')).toEqual([
    'module not found: fs',
    'worked',
  ]);
  expect(await inPage(page, 'app.process')).toMatchObject({
    type: 'renderer',
    sandboxed: true,
    platform: process.platform,
  });
});

test('the page shares no globals with it and cannot reach ipcRenderer', async ({ launch }) => {
  const { page } = await launch();
  const seen = await inPage(
    page,
    `[typeof leftBehindByPreload, typeof require, typeof process, typeof module,
      Object.getOwnPropertyNames(window).filter((name) => /electron|stand-?in|ipc/i.test(name))]`,
  );
  expect(seen).toEqual(['undefined', 'undefined', 'undefined', 'undefined', []]);
});

test('what it exposes is frozen, all the way down', async ({ launch }) => {
  const { page } = await launch();
  const frozen =
    '[app, app.invoke, app.nested, app.nested.deep.list, app.nested.deep.list[1]].map(Object.isFrozen)';
  expect(await inPage(page, frozen)).toEqual([true, true, true, true, true]);
  const replaced = await inPage(
    page,
    '(() => { try { window.app = 1 } catch {} return typeof window.app })()',
  );
  expect(replaced).toBe('object');
});

test('exposing over something that is there is refused', async ({ launch }) => {
  const { page } = await launch();
  expect(await inPage(page, 'app.exposeTwice()')).toBe(
    'Cannot bind an API on top of an existing property on the window object',
  );
});

test('values are copied on their way, with their types', async ({ launch }) => {
  const { page } = await launch();
  const copies = await inPage(
    page,
    `[
      app.returnsSame(new Date(5)) instanceof Date,
      app.returnsSame(new Map([[1, 2]])).get(1),
      app.returnsSame(new Uint8Array([1, 255]))[1],
      app.returnsSame(undefined) === undefined,
      Number.isNaN(app.returnsSame(NaN)),
      app.returnsSame(12n) === 12n,
    ]`,
  );
  expect(copies).toEqual([true, 2, 255, true, true, true]);
  expect(await inPage(page, '(() => { const it = { a: 1 }; return app.returnsSame(it) === it })()')).toBe(
    false,
  );
  expect(
    await inPage(
      page,
      '(() => { const it = {}; it.self = it; const c = app.returnsSame(it); return c.self === c })()',
    ),
  ).toBe(true);
});

test('class instances lose their class, symbols are refused', async ({ launch }) => {
  const { page } = await launch();
  expect(await inPage(page, 'app.describe(new (class Case { a = 1 })())')).toBe('[object Object] true');
  const refused = await inPage(
    page,
    "(() => { try { app.describe(Symbol('s')) } catch (e) { return e.message } })()",
  );
  expect(refused).toBe('An object could not be cloned.');
});

test('functions and promises cross in both directions', async ({ launch }) => {
  const { page } = await launch();
  expect(await inPage(page, 'app.callTwice((n) => n * 10)')).toEqual([10, 20]);
  expect(await inPage(page, 'app.later([1])')).toEqual([1]);
  expect(await inPage(page, 'app.returnsSame(Promise.resolve(3))')).toBe(3);
});

test('errors cross with their message only', async ({ launch }) => {
  const { page } = await launch();
  const thrown =
    '(() => { try { app.throws() } catch (e) { return [e.constructor === Error, e.message] } })()';
  expect(await inPage(page, thrown)).toEqual([true, 'thrown in the preload']);
  expect(await inPage(page, 'app.rejects().catch((e) => e.message)')).toBe('rejected in the preload');
});

test('a File stays a File', async ({ launch }) => {
  const { page } = await launch();
  expect(await inPage(page, "app.describe(new File(['a'], 'a.txt'))")).toBe('[object File] false');
  expect(await inPage(page, "app.returnsSame(new File(['abc'], 'a.txt')).text()")).toBe('abc');
});

test('frames inside the page get nothing', async ({ launch }) => {
  const { page } = await launch();
  const frame = page.frame({ url: 'app://bundle/frame.html' });
  await frame?.waitForFunction(() => 'apiInFrame' in window);
  expect(await frame?.evaluate(() => (window as unknown as { apiInFrame: string }).apiInFrame)).toBe(
    'undefined',
  );
});

test('every new document gets it anew', async ({ launch }) => {
  const { page } = await launch();
  await page.goto('app://bundle/other.html');
  expect(await inPage(page, "app.invoke('echo', 1)")).toBe(1);
  await page.reload();
  expect(await inPage(page, "app.invoke('echo', 2)")).toBe(2);
});

test('a preload that throws is told to the window, and the page loads without it', async ({ launch }) => {
  const { app, happened } = await launch();
  const [page] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(
      () => void (globalThis as unknown as FixtureGlobals).openWindow({ preload: 'broken-preload.cjs' }),
    ),
  ]);
  await expect(page.getByRole('heading')).toHaveText('Hello');
  expect(await page.evaluate(() => typeof (window as unknown as { app: unknown }).app)).toBe('undefined');
  expect((await happened()).find((what) => what.startsWith('preload-error'))).toContain(
    'the preload is broken',
  );
});

test('a preload that is missing is told to the window', async ({ launch }) => {
  const { app, happened } = await launch();
  await app.evaluate(
    () => void (globalThis as unknown as FixtureGlobals).openWindow({ preload: 'missing.cjs' }),
  );
  await expect
    .poll(async () => (await happened()).find((what) => what.startsWith('preload-error')))
    .toContain('ENOENT');
});
