/** The practice for handlers: opened again when it could not be, its problems in words. */
import type { Practice, PracticeSession } from '@causebook/data';
import { inWordsOfThePractice } from './practice-problem.ts';

export type UsePractice = <Result>(work: (practice: Practice) => Result | Promise<Result>) => Promise<Result>;

/** @returns what `reopening` does, with a problem of the practice in words for a person */
export function patiently(session: PracticeSession): UsePractice {
  const useOrOpen = reopening(session);
  return async (work) => {
    try {
      return await useOrOpen(work);
    } catch (error) {
      throw inWordsOfThePractice(session, error);
    }
  };
}

/** @returns `session.use` for a practice that is opened again if it could not be: the disk may be there now. */
function reopening(session: PracticeSession): UsePractice {
  let attempt: Promise<void> | null = null;
  return async (work) => {
    const { problem } = session;
    try {
      return await session.use(work);
    } catch (error) {
      // A practice that is merely closed stays so: the app is ending.
      if (problem === null || error !== problem || problem.code === 'PRACTICE_MISSING') throw error;
      attempt ??= session.replace(async () => {}).finally(() => (attempt = null));
      await attempt;
      return session.use(work);
    }
  };
}
