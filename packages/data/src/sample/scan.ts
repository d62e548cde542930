/** Scanned pages: typed lines on grainy paper, as JPEG of a wanted size. Each page is unique and costs little more than copying. */
import { AppError } from '@causebook/contracts';
import { glyphColumns, glyphRows, ink } from './glyphs.ts';
import { encodeStrip, jpegComment, jpegFrame, jpegStart, quantisation, writeStrip } from './jpeg.ts';
import type { Quantisation, Strip } from './jpeg.ts';
import { Random, randomFor } from './random.ts';
import { scanEndings, scanHeadings, scanLines } from './vocabulary.ts';

/** How a page was scanned. A page is 297:210 of its width high. */
interface Profile {
  readonly name: string;
  readonly width: number;
  readonly dotsPerInch: number;
  /** Strips from one line of text to the next. */
  readonly pitch: number;
  readonly stripsPerPage: number;
  /** What a full page takes, roughly. */
  readonly pageBytes: number;
  /** Pixels per dot of a glyph. */
  readonly dot: number;
  /** Strength of the grain, in grey levels. */
  readonly grain: number;
  readonly quant: Quantisation;
}

const profiles: readonly Profile[] = [
  {
    name: 'small',
    width: 480,
    dotsPerInch: 58,
    pitch: 2,
    stripsPerPage: 84,
    pageBytes: 87_000,
    dot: 0.93,
    grain: 9,
    quant: quantisation(36),
  },
  {
    name: 'medium',
    width: 832,
    dotsPerInch: 100,
    pitch: 3,
    stripsPerPage: 147,
    pageBytes: 265_000,
    dot: 1.61,
    grain: 12,
    quant: quantisation(30),
  },
  {
    name: 'large',
    width: 1240,
    dotsPerInch: 150,
    pitch: 5,
    stripsPerPage: 219,
    pageBytes: 675_000,
    dot: 2.4,
    grain: 14,
    quant: quantisation(20),
  },
];

type LineKind = 'full' | 'ending' | 'heading' | 'blank';
type Line = readonly Strip[];

/** The encoded lines of a profile, of which pages are put together. */
interface Pool {
  readonly profile: Profile;
  /** Drawn when it is first asked for. */
  line(kind: LineKind, index: number): Line;
  /** Room for the random bits of a strip. */
  readonly grain: Int32Array;
}

export interface Scan {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
}

export interface ScanRequest {
  /** The image takes no more bytes than this. */
  readonly room: number;
  readonly random: Random;
  /** With a comment the image takes exactly `room` bytes: the comment is repeated into what is left over. */
  readonly comment?: string;
  /** Never longer than a page. */
  readonly onePage?: boolean;
}

export interface Scanner {
  /** The size of a full page at the highest resolution, roughly. */
  readonly pageBytes: number;
  scan(request: ScanRequest): Scan;
}

/** The least room in which a scan makes sense. */
export const leastScan = 3_000;
const marginShare = 0.09;

function paper(profile: Profile, random: Random): Uint8Array {
  const { width, pitch, grain } = profile;
  const pixels = new Uint8Array(width * pitch * 8);
  const noise = new Uint32Array(pixels.length);
  random.draw(noise);
  for (let i = 0; i < pixels.length; i += 1) {
    const x = i % width;
    const shadow = x < 24 ? 60 - x * 2.5 : 0;
    const speck = ((noise[i]! & 0xff) + ((noise[i]! >>> 8) & 0xff) - 255) / 255;
    pixels[i] = Math.max(0, Math.min(255, Math.round(232 - shadow + speck * grain)));
  }
  return pixels;
}

function type(pixels: Uint8Array, profile: Profile, text: string, random: Random): void {
  const { width, dot, pitch } = profile;
  const advance = dot * (glyphColumns + 0.9);
  const margin = width * marginShare;
  const columns = Math.floor((width - 2 * margin) / advance);
  const line = text.slice(0, columns);
  const indent =
    text.length < 24 && scanHeadings.some((heading) => heading === text) ? (columns - line.length) / 2 : 0;
  const top = (pitch * 8 - glyphRows * dot) / 2;
  for (const [index, character] of Array.from(line).entries()) {
    const left = margin + (indent + index) * advance;
    const shift = random.fraction() * dot * 0.4;
    const strength = 150 + random.int(0, 50);
    for (let y = Math.floor(top - dot); y < top + (glyphRows + 1) * dot; y += 1) {
      for (let x = Math.floor(left); x < left + advance; x += 1) {
        const amount = ink(character, (x - left) / dot, (y - top - shift) / dot);
        const at = y * width + x;
        if (amount > 0 && at >= 0 && at < pixels.length)
          pixels[at] = Math.max(12, Math.round(pixels[at]! - amount * strength));
      }
    }
  }
}

