/** Opens a profile for a command and leaves it tidy, however the command ends. */
import { BackupService, Catalog, inPlaceRunner } from '@causebook/backup';
import { AppError, toAppError, type OperationProgress } from '@causebook/contracts';
import {
  completeLiveGeneration,
  exists,
  lockProfile,
  makeFolder,
  PracticeSession,
  prepareProfile,
  profilePaths,
  type ProfilePaths,
} from '@causebook/data';
import { appVersion } from './version.ts';

export interface OpenProfile {
  readonly paths: ProfilePaths;
  readonly session: PracticeSession;
  readonly service: BackupService;
  readonly catalog: Catalog;
}

export interface ProfileHooks {
  readonly now: () => Date;
  readonly onProgress: (progress: OperationProgress | null) => void;
  readonly warn: (text: string) => void;
}

/** Nothing runs in the background of a terminal. */
const nothingInBackground = { stop: async () => {}, boot: () => {} };

/**
 * Holds the profile while `work` runs. The practice may be missing or damaged: `session.problem` says so, and a command
 * that needs it says so too.
 * @throws AppError BUSY when another Causebook holds the profile
 */
export async function withHeldProfile<Result>(
  folder: string,
  hooks: ProfileHooks,
  work: (profile: OpenProfile) => Promise<Result>,
): Promise<Result> {
  const paths = profilePaths(folder);
  await makeRoot(paths.root);
  const lock = lockProfile(paths);
  try {
    const found = await prepareProfile(paths);
    if (found.unfinished.length > 0)
      hooks.warn(
        'A restore, or a restore point, that was cut off was cleared away. The practice is as it was before it.',
      );
    return await openProfile(paths, hooks, async (profile) => {
      await profile.service.recover();
      if (!profile.session.problem)
        await profile.session.use((practice) => completeLiveGeneration(paths, practice, hooks.now()));
      return work(profile);
    });
  } finally {
    lock.release();
  }
}

async function makeRoot(root: string): Promise<void> {
  try {
    await makeFolder(root);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EEXIST' && code !== 'ENOTDIR') throw error;
    throw new AppError('INVALID_INPUT', `${root} is not a folder.`, { cause: error });
  }
}

/** Opens a profile for a look, beside whoever holds it. @throws AppError PRACTICE_MISSING when there is none */
export async function withProfile<Result>(
  folder: string,
  hooks: ProfileHooks,
  work: (profile: OpenProfile) => Promise<Result>,
): Promise<Result> {
  const paths = profilePaths(folder);
  if (!(await exists(paths.data)) && !(await exists(paths.catalog)))
    throw new AppError('PRACTICE_MISSING', `There is no practice in ${paths.root}.`);
  return openProfile(paths, hooks, work);
}

async function openProfile<Result>(
  paths: ProfilePaths,
  hooks: ProfileHooks,
  work: (profile: OpenProfile) => Promise<Result>,
): Promise<Result> {
  const { catalog, quarantined } = await Catalog.open(paths, hooks.now());
  if (quarantined !== null)
    hooks.warn(
      `The list of backups was damaged and is kept in ${quarantined}. "causebook rebuild" makes it again from the backups.`,
    );
  const session = new PracticeSession(paths);
  try {
    await session.open().catch((error: unknown) => {
      // Remembered by the session, and thrown to whoever needs the practice; a restore does not.
      if (!(error instanceof AppError)) throw toAppError(error);
    });
    const service = new BackupService({
      session,
      catalog,
      runner: inPlaceRunner,
      appVersion,
      now: hooks.now,
      background: nothingInBackground,
      onProgress: hooks.onProgress,
      onSuspicion: ({ reason }) =>
        hooks.warn(`${reason} No old backup is removed until you have looked at this.`),
      onTrouble: (what, error) => hooks.warn(`Trouble while ${what}: ${toAppError(error).message}`),
    });
    return await work({ paths, session, service, catalog });
  } finally {
    session.close();
    catalog.close();
  }
}
