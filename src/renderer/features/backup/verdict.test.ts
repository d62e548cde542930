import { expect, it } from 'vitest';
import { verdictOn } from './verdict.ts';

const good = { verifiedAt: '2026-11-20T09:00:00Z', outcome: 'good', message: '' } as const;
const bad = { ...good, outcome: 'bad' } as const;
const proven = {
  drilledAt: '2026-11-20T09:00:00Z',
  outcome: 'proven',
  message: '',
  counts: null,
  documents: 0,
  durationMs: 1,
} as const;
const failed = { ...proven, outcome: 'failed' } as const;

it.each([
  ['present', good, null, 'Verified, never proven'],
  ['present', good, proven, 'Proven restorable'],
  ['present', good, failed, 'Does not restore'],
  ['present', null, null, 'Not verified'],
  ['present', bad, proven, 'Damaged'],
  // What was found out earlier says nothing about a file that is no longer the same.
  ['changed', good, proven, 'File changed'],
  ['changed', bad, null, 'Damaged'],
  ['missing', good, proven, 'File missing'],
  ['missing', bad, failed, 'File missing'],
] as const)(
  'a file that is %s, with verification %j and drill %j, is called "%4$s"',
  (fileState, verification, drill, word) => {
    expect(verdictOn({ fileState, verification, drill }).word).toBe(word);
  },
);

it('an increment whose base is missing or bad cannot be restored, whatever was proven; its own damage says more', () => {
  const isProven = { fileState: 'present', verification: good, drill: proven } as const;
  expect(verdictOn(isProven, 'missing')).toEqual({ tone: 'danger', word: 'Needed file missing' });
  expect(verdictOn(isProven, 'unlisted')).toEqual({ tone: 'attention', word: 'Needed file not found' });
  expect(verdictOn(isProven, 'damaged')).toEqual({ tone: 'danger', word: 'Needed file damaged' });
  expect(verdictOn({ fileState: 'present', verification: bad, drill: null }, 'missing').word).toBe('Damaged');
  expect(verdictOn({ fileState: 'missing', verification: good, drill: null }, 'missing').word).toBe(
    'File missing',
  );
});
