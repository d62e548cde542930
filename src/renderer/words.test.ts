import { CompressionLevel } from '@causebook/contracts';
import { describe, expect, it } from 'vitest';
import { createFormat } from './format.ts';
import { compressionWords, contentsInWords, countsInWords, heldInWords } from './words.ts';

const english = createFormat({ locale: 'en-US', timeZone: 'UTC' });
const nothing = { users: 1, cases: 0, hearings: 0, tasks: 0, orders: 0, documents: 0, bytes: 0 };

describe('countsInWords', () => {
  it('names what is there and leaves out what is not', () => {
    const words = countsInWords({ ...nothing, cases: 1, hearings: 1903, documents: 12 }, english);
    expect(words.replaceAll('\u00a0', ' ')).toBe('1 case, 1,903 hearings, 12 documents');
  });

  it('keeps a number and its word on one line', () => {
    expect(countsInWords({ ...nothing, tasks: 97 }, english)).toBe('97\u00a0tasks');
  });

  it('has words for an empty practice', () => {
    expect(countsInWords(nothing, english)).toBe('Nothing yet');
  });
});

describe('heldInWords', () => {
  const counts = { ...nothing, cases: 2, documents: 3 };

  it('does not count what was left out of the backup', () => {
    const held = (includeDatabase: boolean, includeFiles: boolean): string =>
      heldInWords({ counts, includeDatabase, includeFiles }, english);
    expect(held(true, true)).toBe('2\u00a0cases, 3\u00a0documents');
    expect(held(true, false)).toBe('2\u00a0cases. Without the documents.');
    expect(held(false, true)).toBe('3\u00a0documents. Without the case diary.');
  });
});

describe('contentsInWords', () => {
  it('tells what a backup holds', () => {
    const everything = { includeDatabase: true, includeFiles: true, includeMetadata: true };
    expect(contentsInWords(everything, english)).toBe(
      'Holds the case diary, the documents, and the description.',
    );
    expect(contentsInWords({ ...everything, includeFiles: false, includeMetadata: false }, english)).toBe(
      'Holds the case diary.',
    );
  });
});

describe('compressionWords', () => {
  it('has words for every level of the contract', () => {
    expect(compressionWords).toHaveLength((CompressionLevel.maxValue ?? 0) + 1);
  });
});
