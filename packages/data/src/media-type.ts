/** Tells what a file is by its first bytes, never by its name. */

const startsWith = (head: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, index) => head[at + index] === byte);
const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

const signatures: readonly (readonly [mediaType: string, bytes: readonly number[], at?: number])[] = [
  ['application/pdf', ascii('%PDF-')],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/gif', ascii('GIF8')],
  ['image/webp', ascii('WEBP'), 8],
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
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return zipBased(Buffer.from(head).toString('latin1'));
  return isText(head) ? 'text/plain' : 'application/octet-stream';
}

function zipBased(head: string): string {
  if (head.includes('mimetypeapplication/vnd.oasis.opendocument.text'))
    return 'application/vnd.oasis.opendocument.text';
  if (head.includes('word/'))
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (head.includes('xl/')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return 'application/zip';
}

function isText(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  try {
    // `stream` leaves a character that the end of the head cuts in two unjudged.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
