/** Sentences that end with a name. */
import { expect, test } from 'vitest';
import { sentence } from './sentence.ts';

test.each([
  ['Added the case Rao v. Iyer', 'Added the case Rao v. Iyer.'],
  ['Added the case Rao v. Sen & Co.', 'Added the case Rao v. Sen & Co.'],
  ['Recorded: Adjourned. Why?', 'Recorded: Adjourned. Why?'],
  ['Added “Call Sen & Co.”', 'Added “Call Sen & Co.”'],
  ['Added “Call the client”', 'Added “Call the client”.'],
])('%j becomes %j', (words, expected) => expect(sentence(words)).toBe(expected));
