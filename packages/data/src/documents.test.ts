import { mkdir, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DocumentListRequest } from '@causebook/contracts';
import { assert, asyncProperty, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { now, tempProfile } from '../test/profile.ts';
import { holdContents } from './content-holds.ts';
import { contentState, copyContent } from './document-content.ts';
import { fileNameFor, numberedName, shownName } from './document-names.ts';
import { storeContent, sweepDocuments } from './document-store.ts';
import { mediaTypeOf, previewOf } from './media-type.ts';
import { closePractice, createPractice, openPractice, type Practice } from './practice.ts';
import { documentPath, type ProfilePaths } from './profile-paths.ts';
import { deleteEntry, restoreDeletion } from './repositories/deletions.ts';
import { recordDocument, storeFile } from './repositories/documents-add.ts';
import { listDocuments, wordsFor } from './repositories/documents-list.ts';
import { changeDocument, getDocument } from './repositories/documents.ts';

async function office(): Promise<{ readonly paths: ProfilePaths; readonly practice: Practice }> {
  const paths = await tempProfile();
  await createPractice(paths, { now, name: '' });
  return { paths, practice: await openPractice(paths) };
}

const insertCase = (practice: Practice, id: string): void =>
  void practice.database
    .prepare(
      `INSERT INTO cases (id, number, title, kind, court, judge, stage, status, clientName, clientContact, opponent, reference, notes, createdAt, updatedAt)
       VALUES (?, ?, 'Rao v. Iyer', '', '', '', '', 'open', '', '', '', '', '', '', '')`,
    )
    .run(id, `WP ${id}`);

interface Given {
  readonly name: string;
  readonly text?: string;
  readonly caseId?: string | null;
  readonly at?: string;
}

async function add(
  { paths, practice }: { readonly paths: ProfilePaths; readonly practice: Practice },
  { name, text = name, caseId = null, at = now.toISOString() }: Given,
) {
  await mkdir(paths.temp, { recursive: true });
  const path = join(paths.root, name);
  await writeFile(path, text);
  const file = await storeFile(paths, path);
  return recordDocument(practice.query, { file, caseId, now: new Date(at) });
}

const list = (practice: Practice, request: object = {}) =>
  listDocuments(practice.query, DocumentListRequest.parse(request));

describe('adding', () => {
  test('says what is known already, and what is a duplicate within its case', async () => {
    const here = await office();
    insertCase(here.practice, 'c1');
    const first = await add(here, { name: 'a.txt', text: 'same', caseId: 'c1' });
    const elsewhere = await add(here, { name: 'b.txt', text: 'same' });
    const again = await add(here, { name: 'c.txt', text: 'same', caseId: 'c1' });
    expect(
      [first, elsewhere, again].map(({ isKnownContent, isDuplicateInCase }) => [
        isKnownContent,
        isDuplicateInCase,
      ]),
    ).toEqual([
      [false, false],
      [true, false],
      [true, true],
    ]);
    expect(await readdir(here.paths.files)).toHaveLength(1);
    closePractice(here.practice);
  });

  test('takes an empty file, and a name with every sign that a file system takes', async () => {
    const here = await office();
    const name = 'Ab “final” 📎 ‘x’ & <b>.txt';
    expect((await add(here, { name, text: '' })).row).toMatchObject({
      name,
      size: 0,
      mediaType: 'text/plain',
    });
    closePractice(here.practice);
  });

  test('refuses folders, links and devices, in words, and leaves nothing', async () => {
    const { paths, practice } = await office();
    await writeFile(join(paths.root, 'real.txt'), 'x');
    await symlink(join(paths.root, 'real.txt'), join(paths.root, 'link.txt'));
    for (const [name, words] of [
      ['data', 'data is a folder, not a file.'],
      ['link.txt', 'link.txt is a link to a file, not the file itself.'],
    ] as const) {
      await expect(storeFile(paths, join(paths.root, name))).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: words,
      });
    }
    await expect(storeFile(paths, '/dev/null')).rejects.toMatchObject({
      message: 'null is a device, not a file.',
    });
    expect(await readdir(paths.files)).toEqual([]);
    closePractice(practice);
  });

  test('tells how far it is, and leaves nothing when it is stopped', async () => {
    const { paths, practice } = await office();
    const path = join(paths.root, 'large.bin');
    await writeFile(path, Buffer.alloc(4 << 20));
    const told: number[] = [];
    const stop = new AbortController();
    const adding = storeFile(paths, path, {
      signal: stop.signal,
      onProgress: (done, total) => {
        expect(total).toBe(4 << 20);
        told.push(done);
        if (done === 2 << 20) stop.abort();
      },
    });
    await expect(adding).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(told.at(-1)).toBe(2 << 20);
    expect(await readdir(paths.temp)).toEqual([]);
    expect(await readdir(paths.files)).toEqual([]);
    closePractice(practice);
  });

  test('keeps a content from a sweep until its record is there, and no longer', async () => {
    const { paths, practice } = await office();
    const hold = holdContents(paths.files);
    const { sha256, size } = await storeContent(paths, [Buffer.from('on its way')], { hold });
    expect(await sweepDocuments(paths)).toEqual({ removed: 0, bytes: 0 });
    // The sweep has read what the records say before this record is made, and the hold ends while it is at work.
    const sweep = sweepDocuments(paths);
    await recordDocument(practice.query, {
      file: { name: 'x', mediaType: 'text/plain', sha256, size },
      caseId: null,
      now,
    });
    hold.end();
    await sweep;
    expect(await contentState(paths, { sha256, size })).toBe('unchanged');
    const orphan = holdContents(paths.files);
    await storeContent(paths, [Buffer.from('never recorded')], { hold: orphan });
    orphan.end();
    expect(await sweepDocuments(paths)).toMatchObject({ removed: 1 });
    closePractice(practice);
  });
});

