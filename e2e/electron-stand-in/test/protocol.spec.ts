// An app's own scheme, answered by the app, with Chromium enforcing what the answers say.

import { expect, test } from './fixture.ts';

test('page, stylesheet, modules and font come from the handler', async ({ launch }) => {
  const { page } = await launch();
  await expect(page.getByRole('heading')).toHaveCSS('color', 'rgb(1, 2, 3)');
  expect(await page.evaluate(() => (window as unknown as { answer: number }).answer)).toBe(42);
  expect(
    await page.evaluate(() => document.fonts.load('16px Fixture').then((fonts) => fonts[0]?.status)),
  ).toBe('loaded');
});

test('a test sees the URLs of the app, as on Electron', async ({ launch }) => {
  const { app, page } = await launch();
  expect(page.url()).toBe('app://bundle/index.html');
  expect(page.frames().map((frame) => frame.url())).toContain('app://bundle/frame.html');
  const url = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
  );
  expect(url).toBe('app://bundle/index.html');
  await page.goto('app://bundle/other.html');
  await expect(page).toHaveURL('app://bundle/other.html');
});

test('the page is a secure context', async ({ launch }) => {
  const { page } = await launch();
  expect(await page.evaluate(() => [isSecureContext, typeof crypto.subtle])).toEqual([true, 'object']);
});

test('inline scripts are refused where the policy allows only files', async ({ launch }) => {
  const { page, happened } = await launch();
  expect(await page.evaluate(() => ['pageRan' in window, 'inlineRan' in window])).toEqual([true, false]);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injectedRan = true';
    document.head.append(script);
  });
  expect(await page.evaluate(() => 'injectedRan' in window)).toBe(false);
  expect((await happened()).some((what) => what.startsWith('console error'))).toBe(false);
});

test('the handler sees URL, method, headers and body of a request', async ({ launch }) => {
  const { page } = await launch();
  const seen = await page.evaluate(() =>
    fetch('/echo?a=1', { method: 'POST', headers: { 'x-own': 'yes' }, body: 'bödy' }).then((answer) =>
      answer.json(),
    ),
  );
  expect(seen).toMatchObject({
    url: 'app://bundle/echo?a=1',
    method: 'POST',
    body: 'bödy',
    headers: { 'x-own': 'yes', origin: 'app://bundle', referer: 'app://bundle/index.html' },
  });
});

test('status and headers of the answer reach the page', async ({ launch }) => {
  const { page } = await launch();
  const missing = await page.evaluate(() => fetch('/nothing').then((answer) => answer.status));
  expect(missing).toBe(404);
  const part = await page.evaluate(async () => {
    const answer = await fetch('/range', { headers: { range: 'bytes=2-5' } });
    return [answer.status, answer.headers.get('content-range'), await answer.text()];
  });
  expect(part).toEqual([206, 'bytes 2-5/10', '2345']);
});

test('20 MB arrive whole', async ({ launch }) => {
  const { page } = await launch();
  const [length, last] = await page.evaluate(async () => {
    const bytes = new Uint8Array(await (await fetch('/big')).arrayBuffer());
    return [bytes.length, bytes.at(-1)];
  });
  expect([length, last]).toEqual([20 * 1024 * 1024, 7]);
});

test('a handler that throws makes the request fail', async ({ launch }) => {
  const { page } = await launch();
  expect(await page.evaluate(() => fetch('/throws').then(String, (error: Error) => error.name))).toBe(
    'TypeError',
  );
});

test('connect-src keeps the page from other origins', async ({ launch }) => {
  const { page } = await launch();
  const other = await page.evaluate(() =>
    fetch('https://outside.example/').then(String, (error: Error) => error.message),
  );
  expect(other).toContain('Failed to fetch');
});

test('workers load from the handler and reach it', async ({ launch }) => {
  const { page } = await launch();
  const answer = await page.evaluate(
    () =>
      new Promise((resolve) => {
        new Worker('/worker.js').addEventListener('message', ({ data }) => resolve(data));
      }),
  );
  expect(answer).toBe('app://bundle/echo');
});

test('the main process fetches from its own scheme and from files', async ({ launch }) => {
  const { app } = await launch();
  const status = await app.evaluate(({ net }) =>
    net.fetch('app://bundle/nothing').then((answer) => answer.status),
  );
  expect(status).toBe(404);
  const text = await app.evaluate(async ({ net, app: main }) => {
    const answer = await net.fetch(`file://${main.getAppPath()}/package.json`);
    return [answer.headers.get('content-type'), JSON.parse(await answer.text()).name];
  });
  expect(text).toEqual(['application/json', 'stand-in-fixture']);
});

test('a policy that names the scheme means the app', async ({ launch }) => {
  const { app, page } = await launch();
  await app.evaluate(({ protocol }) => {
    protocol.unhandle('app');
    protocol.handle('app', ({ url }) =>
      url.endsWith('.js')
        ? new Response('document.title = "ran"', { headers: { 'content-type': 'text/javascript' } })
        : new Response('<script src="/x.js"></script><h1>Named</h1>', {
            headers: { 'content-type': 'text/html', 'content-security-policy': 'script-src app://bundle' },
          }),
    );
  });
  await page.goto('app://bundle/named.html');
  await expect(page).toHaveTitle('ran');
});
