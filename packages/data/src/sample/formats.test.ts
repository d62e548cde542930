import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createDocx } from './docx.ts';
import type { Letterhead } from './letterhead.ts';
import { pdfChunks } from './pdf.ts';
import { createPng } from './png.ts';
import { createProse } from './prose.ts';
import { randomFor } from './random.ts';
import { createScanner } from './scan.ts';
import { textChunks } from './text.ts';

const prose = createProse(1, '2026-11-16');
const scanner = createScanner();
const letterhead: Letterhead = {
  title: 'Order on IA 1',
  lines: [
    'IN THE HIGH COURT OF KARNATAKA, BENGALURU',
    'WP 1423/2024',
    'José Rao v. State of Karnataka (and others)',
  ],
  day: '2024-03-12',
};
const inputs = (size: number) => ({ size, letterhead, prose, scanner, random: randomFor(9, 'test', size) });

/** The markers of a JPEG in order; checks that every length and every restart number is right. */
function walkJpeg(jpeg: Buffer): {
  readonly height: number;
  readonly width: number;
  readonly restarts: number;
} {
  expect(jpeg.readUInt16BE(0)).toBe(0xffd8);
  let at = 2;
  let [height, width] = [0, 0];
  while (jpeg.readUInt16BE(at) !== 0xffda) {
    const marker = jpeg.readUInt16BE(at);
    expect(marker).toBeGreaterThan(0xffbf);
    if (marker === 0xffc0) [height, width] = [jpeg.readUInt16BE(at + 5), jpeg.readUInt16BE(at + 7)];
    at += 2 + jpeg.readUInt16BE(at + 2);
  }
  at += 2 + jpeg.readUInt16BE(at + 2);
  let restarts = 0;
  for (; ; at += 1) {
    if (jpeg[at] !== 0xff) continue;
    const next = jpeg[at + 1]!;
    if (next === 0xd9) break;
    if (next === 0) continue;
    expect(next).toBe(0xd0 + (restarts % 8));
    restarts += 1;
  }
  expect(at + 2).toBe(jpeg.length);
  return { height, width, restarts };
}

describe('a scan', () => {
  test.each([3_000, 6_144, 40_001, 333_333, 900_000])(
    'of %i bytes is a well-formed JPEG of exactly that size',
    (room) => {
      const { jpeg, width, height } = scanner.scan({
        room,
        random: randomFor(1, 'scan', room),
        comment: 'Scan of 2024-03-12. ',
      });
      expect(jpeg.length).toBe(room);
      expect(walkJpeg(jpeg)).toEqual({ width, height, restarts: height / 8 - 1 });
    },
  );

  test('differs from the next one', () => {
    const random = randomFor(1, 'two scans');
    const [first, second] = [scanner.scan({ room: 50_000, random }), scanner.scan({ room: 50_000, random })];
    expect(first.jpeg.equals(second.jpeg)).toBe(false);
  });
});

describe('a PDF', () => {
  test.each([6_144, 9_999, 20_000, 100_003, 2_345_678])(
    'of %i bytes has objects where its table says they are',
    (size) => {
      const pdf = Buffer.concat([...pdfChunks(inputs(size))]);
      expect(pdf.length).toBe(size);
      const text = pdf.toString('latin1');
      expect(text.startsWith('%PDF-1.7\n')).toBe(true);
      const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
      const [, count] = /^xref\n0 (\d+)\n/.exec(text.slice(table, table + 40))!;
      const rows = text.slice(text.indexOf('\n', table + 5) + 1).split('\n', Number(count));
      for (const [id, row] of rows.entries()) {
        if (id === 0) continue;
        expect(row).toMatch(/^\d{10} 00000 n $/);
        expect(text.slice(Number(row.slice(0, 10))).startsWith(`${id} 0 obj\n`)).toBe(true);
      }
      expect(text).toContain('(Jos\\351 Rao v. State of Karnataka \\(and others\\)) Tj');
    },
  );

  test('has streams of the length they state, and scans that are JPEGs', () => {
    const pdf = Buffer.concat([...pdfChunks(inputs(1_500_000))]);
    const text = pdf.toString('latin1');
    const streams = [...text.matchAll(/\/Length (\d+) >>\nstream\n/g)];
    let scans = 0;
    for (const { 0: head, 1: length, index } of streams) {
      const [start, end] = [index + head.length, index + head.length + Number(length)];
      expect(text.slice(end, end + 10)).toBe('\nendstream');
      if (text.slice(index - 40, index).includes('DCTDecode')) {
        walkJpeg(pdf.subarray(start, end));
        scans += 1;
      }
    }
    expect(scans).toBeGreaterThan(1);
  });
});

describe('a PNG', () => {
  test.each([6_144, 65_000, 66_000, 66_001, 66_002, 66_003, 300_000])(
    'of %i bytes has right checksums and whole rows',
    (size) => {
      const png = createPng(inputs(size));
      expect(png.length).toBe(size);
      const parts = new Map<string, Buffer>();
      for (let at = 8; at < png.length;) {
        const length = png.readUInt32BE(at);
        expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(png.subarray(at + 4, at + 8 + length)));
        parts.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
        at += 12 + length;
      }
      expect([...parts.keys()]).toEqual(['IHDR', 'tEXt', 'IDAT', 'IEND']);
      const frame = parts.get('IHDR')!;
      expect(inflateSync(parts.get('IDAT')!).length).toBe(
        (frame.readUInt32BE(0) + 1) * frame.readUInt32BE(4),
      );
    },
  );
});

describe('a DOCX', () => {
  test.each([6_144, 6_145, 200_000])(
    'of %i bytes is a ZIP whose entries have the checksums it states',
    (size) => {
      const docx = createDocx(inputs(size));
      expect(docx.length).toBe(size);
      const end = docx.length - 22;
      expect(docx.readUInt32LE(end)).toBe(0x0605_4b50);
      const names: string[] = [];
      let at = docx.readUInt32LE(end + 16);
      for (let left = docx.readUInt16LE(end + 10); left > 0; left -= 1) {
        const [crc, length, nameLength] = [
          docx.readUInt32LE(at + 16),
          docx.readUInt32LE(at + 20),
          docx.readUInt16LE(at + 28),
        ];
        const local = docx.readUInt32LE(at + 42);
        const name = docx.toString('latin1', at + 46, at + 46 + nameLength);
        expect(docx.toString('latin1', local + 30, local + 30 + nameLength)).toBe(name);
        const start = local + 30 + nameLength;
        expect(crc32(docx.subarray(start, start + length))).toBe(crc);
        names.push(name);
        at += 46 + nameLength;
      }
      expect(at).toBe(end);
      expect(names).toEqual(['[Content_Types].xml', '_rels/.rels', 'word/document.xml']);
      expect(docx.toString('utf8')).toContain('José Rao v. State of Karnataka');
    },
  );
});

describe('a text', () => {
  test.each([6_144, 65_536, 400_001])('of %i bytes is valid UTF-8 with letters beyond ASCII', (size) => {
    const text = Buffer.concat([...textChunks(inputs(size))]);
    expect(text.length).toBe(size);
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(text);
    expect(decoded.startsWith('ORDER ON IA 1\n')).toBe(true);
    expect(decoded.endsWith('\n')).toBe(true);
    expect(decoded).toContain('José');
  });
});