describe('the list', () => {
  test('is newest first, and finds beginnings of words in names and tags, whatever is typed', async () => {
    const here = await office();
    const { row } = await add(here, { name: 'Sale deed 1987.txt', at: '2026-01-01T00:00:00Z' });
    await add(here, { name: 'Réponse.txt', at: '2026-01-02T00:00:00Z' });
    await changeDocument(here.practice.query, {
      documentId: row.id,
      name: row.name,
      tags: ['Evidence', 'evidence', 'original'],
      caseId: null,
    });
    const names = async (request: object) =>
      (await list(here.practice, request)).documents.map(({ name }) => name);
    expect(await names({})).toEqual(['Réponse.txt', 'Sale deed 1987.txt']);
    expect(await names({ search: 'dee evid' })).toEqual(['Sale deed 1987.txt']);
    expect(await names({ search: 'REPON' })).toEqual(['Réponse.txt']);
    expect(await names({ search: 'eed' })).toEqual([]);
    expect(await names({ tag: 'Evidence' })).toEqual(['Sale deed 1987.txt']);
    expect(await names({ tag: 'evid' })).toEqual([]);
    expect((await list(here.practice, { offset: 1, limit: 1 })).total).toBe(2);
    expect((await list(here.practice, { offset: 5, limit: 1 })).total).toBe(2);
    expect((await list(here.practice)).tags).toEqual(['Evidence', 'original']);
    closePractice(here.practice);
  });

  test('can be asked for anything without an error', async () => {
    const { practice } = await office();
    await assert(
      asyncProperty(string({ maxLength: 200, unit: 'binary' }), async (search) => {
        await list(practice, { search });
      }),
      { numRuns: 60 },
    );
    expect(wordsFor(' -- "" * ')).toBeNull();
    closePractice(practice);
  });

  test.each([
    ['pdf', ['a.pdf']],
    ['image', ['a.tiff', 'a.png']],
    ['text', ['a.txt']],
    ['other', ['a.zip']],
  ] as const)('knows %s by content', async (kind, expected) => {
    const here = await office();
    for (const [name, text] of [
      ['a.zip', 'PK\u0003\u0004'],
      ['a.txt', '%PD'],
      ['a.png', '\u00ff'],
      ['a.tiff', 'II*\0'],
      ['a.pdf', '%PDF-1.4'],
    ] as const) {
      await add(here, { name, text });
    }
    here.practice.database.exec(`UPDATE documents SET mediaType = 'image/png' WHERE name = 'a.png'`);
    const { documents } = await list(here.practice, { kind });
    expect(documents.map(({ name }) => name).toSorted()).toEqual([...expected].toSorted());
    closePractice(here.practice);
  });

  test('tells two documents of one name in one case apart, the older keeping its name', async () => {
    const here = await office();
    insertCase(here.practice, 'c1');
    insertCase(here.practice, 'c2');
    const first = await add(here, { name: 'Order.pdf', text: '1', caseId: 'c1', at: '2026-01-01T00:00:00Z' });
    const second = await add(here, {
      name: 'Order.pdf',
      text: '2',
      caseId: 'c1',
      at: '2026-01-02T00:00:00Z',
    });
    await add(here, { name: 'Order.pdf', text: '3', caseId: 'c2', at: '2026-01-03T00:00:00Z' });
    expect((await list(here.practice)).documents.map(({ name }) => name)).toEqual([
      'Order.pdf',
      'Order (2).pdf',
      'Order.pdf',
    ]);
    // Saving the shown name is no new name.
    const { after } = await changeDocument(here.practice.query, {
      documentId: second.row.id,
      name: 'Order (2).pdf',
      tags: ['x'],
      caseId: 'c1',
    });
    expect(after.name).toBe('Order (2).pdf');
    await deleteEntry(here.practice.query, { kind: 'document', id: first.row.id, by: '', now });
    expect((await getDocument(here.practice.query, second.row.id)).name).toBe('Order.pdf');
    closePractice(here.practice);
  });
});

