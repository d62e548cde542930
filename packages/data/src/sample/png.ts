/**
 * A grey PNG of an exact size: a stamped sheet. The pixels are in stored blocks, because the output of zlib's
 * compression differs between its versions and that of storing does not.
 */
import { crc32 } from 'node:zlib';
import { ink } from './glyphs.ts';
import type { Letterhead } from './letterhead.ts';
import type { Prose } from './prose.ts';
import type { Random } from './random.ts';

/** Above this size a document is not made as PNG, because it is held whole. */
export const mostPng = 400_000;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const mostStored = 65_535;

function chunk(type: string, content: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + content.length);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + content.length)), 8 + content.length);
  return bytes;
}

/** RFC 1950, section 8.2. */
function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let start = 0; start < bytes.length; start += 3_800) {
    const end = Math.min(bytes.length, start + 3_800);
    for (let i = start; i < end; i += 1) {
      a += bytes[i]!;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return b * 65_536 + a;
}

const storedSize = (size: number): number => 6 + size + 5 * Math.ceil(size / mostStored);

/** A zlib stream of stored blocks (RFC 1951, section 3.2.4). */
function store(raw: Uint8Array): Buffer {
  const bytes = Buffer.alloc(storedSize(raw.length));
  let at = bytes.writeUInt16BE(0x7801, 0);
  for (let start = 0; start < raw.length; start += mostStored) {
    const part = raw.subarray(start, start + mostStored);
    at = bytes.writeUInt8(start + mostStored >= raw.length ? 1 : 0, at);
    at = bytes.writeUInt16LE(part.length, at);
    at = bytes.writeUInt16LE(0xffff - part.length, at);
    bytes.set(part, at);
    at += part.length;
  }
  bytes.writeUInt32BE(adler32(raw), at);
  return bytes;
}

function drawSheet(width: number, height: number, lines: readonly string[], random: Random): Buffer {
  const stride = width + 1;
  const raw = Buffer.alloc(stride * height);
  const noise = new Uint32Array(width);
  const [centreX, centreY, radius] = [
    random.int(width / 2, width - 60),
    random.int(40, Math.max(41, height - 40)),
    52,
  ];
  for (let y = 0; y < height; y += 1) {
    random.draw(noise);
    const line = lines[Math.floor(y / 24)]?.toUpperCase() ?? '';
    for (let x = 0; x < width; x += 1) {
      const at = y * stride + 1 + x;
      const column = Math.floor((x - 12) / 12);
      const amount = x < 12 ? 0 : ink(line[column] ?? ' ', ((x - 12) % 12) / 2, ((y % 24) - 4) / 2);
      const distance = (x - centreX) * (x - centreX) + (y - centreY) * (y - centreY);
      const isRing = distance < radius * radius && distance > (radius - 6) * (radius - 6);
      const level = 248 - (noise[x]! & 7) - (isRing ? 110 : 0);
      raw[at] = Math.max(10, Math.round(level - amount * 190));
    }
  }
  return raw;
}

export interface PngRequest {
  readonly size: number;
  readonly letterhead: Letterhead;
  readonly prose: Prose;
  readonly random: Random;
}

export function createPng({ size, letterhead, prose, random }: PngRequest): Buffer {
  const width = size < 40_000 ? 200 : 420;
  const comment = 'Comment\0';
  const room = size - signature.length - chunk('IHDR', Buffer.alloc(13)).length - 3 * 12 - comment.length - 1;
  let height = Math.floor(room / (width + 1));
  while (storedSize(height * (width + 1)) > room) height -= 1;
  const frame = Buffer.alloc(13);
  frame.writeUInt32BE(width, 0);
  frame.writeUInt32BE(height, 4);
  frame.writeUInt8(8, 8);
  const spare = room + 1 - storedSize(height * (width + 1));
  const lines = [letterhead.title, ...letterhead.lines];
  return Buffer.concat([
    signature,
    chunk('IHDR', frame),
    chunk('tEXt', Buffer.from(comment + prose.exactly(spare, random), 'latin1')),
    chunk('IDAT', store(drawSheet(width, height, lines, random))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
