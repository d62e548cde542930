/** The documents as a person uses them, and files to try them with. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { dropFiles } from './drop-files.ts';

export class DocumentsScreen {
  readonly page: Page;
  readonly #app: ElectronApplication;

  constructor({ app, page }: { readonly app: ElectronApplication; readonly page: Page }) {
    this.#app = app;
    this.page = page;
  }

  async open(): Promise<this> {
    await this.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('button', { name: 'Documents', exact: true })
      .click();
    await expect(this.page.getByRole('heading', { name: 'Documents', level: 1 })).toBeVisible();
    return this;
  }

  get rows(): Locator {
    return this.page
      .getByRole('table', { name: 'Documents' })
      .getByRole('row')
      .filter({ has: this.page.getByRole('cell') });
  }

  row(name: string | RegExp): Locator {
    return this.rows.filter({ has: this.page.getByRole('button', { name, exact: true }) });
  }

  async view(name: string): Promise<void> {
    await this.row(name).getByRole('button', { name, exact: true }).click();
    await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }

  /** Drops files from the desktop onto the window, all at once. */
  async drop(...files: readonly string[]): Promise<void> {
    await dropFiles(this.#app, this.page, files);
  }

  /** Lets the next file dialog answer with these files. */
  async answerOpenDialog(...files: readonly string[]): Promise<void> {
    await this.#app.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: filePaths.length === 0, filePaths });
    }, files as string[]);
  }

  /** Lets the next save dialog answer with that path. Returns what it was offered. */
  async answerSaveDialog(path: string): Promise<() => Promise<string>> {
    await this.#app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async (...args: unknown[]) => {
        const { defaultPath } = args.at(-1) as { defaultPath: string };
        (globalThis as { offered?: string }).offered = defaultPath;
        return { canceled: false, filePath };
      };
    }, path);
    return () => this.#app.evaluate(() => (globalThis as { offered?: string }).offered ?? '');
  }

  get toasts(): Locator {
    return this.page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Close message' });
  }

  async expectOneToast(words: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('region', { name: 'Messages' }).getByText(words).first()).toBeVisible({
      timeout: 20_000,
    });
    await expect(this.toasts).toHaveCount(1);
  }

  async closeToasts(): Promise<void> {
    await expect(async () => {
      if ((await this.toasts.count()) > 0) await this.toasts.first().click({ timeout: 500 });
      await expect(this.toasts).toHaveCount(0, { timeout: 500 });
    }).toPass({ timeout: 15_000 });
  }
}

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Path of a content in the store of a profile. */
export const stored = (profile: string, hash: string): string =>
  join(profile, 'data', 'files', hash.slice(0, 2), hash);

/** How many contents the store of a profile holds, and what is still on its way. */
export function storeOf(profile: string): { readonly contents: number; readonly temporary: number } {
  const files = join(profile, 'data', 'files');
  const temp = join(profile, 'temp');
  return {
    contents: existsSync(files)
      ? readdirSync(files).reduce((sum, folder) => sum + readdirSync(join(files, folder)).length, 0)
      : 0,
    temporary: existsSync(temp) ? readdirSync(temp).filter((name) => name.startsWith('document-')).length : 0,
  };
}

export function fileOf(folder: string, name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function pdfFrom(objects: readonly string[]): string {
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = file.length;
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
}

const streamOf = (content: string, facts = ''): string =>
  `<< /Length ${content.length} ${facts} >>\nstream\n${content}\nendstream`;

/** A PDF with that text on every page, and whatever else its catalog shall hold. */
export function pdfOf(
  text: string,
  { pages = 1, catalog = '' }: { readonly pages?: number; readonly catalog?: string } = {},
): string {
  const numbers = Array.from({ length: pages }, (_, index) => index);
  return pdfFrom([
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    `<< /Type /Pages /Count ${pages} /Kids [${numbers.map((n) => `${4 + 2 * n} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...numbers.flatMap((n) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${5 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      streamOf(`BT /F1 36 Tf 72 640 Td (${text} ${n + 1}) Tj ET`),
    ]),
  ]);
}

/** A red square of 64 × 64 in JPEG 2000. */
const redJpeg2000 =
  '0000000c6a5020200d0a870a00000014667479706a703220000000006a7032200000002d6a70326800000016696864720000' +
  '00400000004000030f0700000000000f636f6c7201000000000010000000b56a703263ff4fff51002f000000000040000000' +
  '4000000000000000000000004000000040000000000000000000030f01010f01010f0101ff52000c00000001010504040001' +
  'ff5c00134080888890888890888890888890888890ff640025000143726561746564206279204f70656e4a50454720766572' +
  '73696f6e20322e352e30ff90000a00000000002e0001ff93cffc30140890de984780dff8901801cabf808080808080808080' +
  '808080808080ffd9';

/** A PDF of one page that a red scan in JPEG 2000 fills. */
export const scannedPdf = (): string =>
  pdfFrom([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /XObject << /Im 5 0 R >> >> >>',
    streamOf('q 300 0 0 300 0 0 cm /Im Do Q'),
    streamOf(
      `${redJpeg2000}>`,
      '/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter [/ASCIIHexDecode /JPXDecode]',
    ),
  ]);

function pngChunk(type: string, content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + content.length);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + content.length)), 8 + content.length);
  return bytes;
}

/** A red PNG, as wide as it is high. */
export function redSquare(width = 40): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(width, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([255, 0, 0]))]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: width }, () => row)))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}
