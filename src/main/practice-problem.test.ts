import { AppError } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { inWordsOfThePractice, practiceProblem, unsafe } from './practice-problem.ts';

test('a damaged database is told as a damaged practice, not as a file to be copied again', () => {
  const problem = new AppError('FILE_CORRUPTION');
  const told = practiceProblem(problem);
  expect(told).toMatchObject({ code: 'FILE_CORRUPTION', cause: problem });
  expect(told.message).toContain('database of your practice is damaged');
  expect(told.remedy).toContain('Restore the newest backup');
});

test('states are not told by their ids', () => {
  const told = practiceProblem(
    new AppError(
      'PRACTICE_UNREADABLE',
      'The file CURRENT is missing. Nothing was changed. States that are there: g-20261120T160317Z-228e5fe7 (Started, 2026).',
    ),
  );
  expect(told.message).toBe('The file CURRENT is missing. Nothing was changed.');
});

test('other problems, and errors that are not the problem of the practice, keep their words', () => {
  const problem = new AppError('CONNECTION_FAILED');
  expect(practiceProblem(problem)).toBe(problem);
  const other = new AppError('FILE_CORRUPTION');
  expect(inWordsOfThePractice({ problem }, other)).toBe(other);
  expect(inWordsOfThePractice({ problem: other }, other)).toMatchObject({ cause: other });
});

test('a practice that cannot be opened is never called safe', () => {
  const counts = { users: 0, cases: 0, hearings: 0, tasks: 0, orders: 0, documents: 0, bytes: 0 };
  const safety = {
    level: 'safe',
    headline: 'Last backup just now.',
    advice: null,
    lastBackup: null,
    nextRunAt: null,
    counts,
  } as const;
  expect(unsafe(new AppError('FILE_CORRUPTION'), safety)).toMatchObject({
    level: 'danger',
    headline: 'Your practice cannot be opened.',
    advice: 'Restore the newest backup, or go back to a restore point.',
  });
});
