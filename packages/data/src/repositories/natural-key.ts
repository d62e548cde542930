/** The order in which a person expects the numbers of cases. */

/** Longer than every number of a case; longer runs of digits are compared sign by sign. */
const WIDTH = 12;
/** Sorts behind everything that a person types. */
const LAST = '\uFFFF';
const [ZERO, NINE] = [48, 57];

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

/** A key under which `CS 9/2024` comes before `CS 10/2024`, whatever the case of the letters; nothing comes last. */
export function naturalKey(text: string): string {
  if (text === '') return LAST;
  let key = '';
  let copied = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!isDigit(text.charCodeAt(at))) continue;
    let end = at + 1;
    while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
    key += text.slice(copied, at) + text.slice(at, end).padStart(WIDTH, '0');
    copied = end;
    at = end;
  }
  return (key + text.slice(copied)).toLowerCase();
}
