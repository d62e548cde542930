import { AppError, type HistoryEntry } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { startupOutcomes, type StartupFacts } from './startup-outcomes.ts';

const nothing: StartupFacts = {
  problem: null,
  quarantinedCatalog: null,
  interrupted: [],
  unfinishedGenerations: 0,
  isDiskFull: false,
};
const cutOff = (kind: HistoryEntry['kind']) => ({ kind }) as HistoryEntry;

test('a start after a proper end has nothing to tell', () => {
  expect(startupOutcomes(nothing)).toEqual([]);
  expect(startupOutcomes({ ...nothing, interrupted: [cutOff('verify')] })).toEqual([]);
});

test('a disk that is full is told, with what to do', () => {
  expect(startupOutcomes({ ...nothing, isDiskFull: true })).toMatchObject([
    { level: 'warning', code: 'INSUFFICIENT_SPACE', remedy: expect.stringContaining('Free some space') },
  ]);
});

test('what was cut off is told in one message', () => {
  expect(startupOutcomes({ ...nothing, interrupted: [cutOff('export')] })).toMatchObject([
    { level: 'warning', message: expect.stringContaining('A backup was cut off') },
  ]);
  const restore = startupOutcomes({
    ...nothing,
    interrupted: [cutOff('export'), cutOff('restore')],
    unfinishedGenerations: 1,
  });
  expect(restore).toMatchObject([
    { message: expect.stringContaining('Your practice is as it was before it.') },
  ]);
});

test('a damaged catalog is named with the place where it is kept', () => {
  expect(startupOutcomes({ ...nothing, quarantinedCatalog: '/q/catalog-1' })[0]?.message).toContain(
    '/q/catalog-1',
  );
});

test('a practice that cannot be opened is told in its own words, with what can be done', () => {
  const problem = new AppError('CONNECTION_FAILED');
  expect(startupOutcomes({ ...nothing, problem })).toEqual([
    {
      id: 'practice',
      level: 'error',
      title: 'Your practice cannot be opened',
      message: problem.message,
      remedy: problem.remedy,
      code: 'CONNECTION_FAILED',
    },
  ]);
});
