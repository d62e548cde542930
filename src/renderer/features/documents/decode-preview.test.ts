import { array, assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { decodePreview, piecesOf } from './decode-preview.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16 = (text: string, littleEndian: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (const [index] of [...text].entries()) view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  return new Uint8Array(view.buffer);
};

test.each([
  ['UTF-8', utf8('Renée – € 5 📎'), 'Renée – € 5 📎'],
  ['UTF-8 that is cut in a letter', utf8('Renée').subarray(0, 4), 'Ren'],
  ['UTF-8 with its mark', utf8('\ufeffHello'), 'Hello'],
  ['Windows-1252', latin1('Fee: \x80 5, Ren\xe9e \x93so\x94'), 'Fee: € 5, Renée “so”'],
  ['UTF-16', utf16('\ufeffRenée', true), 'Renée'],
  ['UTF-16 the other way round', utf16('\ufeffRenée', false), 'Renée'],
  ['nothing', new Uint8Array(), ''],
  ['control characters', utf8('a\u0007b\tc\r\nd\u202ee'), 'a�b\tc\r\nd�e'],
])('%s is read', (_, bytes, text) => expect(decodePreview(bytes)).toBe(text));

test('the pieces of a text are short, and nothing of it is missing', () => {
  assert(
    property(array(integer({ min: 0, max: 40_000 }), { maxLength: 8 }), (lengths) => {
      const text = lengths.map((length) => 'x'.repeat(length)).join('\n');
      const pieces = piecesOf(text);
      expect(Math.max(0, ...pieces.map(({ length }) => length))).toBeLessThanOrEqual(16_000);
      expect(pieces.join('').replaceAll('\n', '')).toBe(text.replaceAll('\n', ''));
    }),
  );
  expect(piecesOf('a\nb')).toEqual(['a\nb']);
  const line = 'y'.repeat(10_000);
  expect(piecesOf(`${line}\n${line}\nend`)).toEqual([line, `${line}\nend`]);
});
