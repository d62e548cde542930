import { expect, it } from 'vitest';
import { verdictOn } from './verdict.ts';

const good = { verifiedAt: '2026-11-20T09:00:00Z', outcome: 'good', message: '' } as const;
const bad = { ...good, outcome: 'bad' } as const;

it.each([
  ['present', good, 'Verified'],
  ['present', null, 'Not verified'],
  ['present', bad, 'Damaged'],
  // An earlier verification says nothing about a file that is no longer the same.
  ['changed', good, 'File changed'],
  ['changed', bad, 'Damaged'],
  ['missing', good, 'File missing'],
  ['missing', bad, 'File missing'],
] as const)('a file that is %s, with verification %j, is called "%3$s"', (fileState, verification, word) => {
  expect(verdictOn({ fileState, verification }).word).toBe(word);
});
