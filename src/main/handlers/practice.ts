/** Handlers for the practice itself. */
import { counted, practiceInWords } from '@causebook/backup';
import { AppError } from '@causebook/contracts';
import {
  countPractice,
  fillWithSample,
  listCases,
  readSetting,
  type Practice,
  type PracticeSession,
} from '@causebook/data';
import { inWordsOfThePractice } from '../practice-problem.ts';
import type { HandlerParts, Some } from './parts.ts';

/** A small office, made in a moment. */
const SAMPLE = { seed: 1, cases: 40, documents: 60, bytes: 12_000_000 };

/** @returns what `reopening` does, with a problem of the practice in words for a person */
function patiently(session: PracticeSession) {
  const useOrOpen = reopening(session);
  return async <Result>(work: (practice: Practice) => Result | Promise<Result>): Promise<Result> => {
    try {
      return await useOrOpen(work);
    } catch (error) {
      throw inWordsOfThePractice(session, error);
    }
  };
}

/** @returns `session.use` for a practice that is opened again if it could not be: the disk may be there now. */
function reopening(session: PracticeSession) {
  let attempt: Promise<void> | null = null;
  return async <Result>(work: (practice: Practice) => Result | Promise<Result>): Promise<Result> => {
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

export function practiceHandlers({
  session,
  broadcast,
  today,
  appVersion,
}: HandlerParts): Some<'app:getInfo' | 'practice:createSample' | 'cases:list'> {
  const useOrOpen = patiently(session);
  let isMakingSample = false;
  return {
    'app:getInfo': () =>
      useOrOpen(({ database }) => ({
        message: `Causebook ${appVersion}`,
        appVersion,
        profilePath: session.paths.root,
        practiceName: readSetting(database, 'practice.name') ?? '',
        counts: countPractice(database),
        platform: process.platform,
      })),

    'practice:createSample': async () => {
      if (isMakingSample) throw new AppError('BUSY', 'The sample is being made already.');
      isMakingSample = true;
      try {
        const counts = await session.use(({ database }) =>
          fillWithSample(session.paths, database, { ...SAMPLE, today: today() }),
        );
        broadcast('app:dataReplaced', { reason: 'sample' });
        return { message: `Made a sample practice: ${practiceInWords(counts)}.`, counts };
      } finally {
        isMakingSample = false;
      }
    },

    'cases:list': (request) =>
      useOrOpen(async ({ query }) => {
        const list = await listCases(query, request, today());
        return { message: `${counted(list.total, 'case')}.`, ...list };
      }),
  };
}
