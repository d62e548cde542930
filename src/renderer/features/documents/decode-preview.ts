/** Reads the bytes of a text as a person expects it, whatever program wrote it. */

const marks = [
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
] as const;

/**
 * The text of bytes that may have been cut off anywhere: what a byte order mark says, else UTF-8 where that is valid,
 * else Windows-1252, which every sequence of bytes is. Control characters but tab and line ends are shown as `�`.
 */
export function decodePreview(bytes: Uint8Array): string {
  const marked = marks.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  const text = marked
    ? new TextDecoder(marked.encoding).decode(bytes, { stream: true })
    : (asUtf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes));
  return text.replace(harmful, '�');
}

/** Also what turns the reading direction around. */
const harmful = /[^\P{Cc}\t\n\r\f]|[\u202a-\u202e\u2066-\u2069]/gu;

function asUtf8(bytes: Uint8Array): string | null {
  try {
    // `stream` leaves a character that the end cuts in two unread.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Letters of one piece; laying out a single line of a million letters would stop the window for seconds. */
const PIECE = 16_000;

/** The text in pieces that end with a line, or, in an endless line, anywhere. Together, with line ends between, they are the text. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    const lineEnd = text.lastIndexOf('\n', start + PIECE);
    const isCut = start + PIECE < text.length && lineEnd < start;
    const end = isCut || start + PIECE >= text.length ? Math.min(start + PIECE, text.length) : lineEnd;
    pieces.push(text.slice(start, end));
    start = isCut || end === text.length ? end : end + 1;
  }
  return pieces;
}
