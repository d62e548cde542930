import type { AddedDocument } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { outcomeOf } from './documents-adding-words.ts';

const added = (name: string, isDuplicateInCase = false): AddedDocument => ({
  document: {
    id: name,
    case: { id: 'c', number: '1', title: 'Rao v. Iyer' },
    name,
    mediaType: 'text/plain',
    size: 21_000,
    sha256: 'a'.repeat(64),
    addedAt: '2026-01-01T00:00:00Z',
    tags: [],
    preview: 'text',
  },
  isKnownContent: isDuplicateInCase,
  isDuplicateInCase,
});
const nothing = { added: [], failed: [], skipped: 0 };

test('one document is named with its size, several are counted', () => {
  expect(outcomeOf({ ...nothing, added: [added('a.txt')] })).toEqual({
    level: 'success',
    message: 'Added a.txt (21 kB).',
  });
  expect(outcomeOf({ ...nothing, added: [added('a.txt'), added('b.txt')] }).message).toBe(
    'Added 2 documents.',
  );
});

test('duplicates are pointed out, not refused', () => {
  expect(outcomeOf({ ...nothing, added: [added('a.txt', true)] })).toEqual({
    level: 'info',
    message: 'Added a.txt (21 kB). The same file is in this case already, perhaps under another name.',
  });
  expect(outcomeOf({ ...nothing, added: [added('a.txt', true), added('b.txt')] }).message).toBe(
    'Added 2 documents. The same content was there already: a.txt.',
  );
});

test('every failure is named with its reason, up to what can be read', () => {
  const failed = Array.from({ length: 10 }, (_, index) => ({ name: `${index}.pdf`, message: 'No.' }));
  const outcome = outcomeOf({ added: [added('a.txt')], failed, skipped: 0 });
  expect(outcome).toMatchObject({ level: 'error', title: '1 of 11 files added' });
  expect(outcome.message).toMatch(/^0\.pdf: No\. 1\.pdf: No\..* And 2 files more\.$/);
  expect(
    outcomeOf({ ...nothing, failed: [{ name: 'x', message: 'x is a folder, not a file.' }] }),
  ).toMatchObject({ title: 'Nothing was added', message: 'x is a folder, not a file.' });
});

test('what was stopped is said', () => {
  expect(outcomeOf({ ...nothing, skipped: 2 }).message).toBe(
    'Nothing was added. You stopped it: 2 files are left out.',
  );
  expect(outcomeOf({ ...nothing, added: [added('a.txt')], skipped: 1 })).toEqual({
    level: 'info',
    message: 'Added a.txt (21 kB). You stopped it: 1 file is left out.',
  });
});