test('a change to a document or case that is not there is refused', async () => {
  const here = await office();
  const { row } = await add(here, { name: 'a.txt' });
  const change = { documentId: row.id, name: 'b.txt', tags: [], caseId: 'gone' };
  await expect(changeDocument(here.practice.query, change)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await getDocument(here.practice.query, row.id)).name).toBe('a.txt');
  await expect(
    changeDocument(here.practice.query, { ...change, documentId: 'gone', caseId: null }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  closePractice(here.practice);
});

test('a deleted document keeps its content, and comes back as it was', async () => {
  const here = await office();
  const { row } = await add(here, { name: 'a.txt' });
  const { deletionId } = await deleteEntry(here.practice.query, {
    kind: 'document',
    id: row.id,
    by: '',
    now,
  });
  expect(await sweepDocuments(here.paths)).toEqual({ removed: 0, bytes: 0 });
  await restoreDeletion(here.practice.query, deletionId);
  const back = await getDocument(here.practice.query, row.id);
  expect(await contentState(here.paths, back)).toBe('unchanged');
  closePractice(here.practice);
});

describe('the content', () => {
  test('is unchanged, changed or missing, as the store really has it', async () => {
    const { paths } = await office();
    const content = await storeContent(paths, [Buffer.from('a paper')]);
    expect(await contentState(paths, content)).toBe('unchanged');
    await writeFile(documentPath(paths.files, content.sha256), 'b paper');
    expect(await contentState(paths, content)).toBe('changed');
    expect(await contentState(paths, { ...content, sha256: 'f'.repeat(64) })).toBe('missing');
  });

  test('is copied whole or not at all', async () => {
    const { paths } = await office();
    const target = join(paths.root, '..', `copy-${process.pid}.txt`);
    const folder = join(paths.root, '..');
    const before = await readdir(folder);
    const content = await storeContent(paths, [Buffer.from('a paper')]);
    await writeFile(documentPath(paths.files, content.sha256), 'b paper');
    await writeFile(target, 'was here');
    await expect(copyContent(paths, content, target)).rejects.toMatchObject({ code: 'FILE_CORRUPTION' });
    expect(await readFile(target, 'utf8')).toBe('was here');
    await storeContent(paths, [Buffer.from('a paper')]);
    await copyContent(paths, content, target);
    expect(await readFile(target, 'utf8')).toBe('a paper');
    expect((await stat(target)).mode & 0o777).toBe(0o600);
    expect(
      (await readdir(folder)).filter((name) => name.endsWith('.partial') && !before.includes(name)),
    ).toEqual([]);
    await expect(
      copyContent(paths, content, documentPath(paths.files, content.sha256)),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await rm(target);
  });
});

describe('names', () => {
  test.each([
    ['Brief.pdf', 'Brief.pdf'],
    ['तलाक याचिका 📎.pdf', 'तलाक याचिका 📎.pdf'],
    ['gpj.exe\u202efdp.txt', 'gpj.exe\ufffdfdp.txt'],
    ['two\nlines\u0007.txt', 'two\ufffdlines\ufffd.txt'],
    ['   ', 'Document without a name'],
  ])('%j is shown as %j', (name, shown) => expect(shownName(name)).toBe(shown));

  test.each([
    ['Order.pdf', 2, 'Order (2).pdf'],
    ['Order', 3, 'Order (3)'],
    ['.profile', 2, '.profile (2)'],
    ['a.tar.gz', 1, 'a.tar.gz'],
  ])('%s, the place %d, is %s', (name, nth, shown) => expect(numberedName(name, nth)).toBe(shown));

  test.each([
    ['A/B: "c"?.pdf', 'application/pdf', 'A_B_ _c__.pdf'],
    ['scan', 'image/jpeg', 'scan.jpg'],
    ['Scan.JPEG', 'image/jpeg', 'Scan.JPEG'],
    ['invoice.exe', 'application/pdf', 'invoice.exe.pdf'],
    ['CON.txt', 'text/plain', '_CON.txt'],
    ['...', 'text/plain', 'Document.txt'],
    ['page.html', 'text/plain', 'page.html'],
    ['data', 'application/octet-stream', 'data'],
    ['trailing. ', 'application/octet-stream', 'trailing'],
  ])('a copy of %j (%s) is called %j', (name, mediaType, expected) =>
    expect(fileNameFor(name, mediaType)).toBe(expected),
  );

  test('a copy is called something that every file system takes', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 400 }), (name) => {
        const given = fileNameFor(name, 'application/pdf');
        expect(Buffer.byteLength(given)).toBeLessThanOrEqual(200);
        expect(given).toMatch(/^[^<>:"/\\|?*\p{Cc}]+\.pdf$/iu);
        expect(given).not.toMatch(/^[.\s]|[.\s]$/);
      }),
    );
  });
});