function drawLine(profile: Profile, text: string, random: Random): Line {
  const pixels = paper(profile, random);
  type(pixels, profile, text, random);
  const stripPixels = profile.width * 8;
  return Array.from({ length: profile.pitch }, (_, i) =>
    encodeStrip(pixels.subarray(i * stripPixels, (i + 1) * stripPixels), profile.width, profile.quant),
  );
}

/** Every text of a kind once; several blank lines, so that margins do not repeat. */
const texts: Readonly<Record<LineKind, readonly string[]>> = {
  full: scanLines,
  ending: scanEndings,
  heading: scanHeadings,
  blank: Array<string>(6).fill(''),
};

function createPool(profile: Profile): Pool {
  const drawn = new Map<string, Line>();
  return {
    profile,
    line(kind, index) {
      const key = `scan/${profile.name}/${kind}/${index}`;
      const line = drawn.get(key) ?? drawLine(profile, texts[kind][index]!, randomFor(0, key));
      drawn.set(key, line);
      return line;
    },
    grain: new Int32Array(profile.width * 2),
  };
}

/** The strips of endless pages, from top to bottom. */
function* pageStrips({ profile, line }: Pool, random: Random): Generator<Strip> {
  let text = random.int(0, scanLines.length - 1);
  for (;;) {
    const page: LineKind[] = ['blank', 'blank', 'blank', 'heading', 'blank'];
    const count = Math.floor(profile.stripsPerPage / profile.pitch);
    while (page.length < count - 3) {
      for (let i = random.int(2, 6); i > 0; i -= 1) page.push('full');
      page.push('ending', 'blank');
    }
    while (page.length > count - 3) page.pop();
    page.push('blank', 'blank', 'blank');
    for (const kind of page) {
      // Full lines go through their texts in order, so that none stands twice in a row.
      yield* line(kind, kind === 'full' ? text++ % scanLines.length : random.int(0, texts[kind].length - 1));
    }
  }
}

function scanWith(pool: Pool, request: ScanRequest): Scan {
  const { profile, grain } = pool;
  const start = jpegStart(profile.dotsPerInch);
  const frameSize = jpegFrame({ width: profile.width, height: 8, quant: profile.quant }).length;
  const jpeg = Buffer.allocUnsafe(request.room);
  const most = request.onePage === true ? profile.stripsPerPage : 8_000;
  let end = start.length + frameSize;
  let strips = 0;
  for (const strip of pageStrips(pool, request.random)) {
    // Stuffing adds 0.4 % on average; what is kept free is more than any strip has ever needed.
    if (strips === most || end + (strip.bits / 8) * 1.06 + 80 > request.room) break;
    if (strips > 0) {
      jpeg[end] = 0xff;
      jpeg[end + 1] = 0xd0 + ((strips - 1) & 7);
      end += 2;
    }
    request.random.draw(grain, strip.words.length);
    end = writeStrip(jpeg, end, strip, grain);
    strips += 1;
  }
  if (strips === 0 || end + 6 > request.room)
    throw new AppError('INTERNAL', 'A scan did not fit in the room it was given.');
  jpeg.writeUInt16BE(0xffd9, end);
  end += 2;
  const height = strips * 8;
  start.copy(jpeg);
  jpegFrame({ width: profile.width, height, quant: profile.quant }).copy(jpeg, start.length);
  if (request.comment === undefined) return { jpeg: jpeg.subarray(0, end), width: profile.width, height };
  let spare = request.room - end;
  while (spare > 0) {
    const size = spare <= 65_000 ? spare : 60_000;
    jpeg.copyWithin(start.length + size, start.length, end);
    jpegComment(request.comment, size).copy(jpeg, start.length);
    end += size;
    spare -= size;
  }
  return { jpeg, width: profile.width, height };
}

/** Lines are drawn and encoded when they are first needed; all of them together take about 4 MB. */
export function createScanner(): Scanner {
  const pools = new Map(profiles.map((profile) => [profile, createPool(profile)]));
  const largest = profiles.at(-1)!;
  return {
    pageBytes: largest.pageBytes,
    scan(request) {
      const fitting = profiles.find((profile) => profile.pageBytes * 1.25 >= request.room);
      return scanWith(pools.get(fitting ?? largest)!, request);
    },
  };
}
