/** What a search counts as a word, and where the words of a search stand in a text: the same for the index and the eye. */

/** More words than this narrow nothing down. */
const MOST_WORDS = 8;

const letters = String.raw`\p{L}\p{N}`;
const runs = new RegExp(`[${letters}]+`, 'gu');

/** Without case and accents, as the index compares. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of a search as they were typed; what has neither letter nor digit is none. */
export function searchWords(typed: string): string[] {
  const words = typed.split(/[\s\p{C}]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** What a word is made of as the index has it: `CRL.P` is `crl` and `p`. */
export const wordParts = (word: string): readonly string[] => folded(word).match(runs) ?? [];

/** A stretch of a text, from one offset to before another. */
export type Stretch = readonly [from: number, to: number];

/** Where one of the words begins a word of the text, in order and without overlap. */
export function findWords(text: string, words: readonly string[]): Stretch[] {
  const patterns = words.map(wordParts).filter((parts) => parts.length > 0);
  if (patterns.length === 0 || text === '') return [];
  const { plain, offsets } = foldWithOffsets(text);
  const anyOf = patterns
    .map((parts) => parts.join(`[^${letters}]+`))
    .toSorted((one, other) => other.length - one.length);
  const pattern = new RegExp(`(?<![${letters}])(?:${anyOf.join('|')})`, 'gu');
  return Array.from(plain.matchAll(pattern), ({ index, 0: found }) => [
    offsets[index]!,
    offsets[index + found.length]!,
  ]);
}

function foldWithOffsets(text: string): { readonly plain: string; readonly offsets: readonly number[] } {
  let plain = '';
  const offsets: number[] = [];
  let at = 0;
  for (const letter of text) {
    const without = folded(letter);
    for (let index = 0; index < without.length; index += 1) offsets.push(at);
    plain += without;
    at += letter.length;
  }
  offsets.push(text.length);
  return { plain, offsets };
}
