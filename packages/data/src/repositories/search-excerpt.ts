/** The part of a longer text that shows why it was found. */
import { findWords } from '@causebook/contracts';

const LENGTH = 90;
/** How much of what stands before the first hit is shown. */
const BEFORE = 24;

/** About a line of the text around the first of the words, on one line; null when none of them is in it. */
export function excerpt(text: string, words: readonly string[]): string | null {
  const line = text.replace(/\s+/g, ' ').trim();
  const [first] = findWords(line, words);
  if (first === undefined) return null;
  if (line.length <= LENGTH) return line;
  const word = line.lastIndexOf(' ', first[0] - BEFORE) + 1;
  const from = first[0] <= BEFORE ? 0 : Math.max(word, first[0] - 2 * BEFORE);
  const ahead = line.indexOf(' ', Math.max(first[1], from + LENGTH));
  const to = ahead === -1 || ahead > from + LENGTH * 1.5 ? Math.max(first[1], from + LENGTH) : ahead;
  return `${from > 0 ? '… ' : ''}${line.slice(from, to).toWellFormed().trimEnd()}${to < line.length ? ' …' : ''}`;
}