const bitmap = Buffer.concat([Buffer.from('BM'), Buffer.alloc(12), Buffer.from([40, 0, 0, 0])]);

test.each([
  ['a letter in Windows-1252', Buffer.from('Fee: \x80 200, Ren\xe9e', 'latin1'), 'text/plain', 'text'],
  ['UTF-16 with its mark', Buffer.from('\ufeffHello', 'utf16le'), 'text/plain', 'text'],
  [
    'UTF-16 with control characters',
    Buffer.from('\ufeff\u0000\u0001', 'utf16le'),
    'application/octet-stream',
    'none',
  ],
  [
    'bytes that are mostly foreign',
    Buffer.from([0xe9, 0xe8, 0xff, 0xa0]),
    'application/octet-stream',
    'none',
  ],
  ['a drawing that can run scripts', Buffer.from('<svg onload="x()"/>'), 'text/plain', 'text'],
  ['a page', Buffer.from('<!doctype html><script>x()</script>'), 'text/plain', 'text'],
  ['a program', Buffer.from([0x4d, 0x5a, 0x90, 0, 3]), 'application/octet-stream', 'none'],
  ['a bitmap', bitmap, 'image/bmp', 'image'],
  ['a letter to BM', Buffer.from('BM & Co., Solicitors, Mumbai'), 'text/plain', 'text'],
  ['a sound in RIFF', Buffer.from('RIFF\0\0\0\0WAVEfmt '), 'application/octet-stream', 'none'],
  ['an image in RIFF', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), 'image/webp', 'image'],
  ['a TIFF', Buffer.from('II*\0'), 'image/tiff', 'none'],
  ['nothing', Buffer.alloc(0), 'text/plain', 'text'],
] as const)('%s is judged by its bytes', (_, bytes, mediaType, preview) => {
  expect(mediaTypeOf(bytes)).toBe(mediaType);
  expect(previewOf(mediaType)).toBe(preview);
});
