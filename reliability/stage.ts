/** Two states of one practice, known by their digests, and a backup of the other one: where every fault test begins. */
import { readFile } from 'node:fs/promises';
import { defaultRetention, type BackupId } from '@causebook/contracts';
import {
  createPractice,
  digestPractice,
  makeFolder,
  profilePaths,
  sweepDocuments,
  type PracticeSession,
} from '@causebook/data';
import { addCase, deleteCase, noise } from './practice-work.ts';
import { withProfile } from './profile.ts';

export interface Stage {
  /** A profile that is copied for every point. */
  readonly template: string;
  /** Digest of the practice as it is in the template. */
  readonly old: string;
  /** Digest of the practice after a restore of `backupId`, or after an undo where one is possible. */
  readonly other: string;
  readonly backupId: BackupId;
  /** Bytes of the backup, which nothing may change. */
  readonly archive: Buffer;
  readonly archiveName: string;
}

export const digestOf = (session: PracticeSession): Promise<string> =>
  session.use(({ database }) => digestPractice(database, session.paths.files));

/** @param isRestored whether the template has a restore behind it, which an undo would take back */
export async function setStage(folder: string, isRestored = false): Promise<Stage> {
  const paths = profilePaths(folder);
  await makeFolder(paths.root);
  await createPractice(paths, { now: new Date(), name: 'An office' });
  return withProfile(folder, async ({ session, service }) => {
    await addCase(session, 'CS 1/2026', [noise('one', 20_000), Buffer.from('A short note.\n')]);
    await addCase(session, 'CS 2/2026', [noise('two', 3_000)]);
    const other = await digestOf(session);
    const { backupId, filePath } = await service.exportNow();
    await deleteCase(session, 'CS 2/2026');
    await addCase(session, 'CS 3/2026', [noise('three', 9_000)]);
    const changed = await digestOf(session);
    // A document that only the backup has: a restore must bring it back into the store.
    await sweepDocuments(paths);
    if (isRestored) await service.restore({ backupId }, null);
    const archive = {
      archive: await readFile(filePath),
      archiveName: filePath.slice(paths.backups.length + 1),
    };
    return isRestored
      ? { template: folder, old: other, other: changed, backupId, ...archive }
      : { template: folder, old: changed, other, backupId, ...archive };
  });
}

/** Three backups of the schedule, the last of them proven, under rules that keep only that one. */
export function makeOldBackups(folder: string): Promise<void> {
  return withProfile(folder, async ({ service }) => {
    const none = { keepDays: 0, keepHourly: 0, keepDaily: 0, keepWeekly: 0, keepMonthly: 0, keepYearly: 0 };
    await service.saveRetention({ ...defaultRetention, ...none, keepLast: 1 });
    for (let made = 1; made <= 3; made += 1) {
      const { backupId } = await service.exportNow({}, { source: 'scheduled' });
      if (made === 3) await service.drill(backupId);
    }
  });
}
