/** A practice that cannot be opened, in words about the practice: what its parts say speaks of files and of states by their ids. */
import { AppError, type SafetyStatus } from '@causebook/contracts';
import type { PracticeSession } from '@causebook/data';

/** The same problem with the words that a person can act on; the code and the cause stay. */
export function practiceProblem(problem: AppError): AppError {
  const { code, details } = problem;
  const words = (message: string, remedy: string): AppError =>
    new AppError(code, message, { remedy, cause: problem, ...(details ? { details } : {}) });
  switch (code) {
    case 'FILE_CORRUPTION':
      return words(
        'The database of your practice is damaged and cannot be read. It is kept as it is.',
        'Restore the newest backup, or go back to a restore point.',
      );
    case 'PRACTICE_UNREADABLE':
      return words(
        // The list of the states is on the page of restore points, by their dates and contents.
        problem.message.replace(/ States that are there: .*$/su, ''),
        'Go back to one of the restore points, or restore a backup.',
      );
    case 'VERSION_UNSUPPORTED':
      return words(
        'Your practice was last used with a newer version of Causebook. Nothing was changed.',
        'Update Causebook on this computer.',
      );
    default:
      return problem;
  }
}

/** What to throw instead of an error that a session gave. */
export const inWordsOfThePractice = (
  { problem }: Pick<PracticeSession, 'problem'>,
  error: unknown,
): unknown => (problem !== null && error === problem ? practiceProblem(problem) : error);

/** A practice that nobody can open is not safe, however good its backups are. */
export function unsafe(problem: AppError, safety: SafetyStatus): SafetyStatus {
  return {
    ...safety,
    level: 'danger',
    headline: 'Your practice cannot be opened.',
    advice: practiceProblem(problem).remedy,
  };
}
