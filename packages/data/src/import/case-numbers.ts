/** Tells whether two case numbers are the same one, however they are written. */

/**
 * The number without what offices write differently: capitals, spaces and punctuation. Between figures a separation
 * stays: 1/12 and 11/2 are two numbers.
 */
export const plainNumber = (number: string): string =>
  number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/(?<=\p{N})[^\p{L}\p{N}]+(?=\p{N})/gu, '/')
    .replace(/[^\p{L}\p{N}/]+/gu, '')
    .replace(/(?<!\p{N})\/|\/(?!\p{N})/gu, '');
