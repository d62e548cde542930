import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { AppError } from '@causebook/contracts';
import { appHandler, contentSecurityPolicy, fileFor } from './app-protocol.ts';
import type { DocumentSource } from './document-protocol.ts';

vi.mock('electron', () => ({ protocol: {} }));

let root: string;
const troubles: string[] = [];

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'causebook-page-'));
  root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(
    join(root, 'index.html'),
    '<meta content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>',
  );
  writeFileSync(join(root, 'assets', 'app.js'), 'export {};');
  writeFileSync(join(root, 'assets', 'notes.txt'), 'not part of the page');
  writeFileSync(join(folder, 'secret.html'), 'secret');
  symlinkSync(folder, join(root, 'assets', 'folder.js'));
});
afterAll(() => rmSync(join(root, '..'), { recursive: true }));

const noDocuments: DocumentSource = {
  files: () => root,
  reader: () => ({ userId: null, name: '', role: 'owner' }),
  find: () => Promise.reject(new AppError('NOT_FOUND')),
};

const get = (path: string, method = 'GET') =>
  appHandler({ root, documents: noDocuments, onTrouble: (what) => troubles.push(what) })(
    new Request(`app://bundle${path}`, { method }),
  );

const nonceOf = (response: Response): string =>
  /'nonce-([^']+)'/.exec(response.headers.get('Content-Security-Policy') ?? '')?.[1] ?? '';

describe('a page', () => {
  test('gets a new nonce at every load, the same in the policy and in the text', async () => {
    const [one, other] = [await get('/index.html'), await get('/')];
    expect(one.status).toBe(200);
    expect(one.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    const nonce = nonceOf(one);
    expect(nonce.length).toBeGreaterThanOrEqual(22);
    expect(await one.text()).toBe(`<meta content="${nonce}"><style nonce="${nonce}"></style>`);
    expect(nonceOf(other)).not.toBe(nonce);
  });

  test('is served with its parts, by their kind', async () => {
    const script = await get('/assets/app.js?v=1');
    expect(script.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(await script.text()).toBe('export {};');
  });
});

test('the policy allows our own files and nothing else', () => {
  const policy = contentSecurityPolicy('n');
  expect(policy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-n'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  );
});

test.each([
  ['/assets/notes.txt', 404],
  ['/missing.js', 404],
  ['/assets', 404],
  ['/../secret.html', 404],
  ['/%2e%2e/secret.html', 404],
  ['/..%2fsecret.html', 404],
  ['/assets/..%2f..%2fsecret.html', 404],
  ['/..%5csecret.html', 404],
  ['/index.html%00.js', 404],
  ['/%', 404],
  ['/%2fetc%2fpasswd.html', 404],
  ['/document/01890000-0000-7000-8000-000000000000', 404],
  ['/document/', 404],
  ['/document/..%2findex.html', 404],
  ['/document/%2fetc%2fpasswd', 404],
  ['/document/a/b', 404],
])('%s is refused, with the policy', async (path, status) => {
  const response = await get(path);
  expect(response.status).toBe(status);
  expect(await response.text()).toBe('');
  expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
});

test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('%s is refused', async (method) => {
  expect((await get('/index.html', method)).status).toBe(405);
});

test('another host or scheme names no file', () => {
  expect(fileFor(root, 'app://other/index.html')).toBeNull();
  expect(fileFor(root, 'https://bundle/index.html')).toBeNull();
  expect(fileFor(root, 'nonsense')).toBeNull();
  expect(fileFor(root, 'app://bundle/index.html')).toBe(join(root, 'index.html'));
});

test('a file that cannot be read is reported, not thrown', async () => {
  troubles.length = 0;
  expect((await get('/assets/folder.js')).status).toBe(404);
  expect(troubles).toEqual([`serving ${join('assets', 'folder.js')}`]);
});
