/** Tells what a file is by its first bytes, never by its name. */
import type { DocumentSummary } from '@causebook/contracts';

const startsWith = (head: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, index) => head[at + index] === byte);
const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

const signatures: readonly (readonly [mediaType: string, bytes: readonly number[], at?: number])[] = [
  ['application/pdf', ascii('%PDF-')],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/gif', ascii('GIF8')],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['image/heic', ascii('ftyphei'), 4],
  ['video/mp4', ascii('ftyp'), 4],
  ['audio/mpeg', ascii('ID3')],
  ['application/gzip', [0x1f, 0x8b]],
  ['application/x-7z-compressed', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['application/vnd.rar', ascii('Rar!')],
  ['application/vnd.ms-office', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['application/rtf', ascii('{\\rtf')],
];

/** How many bytes `mediaTypeOf` wants to see, if the file has them. */
export const MEDIA_TYPE_HEAD = 4096;

/** Media type of a file by its first bytes; `application/octet-stream` when nothing is recognised. */
export function mediaTypeOf(head: Uint8Array): string {
  const known = signatures.find(([, bytes, at]) => startsWith(head, bytes, at));
  if (known) return known[0];
  if (startsWith(head, ascii('RIFF')) && startsWith(head, ascii('WEBP'), 8)) return 'image/webp';
  if (isBitmap(head)) return 'image/bmp';
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return zipBased(Buffer.from(head).toString('latin1'));
  return isText(head) ? 'text/plain' : 'application/octet-stream';
}

/** Sizes that the second header of a bitmap can have; "BM" alone begins many a letter. */
const bitmapHeaders = [12, 40, 52, 56, 64, 108, 124];

function isBitmap(head: Uint8Array): boolean {
  if (head.length < 18 || !startsWith(head, ascii('BM'))) return false;
  return bitmapHeaders.includes(Buffer.from(head).readUInt32LE(14));
}

function zipBased(head: string): string {
  if (head.includes('mimetypeapplication/vnd.oasis.opendocument.text'))
    return 'application/vnd.oasis.opendocument.text';
  if (head.includes('word/'))
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (head.includes('xl/')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return 'application/zip';
}

/** Bytes that no text has, whether it is UTF-8 or Windows-1252: control characters but tab, line ends, form feed and escape. */
const isControl = (byte: number): boolean =>
  byte === 0x7f || (byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte));
/** Bytes to which Windows-1252 gives no character. */
const unusedByWindows: readonly number[] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

function isText(head: Uint8Array): boolean {
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])) return isUtf16(head);
  if (head.some(isControl)) return false;
  if (isValid(head, 'utf-8')) return true;
  const foreign = head.reduce((sum, byte) => sum + (byte >= 0x80 ? 1 : 0), 0);
  // A letter of an older program: mostly plain letters, some with accents, and signs such as the pound.
  return foreign * 3 <= head.length && !head.some((byte) => unusedByWindows.includes(byte));
}

function isUtf16(head: Uint8Array): boolean {
  const littleEndian = head[0] === 0xff;
  const units = Array.from({ length: head.length >> 1 }, (_, i) =>
    littleEndian ? head[2 * i]! | (head[2 * i + 1]! << 8) : (head[2 * i]! << 8) | head[2 * i + 1]!,
  );
  return !units.some(isControl) && isValid(head, littleEndian ? 'utf-16le' : 'utf-16be');
}

function isValid(head: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): boolean {
  try {
    // `stream` leaves a character that the end of the head cuts in two unjudged.
    new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** How a window can show a file of that media type. */
export function previewOf(mediaType: string): DocumentSummary['preview'] {
  if (mediaType === 'application/pdf') return 'pdf';
  if (mediaType === 'text/plain') return 'text';
  return shownImages.includes(mediaType) ? 'image' : 'none';
}

/** Images that a browser draws without running anything. */
const shownImages: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp'];
