/**
 * A baseline JPEG encoder (ITU-T T.81, 8-bit grey, the Huffman tables of Annex K) that works in strips. Each row of
 * blocks is a restart interval of its own, so an encoded strip can stand anywhere in any image of its width; and it
 * knows which of its bits are magnitudes that may take any value, so that one strip gives endless different scans.
 */

/** One row of 8×8 blocks, entropy-coded: 32-bit words, most significant bit first, without byte stuffing. */
export interface Strip {
  readonly words: Int32Array;
  /** Bits that may be replaced by others: the strip still decodes, its grain changes. */
  readonly free: Int32Array;
  readonly bits: number;
}

const zigzag = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
];
/** Table K.1, row by row. */
const luminance = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
  29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
  121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];
/** Tables K.3 and K.5: how many codes of each length, then their symbols. */
const dcTable = Buffer.from('00010501010101010100000000000000000102030405060708090a0b', 'hex');
const acTable = Buffer.from(
  '0002010303020403050504040000017d' +
    '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738' +
    '393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5' +
    'a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa',
  'hex',
);

interface Code {
  readonly value: number;
  readonly length: number;
}

/** Annex C: codes are counted up within a length and doubled from one length to the next. */
function codesOf(table: Uint8Array): readonly (Code | undefined)[] {
  const codes: (Code | undefined)[] = [];
  let value = 0;
  let next = 16;
  for (let length = 1; length <= 16; length += 1) {
    for (let i = 0; i < table[length - 1]!; i += 1) {
      codes[table[next]!] = { value, length };
      next += 1;
      value += 1;
    }
    value *= 2;
  }
  return codes;
}
const dcCodes = codesOf(dcTable);
const acCodes = codesOf(acTable);

export interface Quantisation {
  /** Step of each coefficient, row by row. */
  readonly steps: readonly number[];
}

/** @param percent how coarse, relative to table K.1: 20 is what is usually called quality 90. */
export function quantisation(percent: number): Quantisation {
  return { steps: luminance.map((step) => Math.max(1, Math.floor((step * percent + 50) / 100))) };
}

/** cos(k·π/16) for k = 0…8, written out because `Math.cos` may differ in its last bit between machines. */
const cosines = [
  1,
  0.980_785_280_403_230_4,
  0.923_879_532_511_286_7,
  0.831_469_612_302_545_2,
  Math.SQRT1_2,
  0.555_570_233_019_602_2,
  0.382_683_432_365_089_8,
  0.195_090_322_016_128_3,
  0,
];
function cosine(k: number): number {
  const folded = k % 32 > 16 ? 32 - (k % 32) : k % 32;
  return folded > 8 ? -cosines[16 - folded]! : cosines[folded]!;
}
/** basis[u * 8 + x] = C(u)/2 · cos((2x+1)uπ/16) */
const basis = Float64Array.from({ length: 64 }, (_, i) => {
  const u = i >> 3;
  return (u === 0 ? cosines[4]! : 1) * 0.5 * cosine((2 * (i & 7) + 1) * u);
});

const half = new Float64Array(64);

/** The forward transform of the block at `left`, quantised, in zigzag order. */
function transform(
  pixels: Uint8Array,
  width: number,
  left: number,
  steps: readonly number[],
  block: Int32Array,
): void {
  for (let y = 0; y < 8; y += 1) {
    for (let u = 0; u < 8; u += 1) {
      let sum = 0;
      for (let x = 0; x < 8; x += 1) sum += (pixels[y * width + left + x]! - 128) * basis[u * 8 + x]!;
      half[y * 8 + u] = sum;
    }
  }
  for (let position = 0; position < 64; position += 1) {
    const target = zigzag[position]!;
    let sum = 0;
    for (let y = 0; y < 8; y += 1) sum += half[y * 8 + (target & 7)]! * basis[(target >> 3) * 8 + y]!;
    block[position] = Math.round(sum / steps[target]!);
  }
}

/** Collects bits and remembers which of them are free. */
function createBitWriter() {
  const words: number[] = [];
  const free: number[] = [];
  let bits = 0;
  return {
    /** At most 16 bits, taken from the low end of `value`. */
    write(value: number, length: number, freeBits = 0): void {
      const index = bits >> 5;
      const shift = 32 - (bits & 31) - length;
      if (shift >= 0) {
        words[index] = (words[index] ?? 0) | (value << shift);
        free[index] = (free[index] ?? 0) | (freeBits << shift);
      } else {
        words[index] = (words[index] ?? 0) | (value >>> -shift);
        free[index] = (free[index] ?? 0) | (freeBits >>> -shift);
        words[index + 1] = value << (32 + shift);
        free[index + 1] = freeBits << (32 + shift);
      }
      bits += length;
    },
    finish: (): Strip => ({
      words: Int32Array.from(words),
      free: Int32Array.from(free),
      bits,
    }),
  };
}
type BitWriter = ReturnType<typeof createBitWriter>;

