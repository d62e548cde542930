/** What a person types into a search field, as the full-text index understands it. */

/** Signs of which the index makes words; see `tokenize` in migrations/0002-diary.ts. */
const WORD_SIGN = /[\p{L}\p{N}\p{Co}]/u;

/**
 * One expression of the full-text index for every word that was typed. Each finds entries in which a word begins so, or
 * in which its parts follow each other: `123/2024` finds `CS 123/2024`. Nothing that is typed is syntax of the index;
 * what has neither letter nor digit is no word.
 */
export function wordExpressions(typed: string): string[] {
  const words = typed
    .replaceAll('\0', ' ')
    .split(/\s+/u)
    .filter((word) => WORD_SIGN.test(word));
  return [...new Set(words.map((word) => `"${word.replaceAll('"', '""')}"*`))];
}
