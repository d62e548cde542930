/** Two states of one practice, known by their digests, and a backup of the other one: where every fault test begins. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
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
  /** By name: backups that are there as well, and that nothing may change. */
  readonly others: ReadonlyMap<string, Buffer>;
}

/** What a stage has behind it. */
export interface StagePast {
  /** A restore, which an undo would take back. */
  readonly isRestored?: boolean | undefined;
  /** The backup is an increment on another one. */
  readonly isIncrement?: boolean | undefined;
}

export const digestOf = (session: PracticeSession): Promise<string> =>
  session.use(({ database }) => digestPractice(database, session.paths.files));

export async function setStage(
  folder: string,
  { isRestored = false, isIncrement = false }: StagePast = {},
): Promise<Stage> {
  const paths = profilePaths(folder);
  await makeFolder(paths.root);
  await createPractice(paths, { now: new Date(), name: 'An office' });
  return withProfile(folder, async ({ session, service }) => {
    await addCase(session, 'CS 1/2026', [noise('one', 20_000), Buffer.from('A short note.\n')]);
    const base = isIncrement ? await service.exports.exportNow() : null;
    await addCase(session, 'CS 2/2026', [noise('two', 3_000)]);
    const other = await digestOf(session);
    const { backupId, filePath, metadata } = await service.exports.exportNow({
      base: base?.backupId ?? 'none',
    });
    if (isIncrement && !metadata.increment?.pages)
      throw new Error('The increment of the stage has no pages.');
    await deleteCase(session, 'CS 2/2026');
    await addCase(session, 'CS 3/2026', [noise('three', 9_000)]);
    const changed = await digestOf(session);
    // A document that only the backup has: a restore must bring it back into the store.
    await sweepDocuments(paths);
    if (isRestored) await service.restores.restore({ backupId }, null);
    const archive = {
      archive: await readFile(filePath),
      archiveName: basename(filePath),
      others: new Map(base ? [[basename(base.filePath), await readFile(base.filePath)]] : []),
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
    await service.retention.save({ ...defaultRetention, ...none, keepLast: 1 });
    for (let made = 1; made <= 3; made += 1) {
      const { backupId } = await service.exports.exportNow({}, { source: 'scheduled' });
      if (made === 3) await service.proofs.drill(backupId);
    }
  });
}
