/**
 * A profile that cannot be opened at all: its folder may not be written, the disk is full, somebody else is at work in it.
 * The window is there all the same. It says why and what helps, tries again, and saves what can be read.
 */
import { join } from 'node:path';
import { AppError, calls, toAppError, type Channel, type Handlers } from '@causebook/contracts';
import {
  lockProfile,
  profilePaths,
  saveReadable,
  type ProfileLock,
  type ProfilePaths,
  type Saved,
} from '@causebook/data';
import { chooseFolder } from './dialogs.ts';
import { quitSoon, showFolder } from './handlers/recovery.ts';
import type { HandlerContext } from './ipc.ts';
import type { Log } from './log.ts';
import type { OpenProfile } from './open-profile.ts';

interface ClosedParts {
  readonly root: string;
  /** Tries to open the profile. */
  readonly open: () => Promise<OpenProfile>;
  readonly appVersion: string;
  readonly now: () => Date;
  readonly log: Log;
}

/** Where a window is given what it can ask for while the profile is closed. */
interface Door {
  readonly show: (handlers: Handlers<HandlerContext>) => void;
}

/** Opens the profile; where that fails, shows the window and waits until it can be opened. */
export async function openPatiently(parts: ClosedParts, door: Door): Promise<OpenProfile> {
  const attempt = attempts(parts);
  const first = await attempt();
  if (!(first instanceof AppError)) return first;
  const { promise, resolve } = Promise.withResolvers<OpenProfile>();
  const waiting = new Waiting(attempt, first, resolve);
  door.show(closedHandlers(parts, waiting));
  return promise;
}

/** One attempt at a time: the lock that one holds would be in the way of the next. */
function attempts({ open, log }: ClosedParts): () => Promise<OpenProfile | AppError> {
  let running: Promise<OpenProfile | AppError> | null = null;
  const once = async (): Promise<OpenProfile | AppError> => {
    try {
      return await open();
    } catch (error) {
      log.error('opening the profile', error);
      return toAppError(error);
    } finally {
      running = null;
    }
  };
  return () => (running ??= once());
}

/** Why the profile is closed, until it is open. */
class Waiting {
  problem: AppError | null;
  #trying = 0;
  #isCopied = false;
  readonly #attempt: () => Promise<OpenProfile | AppError>;
  readonly #opened: (profile: OpenProfile) => void;

  constructor(
    attempt: () => Promise<OpenProfile | AppError>,
    problem: AppError,
    opened: (profile: OpenProfile) => void,
  ) {
    this.#attempt = attempt;
    this.#opened = opened;
    this.problem = problem;
  }

  /** Not while the folder is copied: what is worked on meanwhile is copied as no moment of it ever was. */
  async tryAgain(): Promise<AppError | null> {
    if (this.problem === null) return null;
    if (this.#isCopied) return isCopied();
    this.#trying += 1;
    const answer = await this.#attempt().finally(() => (this.#trying -= 1));
    if (answer instanceof AppError) return (this.problem = answer);
    this.problem = null;
    // The answer to whoever asked goes out first.
    setImmediate(() => this.#opened(answer));
    return null;
  }

  /** @throws AppError BUSY when somebody is at work in the folder, or it is being copied already */
  requireStill(): void {
    if (this.#isCopied) throw isCopied();
    if (this.problem === null || this.problem.code === 'BUSY')
      throw new AppError('BUSY', 'Causebook is at work in this folder, so it cannot be copied now.');
  }

  /** Copies the folder, which stays closed until that has ended. @throws AppError BUSY; what the copying throws */
  async copy<Result>(copying: () => Promise<Result>): Promise<Result> {
    // An attempt that runs may open it; this one joins that.
    while (this.#trying > 0) await this.tryAgain();
    this.requireStill();
    this.#isCopied = true;
    try {
      return await copying();
    } finally {
      this.#isCopied = false;
    }
  }
}

const isCopied = (): AppError =>
  new AppError('BUSY', 'This folder is being copied, so it is left alone until that is done.', {
    remedy: 'Wait until the copy is said to be done, and try again.',
  });

/** Everything is refused with the reason, but what leads out. */
function closedHandlers(parts: ClosedParts, waiting: Waiting): Handlers<HandlerContext> {
  const refuse = async (): Promise<never> => {
    throw closed(waiting.problem);
  };
  const refusals = Object.fromEntries((Object.keys(calls) as Channel[]).map((channel) => [channel, refuse]));
  return {
    ...(refusals as unknown as Handlers<HandlerContext>),
    'recovery:getOptions': async () => {
      const problem = await waiting.tryAgain();
      return {
        message: problem?.message ?? 'The folder can be used again.',
        options: {
          problem: problem && { code: problem.code, sentence: problem.message, remedy: problem.remedy },
          canExamine: false,
          backups: [],
          states: [],
          folder: parts.root,
          details: detailsOf(parts, problem),
        },
      };
    },
    'recovery:saveReadable': (_, context) => saveCopy(parts, waiting, context),
    'recovery:showFolder': () => showFolder(parts.root),
    'recovery:quit': quitSoon,
  };
}

const closed = (problem: AppError | null): AppError =>
  new AppError('PROFILE_CLOSED', problem?.message, problem ? { remedy: problem.remedy, cause: problem } : {});

async function saveCopy({ root, now }: ClosedParts, waiting: Waiting, { window }: HandlerContext) {
  waiting.requireStill();
  const folder = await chooseFolder(window, 'Choose where the copy shall go');
  const stamp = now().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const target = join(folder, `Causebook copy ${stamp}`);
  const { files, unreadable, inPart } = await waiting.copy(() => copyLocked(profilePaths(root), target));
  const told = [
    `${files} files are in ${target}.`,
    ...some(inPart, 'only in part'),
    ...some(unreadable, 'not at all, because the disk did not give it or a link leads elsewhere'),
  ];
  return {
    message: told.join(' '),
    folder: target,
    files,
    unreadable: unreadable.length + inPart.length,
  };
}

/** Nobody else may start to work in it meanwhile. @throws AppError BUSY when somebody does already; as saveReadable */
async function copyLocked(paths: ProfilePaths, target: string): Promise<Saved> {
  const lock = lockIfPossible(paths);
  try {
    return await saveReadable(paths, target);
  } finally {
    lock?.release();
  }
}

/** Where nothing can be written, nobody gets the lock, and nobody needs it. */
function lockIfPossible(paths: ProfilePaths): ProfileLock | null {
  try {
    return lockProfile(paths);
  } catch (error) {
    if (error instanceof AppError && error.code !== 'BUSY') return null;
    throw error;
  }
}

const some = (paths: readonly string[], words: string): string[] =>
  paths.length === 0 ? [] : [`${paths.length} ${words}; the first is ${paths[0]}.`];

function detailsOf({ root, appVersion, now }: ClosedParts, problem: AppError | null): string {
  const reason = problem?.details?.['reason'] ?? problem?.message ?? 'none';
  return [
    `Causebook ${appVersion} on ${process.platform} ${process.arch}`,
    `Time: ${now().toISOString()}`,
    `Folder: ${root}`,
    `The folder cannot be used: ${problem?.code ?? 'none'} (${String(reason)})`,
  ].join('\n');
}
