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
  if (wanted === 'utf-8' || startsWith(bytes, 0xef, 0xbb, 0xbf)) return decodeUtf8(bytes);
  const text = wanted === 'windows-1252' ? null : tryDecode(bytes, 'utf-8');
  return text === null
    ? { text: decodeWindows(bytes), encoding: 'windows-1252' }
    : { text, encoding: 'utf-8' };
}
