/** Takes hold of the profile and opens what is in it. What cannot be opened is reported and left exactly as it is. */
import { Catalog } from '@causebook/backup';
import { AppError, toAppError } from '@causebook/contracts';
import {
  completeLiveGeneration,
  createPractice,
  lockProfile,
  makeFolder,
  PracticeSession,
  prepareProfile,
  profilePaths,
  type ProfileLock,
  type ProfilePaths,
  type StartupFindings,
} from '@causebook/data';

export interface OpenProfile {
  readonly paths: ProfilePaths;
  readonly session: PracticeSession;
  readonly catalog: Catalog;
  /** What start-up had to clear away. */
  readonly findings: StartupFindings;
  /** Where a damaged catalog was put, or null. */
  readonly quarantinedCatalog: string | null;
  /** Lets go of everything. */
  close(): void;
}

/**
 * A practice that cannot be opened is no reason to stop: `session.problem` says why, and restore points and backups are
 * there to choose from. Only a profile that never had a practice gets a new, empty one.
 * @throws AppError when there is nothing to go on with: BUSY, PERMISSION_DENIED, INSUFFICIENT_SPACE, VERSION_UNSUPPORTED
 */
export async function openProfile(root: string, now: () => Date): Promise<OpenProfile> {
  const paths = profilePaths(root);
  try {
    await makeFolder(paths.root);
    const lock = lockProfile(paths);
    try {
      return await openHeld(paths, lock, now);
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    throw ofTheFolder(paths, error);
  }
}

/** Names the folder: the person has to know which one to put right. */
function ofTheFolder({ root }: ProfilePaths, error: unknown): AppError {
  const failure = toAppError(error);
  if (failure.code !== 'PERMISSION_DENIED' || failure === error) return failure;
  return new AppError(failure.code, `The folder ${root} cannot be written.`, {
    cause: error,
    ...(failure.details ? { details: failure.details } : {}),
  });
}

async function openHeld(paths: ProfilePaths, lock: ProfileLock, now: () => Date): Promise<OpenProfile> {
  const findings = await prepareProfile(paths);
  const { catalog, quarantined } = await Catalog.open(paths, now()).catch(ofTheCatalog);
  const session = new PracticeSession(paths);
  const close = (): void => {
    session.close();
    catalog.close();
    lock.release();
  };
  try {
    await openPractice(session, now);
  } catch (error) {
    // The session answers every use with the problem it remembers; any other failure is one of starting.
    if (error !== session.problem) {
      session.close();
      catalog.close();
      throw error;
    }
  }
  return { paths, session, catalog, findings, quarantinedCatalog: quarantined, close };
}

/** Whoever reads that a database cannot be opened must not think of the practice. */
function ofTheCatalog(error: unknown): never {
  const failure = toAppError(error, 'CONNECTION_FAILED');
  if (failure.code !== 'CONNECTION_FAILED') throw failure;
  throw new AppError(failure.code, 'The list of your backups, catalog.sqlite, cannot be opened.', {
    remedy:
      'Check that your account may read and write that file. Your practice and your backups are untouched.',
    cause: failure,
  });
}

/** @throws AppError; the session remembers it */
async function openPractice(session: PracticeSession, now: () => Date): Promise<void> {
  try {
    await session.open();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'PRACTICE_MISSING') throw error;
    await createPractice(session.paths, { now: now(), name: '' });
    await session.open();
  }
  await session.use((practice) => completeLiveGeneration(session.paths, practice, now()));
}
