import { expect, test } from 'vitest';
import { bundledPage, devServerPage } from './app-origin.ts';

test.each([
  ['app://bundle/index.html', true],
  ['app://bundle/assets/a.js?x#y', true],
  ['app://bundle.example/index.html', false],
  ['app://other/index.html', false],
  ['app://bundle:80/index.html', false],
  ['app:bundle/index.html', false],
  ['https://bundle/index.html', false],
  ['file:///etc/passwd', false],
  ['about:blank', false],
  ['data:text/html,app://bundle/', false],
  ['', false],
  ['not an address', false],
])('the bundled page takes %s for its own: %s', (url, expected) => {
  expect(bundledPage.isOwn(url)).toBe(expected);
});

test('a dev server and its web socket are the page, another port is not', () => {
  const page = devServerPage('http://localhost:5173');
  expect(page.isOwn('http://localhost:5173/main.tsx')).toBe(true);
  expect(page.isOwn('ws://localhost:5173/?token=1')).toBe(true);
  expect(page.isOwn('http://localhost:5174/')).toBe(false);
  expect(page.isOwn('file://localhost:5173/')).toBe(false);
  expect(page.isOwn('app://bundle/index.html')).toBe(false);
});
