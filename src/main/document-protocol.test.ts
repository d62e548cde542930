import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, type Actor } from '@causebook/contracts';
import { documentPath, profilePaths, storeContent, type StoredContent } from '@causebook/data';
import type { WebContents, WebFrameMain } from 'electron';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documentHandler, documentIdOf, mayShowDocument, rangeOf } from './document-protocol.ts';

const paths = profilePaths(mkdtempSync(join(tmpdir(), 'causebook-documents-')));
afterAll(() => rmSync(paths.root, { recursive: true }));

const owner: Actor = { userId: null, name: '', role: 'owner' };
const contents = new Map<string, StoredContent>();
let reader: () => Actor | null;
let troubles: string[];

beforeEach(() => {
  reader = () => owner;
  troubles = [];
});

beforeAll(async () => {
  const files = {
    pdf: '%PDF-1.4 0123456789',
    text: 'abcdefghij',
    page: '<!doctype html><script>alert(1)</script>',
    drawing: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    program: 'MZ\u0000\u0001',
    word: 'PK\u0003\u0004 word/document.xml',
    empty: '',
    lost: 'lost',
    shorter: 'shorter',
  };
  for (const [id, text] of Object.entries(files))
    contents.set(id, await storeContent(paths, [Buffer.from(text)]));
  rmSync(documentPath(paths.files, contents.get('lost')!.sha256));
  writeFileSync(documentPath(paths.files, contents.get('shorter')!.sha256), 'short');
});

const get = (path: string, { range, method = 'GET' }: { range?: string; method?: string } = {}) =>
  documentHandler(
    {
      files: () => paths.files,
      reader: () => reader(),
      find: async (id) => {
        const found = contents.get(id);
        if (!found) throw new AppError('NOT_FOUND');
        return found;
      },
    },
    (what) => troubles.push(what),
  )(new Request(`app://bundle/document/${path}`, { method, headers: range ? { Range: range } : {} }));

test.each([
  ['pdf', 'application/pdf'],
  ['text', 'text/plain; charset=utf-8'],
  ['page', 'text/plain; charset=utf-8'],
  ['drawing', 'text/plain; charset=utf-8'],
  ['empty', 'text/plain; charset=utf-8'],
])('a %s is sent as %s, with nothing allowed in it', async (id, mediaType) => {
  const response = await get(id);
  expect(response.status).toBe(200);
  expect(response.headers.get('Content-Type')).toBe(mediaType);
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(response.headers.get('Content-Security-Policy')).toBe(
    "sandbox; default-src 'none'; frame-ancestors 'none'",
  );
  expect((await response.arrayBuffer()).byteLength).toBe(contents.get(id)!.size);
});

test.each([
  ['program', 415],
  ['word', 415],
  ['unknown', 404],
  ['lost', 404],
  ['shorter', 404],
  ['../secret', 404],
  ['%2e%2e%2fsecret', 404],
  ['pdf?x=1', 404],
  ['pdf/', 404],
  ['', 404],
])('%s is refused with %d and no content', async (path, status) => {
  const response = await get(path);
  expect(response.status).toBe(status);
  expect(await response.text()).toBe('');
});

test('a content that is not what was stored is told to the log, a missing one is not', async () => {
  await get('lost');
  expect(troubles).toEqual([]);
  await get('shorter');
  expect(troubles).toEqual(['showing a document: FILE_CORRUPTION']);
});

test('nobody signed in sees nothing', async () => {
  reader = () => null;
  expect((await get('pdf')).status).toBe(403);
  reader = () => {
    throw new AppError('SIGN_IN_NEEDED');
  };
  expect((await get('pdf')).status).toBe(403);
});

test.each(['POST', 'PUT', 'DELETE', 'HEAD'])('%s is refused', async (method) => {
  expect((await get('pdf', { method })).status).toBe(405);
});

test('a stretch is sent as it was asked for', async () => {
  const part = await get('text', { range: 'bytes=2-4' });
  expect([part.status, part.headers.get('Content-Range'), await part.text()]).toEqual([
    206,
    'bytes 2-4/10',
    'cde',
  ]);
  const beyond = await get('text', { range: 'bytes=10-' });
  expect([beyond.status, beyond.headers.get('Content-Range')]).toEqual([416, 'bytes */10']);
});

test.each([
  ['bytes=0-', 10, { start: 0, end: 9 }],
  ['bytes=5-100', 10, { start: 5, end: 9 }],
  ['bytes=-3', 10, { start: 7, end: 9 }],
  ['bytes=-30', 10, { start: 0, end: 9 }],
  ['bytes=-0', 10, 'unsatisfiable'],
  ['bytes=10-20', 10, 'unsatisfiable'],
  ['bytes=0-0', 0, 'unsatisfiable'],
  ['bytes=4-2', 10, null],
  ['bytes=-', 10, null],
  ['bytes=0-1,3-4', 10, null],
  ['lines=0-1', 10, null],
  [null, 10, null],
] as const)('%s of %d bytes means %j', (header, size, range) => expect(rangeOf(header, size)).toEqual(range));

describe('who may ask', () => {
  const mainFrame = {} as WebFrameMain;
  const webContents = { mainFrame } as WebContents;
  const url = 'app://bundle/document/abc';

  test.each(['image', 'xhr'] as const)('the page itself may, for its %s', (resourceType) =>
    expect(mayShowDocument({ url, resourceType, frame: mainFrame, webContents })).toBe(true),
  );

  test.each(['mainFrame', 'subFrame', 'object', 'script', 'stylesheet', 'other'] as const)(
    'a document is never a %s',
    (resourceType) =>
      expect(mayShowDocument({ url, resourceType, frame: mainFrame, webContents })).toBe(false),
  );

  test('another frame, or none, may not', () => {
    const frame = {} as WebFrameMain;
    expect(mayShowDocument({ url, resourceType: 'xhr', frame, webContents })).toBe(false);
    expect(mayShowDocument({ url, resourceType: 'xhr', frame: null, webContents })).toBe(false);
    expect(mayShowDocument({ url, resourceType: 'xhr' })).toBe(false);
  });

  test('every other address is none of its business', () => {
    expect(mayShowDocument({ url: 'app://bundle/index.html', resourceType: 'mainFrame' })).toBe(true);
  });
});

test('an address names a document by its id alone', () => {
  expect(documentIdOf('app://bundle/document/0189-ab')).toBe('0189-ab');
  expect(documentIdOf('app://other/document/0189-ab')).toBeNull();
  expect(documentIdOf('https://bundle/document/0189-ab')).toBeNull();
});
