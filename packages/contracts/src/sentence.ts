/** Sentences that end with a name somebody typed. */

/** The words with a full stop, unless they end with one: "Added the case Rao v. Sen & Co." */
export const sentence = (words: string): string => (/[.?!…]["”’]?$/u.test(words) ? words : `${words}.`);
