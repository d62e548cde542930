/** A small dot-matrix typeface for scanned pages: five columns, seven rows, one base-32 digit per row. */

const rows: Readonly<Record<string, string>> = {
  A: 'ehhvhhh',
  B: 'uhhuhhu',
  C: 'ehggghe',
  D: 'uhhhhhu',
  E: 'vgguggv',
  F: 'vgguggg',
  G: 'ehgnhhe',
  H: 'hhhvhhh',
  I: 'e44444e',
  J: '72222ic',
  K: 'hikokih',
  L: 'ggggggv',
  M: 'hrllhhh',
  N: 'hhpljhh',
  O: 'ehhhhhe',
  P: 'uhhuggg',
  Q: 'ehhhlid',
  R: 'uhhukih',
  S: 'fgge11u',
  T: 'v444444',
  U: 'hhhhhhe',
  V: 'hhhhha4',
  W: 'hhhllla',
  X: 'hha4ahh',
  Y: 'hha4444',
  Z: 'v1248gv',
  0: 'ehjlphe',
  1: '4c4444e',
  2: 'eh1248v',
  3: 'v2421he',
  4: '26aiv22',
  5: 'vgu11he',
  6: '68guhhe',
  7: 'v124888',
  8: 'ehhehhe',
  9: 'ehhf12c',
  '.': '00000cc',
  ',': '0000c48',
  ':': '0cc0cc0',
  '-': '000v000',
  '/': '01248g0',
  '(': '2488842',
  ')': '8422248',
};

export const glyphColumns = 5;
export const glyphRows = 7;

const bitmaps = new Map(
  Object.entries(rows).map(([character, digits]) => [
    character,
    Array.from(digits, (digit) => Number.parseInt(digit, 32)),
  ]),
);

function dot(bitmap: readonly number[], column: number, row: number): number {
  if (column < 0 || column >= glyphColumns) return 0;
  return ((bitmap[row] ?? 0) >> (glyphColumns - 1 - column)) & 1;
}

/**
 * How much ink lies at a point of the glyph, 0 to 1, smoothly between its dots.
 * @param x in columns, @param y in rows; a glyph covers 0…5 by 0…7, ink bleeds half a dot beyond.
 */
export function ink(character: string, x: number, y: number): number {
  const bitmap = bitmaps.get(character);
  if (bitmap === undefined) return 0;
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  const across = x - 0.5 - left;
  const down = y - 0.5 - top;
  return (
    (dot(bitmap, left, top) * (1 - across) + dot(bitmap, left + 1, top) * across) * (1 - down) +
    (dot(bitmap, left, top + 1) * (1 - across) + dot(bitmap, left + 1, top + 1) * across) * down
  );
}
