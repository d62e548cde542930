import { describe, expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

describe('the encoding of a text', () => {
  test.each([
    ['plain ASCII', Buffer.from('Rao v. State'), 'utf-8', 'Rao v. State'],
    ['UTF-8 without a mark', Buffer.from('§ 33, राव'), 'utf-8', '§ 33, राव'],
    ['UTF-8 with a mark', Buffer.from('\uFEFF§ 33'), 'utf-8', '§ 33'],
    ['UTF-16 little endian', Buffer.from('\uFEFFराव', 'utf16le'), 'utf-16le', 'राव'],
    ['UTF-16 big endian', Buffer.from('\uFEFF§', 'utf16le').swap16(), 'utf-16be', '§'],
    ['Windows-1252', bytes(0x35, 0x20, 0xa7, 0x20, 0x33, 0x33), 'windows-1252', '5 § 33'],
    [
      'the quotation marks and the euro of Windows-1252',
      bytes(0x93, 0x80, 0x94, 0x9f),
      'windows-1252',
      '“€”Ÿ',
    ],
    ['nothing', bytes(), 'utf-8', ''],
  ])('is found: %s', (_, input, encoding, text) => {
    expect(decodeText(input)).toEqual({ encoding, text });
  });

  test('is Windows-1252 when one byte anywhere is not UTF-8', () => {
    const input = Buffer.concat([Buffer.from('José '.repeat(10_000)), bytes(0xa7)]);
    expect(decodeText(input)).toMatchObject({
      encoding: 'windows-1252',
      text: expect.stringMatching(/^JosÃ© .*§$/),
    });
  });

  test('is what was asked for', () => {
    expect(decodeText(Buffer.from('é'), 'windows-1252')).toEqual({ encoding: 'windows-1252', text: 'Ã©' });
    expect(() => decodeText(bytes(0xa7), 'utf-8')).toThrow('not valid UTF-8');
  });

  test('is not guessed when a mark promises what the bytes do not keep', () => {
    expect(() => decodeText(bytes(0xff, 0xfe, 0x41))).toThrow('UTF-16');
    expect(() => decodeText(bytes(0xef, 0xbb, 0xbf, 0xa7))).toThrow('not valid UTF-8');
  });
});
