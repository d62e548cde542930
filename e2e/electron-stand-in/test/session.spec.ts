// What the app allows its pages: requests and permissions.

import { expect, test } from './fixture.ts';

test('a blocked request fails in the page and leaves nothing on the network', async ({ launch }) => {
  const { app, page } = await launch();
  const seen = await app.evaluateHandle(({ session }) => {
    const urls: string[] = [];
    session.defaultSession.webRequest.onBeforeRequest((details, callback) => {
      urls.push(`${details.resourceType} ${details.url}`);
      callback({ cancel: !details.url.startsWith('app://bundle/') });
    });
    return urls;
  });
  await page.goto('app://bundle/no-policy');
  const failed = page.waitForEvent('requestfailed');
  await page.evaluate(() => void new Image().setAttribute('src', 'https://outside.example/pixel.png'));
  expect((await failed).failure()?.errorText).toBe('net::ERR_BLOCKED_BY_CLIENT');
  expect(await seen.jsonValue()).toEqual(
    expect.arrayContaining(['mainFrame app://bundle/no-policy', 'image https://outside.example/pixel.png']),
  );
});

test('a request says which frame of which window makes it', async ({ launch }) => {
  const { app, page } = await launch();
  const seen = await app.evaluateHandle(({ session }) => {
    const askers: [string, boolean][] = [];
    session.defaultSession.webRequest.onBeforeRequest(({ url, frame, webContents }, callback) => {
      if (url.includes('/echo'))
        askers.push([new URL(url).search, !!frame && frame === webContents?.mainFrame]);
      callback({});
    });
    return askers;
  });
  await page.evaluate(() => fetch('/echo?main').then(() => null));
  const frame = page.frames().find((one) => one.url().endsWith('frame.html'));
  await frame!.evaluate(() => fetch('/echo?frame').then(() => null));
  expect(await seen.jsonValue()).toEqual([
    ['?main', true],
    ['?frame', false],
  ]);
});

test('a filter chooses what the listener is asked about', async ({ launch }) => {
  const { app, page } = await launch();
  await app.evaluate(({ session }) => {
    session.defaultSession.webRequest.onBeforeRequest({ urls: ['*://*/echo*'] }, (_details, callback) => {
      callback({ cancel: true });
    });
  });
  const results = await page.evaluate(async () => [
    await fetch('/echo').then(
      () => 'came',
      () => 'failed',
    ),
    await fetch('/nothing').then(
      () => 'came',
      () => 'failed',
    ),
  ]);
  expect(results).toEqual(['failed', 'came']);
});

test('a request can be sent elsewhere', async ({ launch }) => {
  const { app, page } = await launch();
  await app.evaluate(({ session }) => {
    session.defaultSession.webRequest.onBeforeRequest(
      { urls: ['app://bundle/nothing'] },
      (_details, callback) => {
        callback({ redirectURL: 'app://bundle/echo' });
      },
    );
  });
  const url = await page.evaluate(() =>
    fetch('/nothing')
      .then((answer) => answer.json())
      .then((seen) => seen.url),
  );
  expect(url).toBe('app://bundle/echo');
});

test('permission handlers are kept, and their pages are denied', async ({ launch }) => {
  const { app, page } = await launch();
  const answer = await app.evaluate(({ session }) => {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
    session.defaultSession.setPermissionCheckHandler(() => false);
    const { permissionHandlers } = session.defaultSession as unknown as {
      permissionHandlers: Map<string, (...args: unknown[]) => unknown>;
    };
    return [[...permissionHandlers.keys()], permissionHandlers.get('setPermissionCheckHandler')?.()];
  });
  expect(answer).toEqual([['setPermissionRequestHandler', 'setPermissionCheckHandler'], false]);
  for (const name of ['geolocation', 'notifications', 'clipboard-read', 'camera']) {
    const state = (): Promise<string> =>
      page.evaluate(
        (it) => navigator.permissions.query({ name: it as PermissionName }).then((status) => status.state),
        name,
      );
    await expect.poll(state, name).toBe('denied');
  }
});
