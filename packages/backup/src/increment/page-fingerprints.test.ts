import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FINGERPRINT_SIZE } from './fingerprint-duties.ts';
import { changedPages, type PageFingerprints } from './page-fingerprints.ts';

/** A database each of whose pages is told by a number. */
const databaseOf = (pages: readonly number[]): PageFingerprints => ({
  pageSize: 4096,
  pages: pages.length,
  sha256: '',
  fingerprints: Buffer.concat(pages.map((page) => Buffer.alloc(FINGERPRINT_SIZE, page))),
});

test('the pages that travel are those that the earlier database has not, of whatever size both are', () => {
  const pages = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 400 });
  fc.assert(
    fc.property(pages, fc.array(fc.nat(399)), fc.nat(400), (earlier, touched, length) => {
      const later = Array.from({ length }, (_, index) => earlier[index] ?? 7);
      for (const index of touched) if (index < length) later[index] = 9;
      const expected = later.flatMap((page, index) => (page === earlier[index] ? [] : [index + 1]));
      expect(changedPages(databaseOf(earlier), databaseOf(later))).toEqual(expected);
    }),
  );
});
