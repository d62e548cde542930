/** A profile as a start opens it: held, tidied, with its practice and its backups. */
import { BackupService, Catalog, inPlaceRunner, type EngineRunner } from '@causebook/backup';
import {
  completeLiveGeneration,
  lockProfile,
  PracticeSession,
  prepareProfile,
  profilePaths,
  type ProfilePaths,
} from '@causebook/data';

export interface OpenedProfile {
  readonly paths: ProfilePaths;
  readonly session: PracticeSession;
  readonly catalog: Catalog;
  readonly service: BackupService;
  /** What went wrong beside the operation itself. */
  readonly troubles: readonly string[];
}

/** As the engine's own process has it. Here the practice is open beside it, but in no other process, so nobody minds. */
export const aloneRunner: EngineRunner = {
  run: (task, hooks) => inPlaceRunner.run(task, { ...hooks, isAlone: true }),
};

const nothingInBackground = { stop: async () => {}, boot: () => {} };

/** Starts on the profile, runs `work`, and lets go. The practice need not be readable: `session.problem` says so. */
export async function withProfile<Result>(
  folder: string,
  work: (profile: OpenedProfile) => Promise<Result>,
  runner: EngineRunner = inPlaceRunner,
): Promise<Result> {
  const paths = profilePaths(folder);
  const now = (): Date => new Date();
  const lock = lockProfile(paths);
  try {
    await prepareProfile(paths);
    const { catalog } = await Catalog.open(paths, now());
    const session = new PracticeSession(paths);
    const troubles: string[] = [];
    try {
      // The session remembers why, and answers it to whoever needs the practice.
      await session.open().catch((error: unknown) => troubles.push(String(error)));
      const service = new BackupService({
        session,
        catalog,
        runner,
        appVersion: '0.0.0',
        now,
        background: nothingInBackground,
        onTrouble: (what, error) => troubles.push(`${what}: ${String(error)}`),
      });
      await service.recover();
      if (!session.problem) {
        await session.use((practice) => completeLiveGeneration(paths, practice, now()));
      }
      return await work({ paths, session, catalog, service, troubles });
    } finally {
      session.close();
      catalog.close();
    }
  } finally {
    lock.release();
  }
}