const sizeOf = (value: number): number => 32 - Math.clz32(Math.abs(value));

function writeSymbol(writer: BitWriter, codes: readonly (Code | undefined)[], symbol: number): void {
  const code = codes[symbol]!;
  writer.write(code.value, code.length);
}

function writeMagnitude(writer: BitWriter, value: number, freeBits: number): void {
  const size = sizeOf(value);
  writer.write(value < 0 ? value + (1 << size) - 1 : value, size, freeBits);
}

/** Grain, that is the sign of ±1 and the low bits of the rest, is free; what carries the picture is not. */
function freeBitsOf(value: number): number {
  const size = sizeOf(value);
  return size === 1 ? 1 : size === 2 ? 1 : 3;
}

function writeBlock(writer: BitWriter, block: Int32Array, previousDc: number): void {
  const difference = block[0]! - previousDc;
  writeSymbol(writer, dcCodes, sizeOf(difference));
  writeMagnitude(writer, difference, 0);
  let zeros = 0;
  for (let i = 1; i < 64; i += 1) {
    const value = block[i]!;
    if (value === 0) {
      zeros += 1;
      continue;
    }
    for (; zeros > 15; zeros -= 16) writeSymbol(writer, acCodes, 0xf0);
    writeSymbol(writer, acCodes, (zeros << 4) | sizeOf(value));
    writeMagnitude(writer, value, freeBitsOf(value));
    zeros = 0;
  }
  if (zeros > 0) writeSymbol(writer, acCodes, 0);
}

/** Encodes eight rows of grey pixels; `width` is a multiple of 8. */
export function encodeStrip(pixels: Uint8Array, width: number, quant: Quantisation): Strip {
  const writer = createBitWriter();
  const block = new Int32Array(64);
  let previousDc = 0;
  for (let left = 0; left < width; left += 8) {
    transform(pixels, width, left, quant.steps, block);
    writeBlock(writer, block, previousDc);
    previousDc = block[0]!;
  }
  return writer.finish();
}

/**
 * Writes a strip with its free bits replaced by those of `grain`, which is at least as long.
 * @returns the offset after it. A byte of all ones is followed by a zero (B.1.1.5).
 */
export function writeStrip(target: Uint8Array, offset: number, strip: Strip, grain: Int32Array): number {
  const { words, free, bits } = strip;
  const whole = bits >> 5;
  let at = offset;
  for (let i = 0; i < whole; i += 1) {
    const word = words[i]! ^ (grain[i]! & free[i]!);
    const inverse = ~word;
    target[at] = word >>> 24;
    if (((inverse - 0x0101_0101) & ~inverse & 0x8080_8080) === 0) {
      target[at + 1] = word >>> 16;
      target[at + 2] = word >>> 8;
      target[at + 3] = word;
      at += 4;
    } else {
      for (let shift = 24; shift >= 0; shift -= 8) {
        const byte = (word >>> shift) & 0xff;
        target[at++] = byte;
        if (byte === 0xff) target[at++] = 0;
      }
    }
  }
  const rest = bits & 31;
  if (rest === 0) return at;
  const word = (words[whole]! ^ (grain[whole]! & free[whole]!)) | (0xffff_ffff >>> rest);
  for (let done = 0; done < rest; done += 8) {
    const byte = (word >>> (24 - done)) & 0xff;
    target[at++] = byte;
    if (byte === 0xff) target[at++] = 0;
  }
  return at;
}

function segment(marker: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** SOI and the JFIF segment; comments may follow them. */
export function jpegStart(dotsPerInch: number): Buffer {
  const jfif = Buffer.from('JFIF\0\x01\x02\x01\0\0\0\0\0\0', 'latin1');
  jfif.writeUInt16BE(dotsPerInch, 8);
  jfif.writeUInt16BE(dotsPerInch, 10);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment(0xe0, jfif)]);
}

/** A comment of exactly `size` bytes with its marker; 4 to 65,537. */
export function jpegComment(text: string, size: number): Buffer {
  return segment(0xfe, Buffer.alloc(size - 4, text, 'latin1'));
}

/** Everything between the first segments and the first strip. `height` is the number of strips times 8. */
export function jpegFrame(frame: {
  readonly width: number;
  readonly height: number;
  readonly quant: Quantisation;
}): Buffer {
  const start = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  start.writeUInt16BE(frame.height, 1);
  start.writeUInt16BE(frame.width, 3);
  const interval = Buffer.alloc(2);
  interval.writeUInt16BE(frame.width / 8);
  return Buffer.concat([
    segment(0xdb, Buffer.from([0]), Buffer.from(zigzag.map((position) => frame.quant.steps[position]!))),
    segment(0xc0, start),
    segment(0xc4, Buffer.from([0x00]), dcTable),
    segment(0xc4, Buffer.from([0x10]), acTable),
    segment(0xdd, interval),
    segment(0xda, Buffer.from([1, 1, 0x00, 0, 63, 0])),
  ]);
}
