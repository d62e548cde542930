/** What an increment builds on. Pure. */
import { dirname, resolve } from 'node:path';
import type { BackupEntry } from '@causebook/contracts';

type Candidate = Pick<
  BackupEntry,
  | 'backupId'
  | 'kind'
  | 'createdAt'
  | 'practiceId'
  | 'includeDatabase'
  | 'includeFiles'
  | 'includeMetadata'
  | 'fileState'
  | 'verification'
  | 'drill'
  | 'filePath'
  | 'increment'
>;

/** Where and when an increment is to be made, and how often a full backup is due. */
export interface BasePolicy {
  readonly practiceId: string;
  /** Folder of the new archive. */
  readonly folder: string;
  readonly now: Date;
  /** One full backup, then so many less one increments. */
  readonly fullEvery: number;
}

/** Why nothing can be built on a backup, in words; null when something can. */
export function unfitAsBase(backup: Candidate, practiceId: string): string | null {
  if (backup.practiceId !== practiceId) return 'It is of another practice.';
  if (!backup.includeDatabase || !backup.includeFiles || !backup.includeMetadata)
    return 'It does not hold everything.';
  if (backup.fileState !== 'present') return 'Its file is not there, or not as it was.';
  if (backup.verification?.outcome === 'bad' || backup.drill?.outcome === 'failed')
    return 'It failed a check.';
  if (backup.verification === null && backup.drill === null)
    return 'It was never checked. Check the file first.';
  const [bad] = backup.increment?.badFiles ?? [];
  if (bad !== undefined)
    return `It needs ${bad.fileName}, which is not there, not as it was, or failed a check.`;
  return null;
}

/**
 * The newest backup in the same folder, where something can be built on it and a full one is not due; else null. Each
 * folder has a row of its own, because a disk that is carried away must hold everything that it takes to restore. One
 * that claims to be of a later time, from a clock that was wrong, would stay the newest for ever.
 * @param backups newest first
 */
export function chooseBase<Backup extends Candidate>(
  backups: readonly Backup[],
  { practiceId, folder, now, fullEvery }: BasePolicy,
): Backup | null {
  const ours = backups.filter(
    (backup) =>
      backup.practiceId === practiceId &&
      backup.includeDatabase &&
      resolve(dirname(backup.filePath)) === resolve(folder) &&
      Date.parse(backup.createdAt) <= now.getTime(),
  );
  const [newest] = ours;
  if (!newest || unfitAsBase(newest, practiceId) !== null) return null;
  const sinceFull = ours.findIndex(({ kind }) => kind === 'full');
  return sinceFull === -1 || sinceFull + 1 >= fullEvery ? null : newest;
}
