/** Finds out how a text file is encoded, and reads it. */
import { AppError } from '@causebook/contracts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface DecodedText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly encoding: TextEncoding;
}

/**
 * The characters of bytes 0x80 to 0x9F (WHATWG Encoding, index windows-1252). Written out because some releases of
 * Node decode these bytes as ISO 8859-1, where they are invisible control characters.
 */
const windowsCharacters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWindows(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(/[\u0080-\u009f]/g, (character) => windowsCharacters[character.charCodeAt(0) - 0x80]!);
}

/** Null when the bytes are not valid in that encoding. */
function tryDecode(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function startsWith(bytes: Uint8Array, ...mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte);
}

function decodeUtf8(bytes: Uint8Array): DecodedText {
  const text = tryDecode(bytes, 'utf-8');
  if (text === null)
    throw new AppError('INVALID_INPUT', 'The file is not valid UTF-8 text.', {
      details: { field: 'encoding' },
    });
  return { text, encoding: 'utf-8' };
}

const BYTES_LOOKED_AT = 1_000;

/** Text in which every other byte is zero at the beginning: UTF-16 of a program that writes no mark. */
function unmarkedUtf16(bytes: Uint8Array): DecodedText | null {
  const head = bytes.subarray(0, BYTES_LOOKED_AT);
  const zeros = [0, 0];
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 2]! += 1;
  const [even, odd] = zeros as [number, number];
  const most = head.length / 2;
  if (most < 4 || Math.min(even, odd) > 0 || Math.max(even, odd) < most * 0.7) return null;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  const text = tryDecode(bytes, encoding);
  return text === null ? null : { text, encoding };
}

/**
 * A byte order mark decides; without one, text that is valid UTF-8 from end to end is UTF-8 and all other text is
 * Windows-1252, which every sequence of bytes is.
 * @param wanted the encoding to use where no mark speaks against it.
 * @throws AppError INVALID_INPUT when the bytes are not valid in the encoding that was wanted or marked.
 */
export function decodeText(
  bytes: Uint8Array,
  wanted: 'auto' | 'utf-8' | 'windows-1252' = 'auto',
): DecodedText {
  for (const [encoding, mark] of [
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
  ] as const) {
    if (!startsWith(bytes, ...mark)) continue;
    const text = tryDecode(bytes, encoding);
    if (text === null)
      throw new AppError('INVALID_INPUT', 'The file begins like UTF-16 text and is damaged or cut off.');
    return { text, encoding };
  }
  const unmarked = wanted === 'auto' ? unmarkedUtf16(bytes) : null;
  if (unmarked !== null) return unmarked;
  if (wanted === 'utf-8' || startsWith(bytes, 0xef, 0xbb, 0xbf)) return decodeUtf8(bytes);
  const text = wanted === 'windows-1252' ? null : tryDecode(bytes, 'utf-8');
  return text === null
    ? { text: decodeWindows(bytes), encoding: 'windows-1252' }
    : { text, encoding: 'utf-8' };
}
