// webUtils.getPathForFile: where a File of the page lies on the disk.

import type { Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';

const evaluate = (page: Page, expression: string): Promise<unknown> => page.evaluate(expression);

function aFile(folder: string, name = 'an archive ä.zip'): string {
  const file = join(folder, name);
  writeFileSync(file, 'PK');
  return file;
}

test('a file chosen in an input has its path', async ({ launch, folder }) => {
  const { page } = await launch();
  const file = aFile(folder);
  await page.getByLabel('File').setInputFiles(file);
  expect(await evaluate(page, "app.pathOf(document.getElementById('file').files[0])")).toBe(file);
});

test('a File made by a script has none', async ({ launch }) => {
  const { page } = await launch();
  expect(await evaluate(page, "app.pathOf(new File(['a'], 'a.zip'))")).toBe('');
});

test('files dropped from the desktop have their paths', async ({ launch, folder }) => {
  const { app, page } = await launch();
  const files = [aFile(folder, 'one.zip'), aFile(folder, 'two.zip')];
  const box = await page.locator('#drop').boundingBox();
  if (box === null) throw new Error('nowhere to drop');
  const session = await app.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', {
      type,
      x: box.x + 20,
      y: box.y + 20,
      data: { items: [], files, dragOperationsMask: 1 },
    });
  }
  await expect
    .poll(() => evaluate(page, 'window.dropped'))
    .toEqual([
      { name: 'one.zip', path: files[0] },
      { name: 'two.zip', path: files[1] },
    ]);
});

test('a drop made by a script keeps the path of the File that it carries', async ({ launch, folder }) => {
  const { page } = await launch();
  const file = aFile(folder);
  await page.getByLabel('File').setInputFiles(file);
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    const input = document.getElementById('file') as HTMLInputElement;
    for (const chosen of input.files ?? []) transfer.items.add(chosen);
    return transfer;
  });
  await page.locator('#drop').dispatchEvent('drop', { dataTransfer: data });
  expect(await evaluate(page, 'window.dropped')).toEqual([{ name: 'an archive ä.zip', path: file }]);
});

test('a file dropped where nothing takes it asks the app before the window would go there', async ({
  launch,
  folder,
}) => {
  const { app, page, happened } = await launch();
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-navigate', (event) => event.preventDefault());
  });
  const file = aFile(folder, 'stray.txt');
  const session = await app.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 500, data });
  }
  await expect.poll(happened).toContain(`will-navigate file://${file}`);
  await expect.poll(() => app.windows().length).toBe(1);
  expect(page.url()).toBe('app://bundle/index.html');
});

test('anything but a File is refused', async ({ launch }) => {
  const { page } = await launch();
  const message = await evaluate(page, '(() => { try { app.pathOf({}) } catch (e) { return e.message } })()');
  expect(message).toBe('getPathForFile expected to receive a File object');
});
