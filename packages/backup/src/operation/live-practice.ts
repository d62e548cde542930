/** Questions about the live practice that more than one area asks. */
import { AppError, type GenerationId } from '@causebook/contracts';
import { liveGeneration, readSetting, type PracticeSession, type ProfilePaths } from '@causebook/data';

/** The state that is live. @throws AppError PRACTICE_MISSING where there is none yet */
export async function requireLive(paths: ProfilePaths): Promise<GenerationId> {
  const generationId = await liveGeneration(paths);
  if (generationId === null)
    throw new AppError('PRACTICE_MISSING', `There is no practice in ${paths.root} yet.`);
  return generationId;
}

/** Empty for a practice that has no id. @throws AppError when none is open */
export const openPracticeId = (session: PracticeSession): Promise<string> =>
  session.use(({ database }) => readSetting(database, 'practice.id') ?? '');
