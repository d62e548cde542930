/** What an increment builds on. Pure. */
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
>;

/** Why nothing can be built on a backup, in words; null when something can. */
export function unfitAsBase(backup: Candidate, practiceId: string): string | null {
  if (backup.practiceId !== practiceId) return 'It is of another practice.';
  if (!backup.includeDatabase || !backup.includeFiles || !backup.includeMetadata)
    return 'It does not hold everything.';
  if (backup.fileState !== 'present') return 'Its file is not there, or not as it was.';
  if (backup.verification?.outcome === 'bad' || backup.drill?.outcome === 'failed')
    return 'It failed a check.';
  return null;
}

/**
 * The newest backup, where something can be built on it and a full one is not due; else null.
 * @param backups newest first
 * @param fullEvery one full backup, then so many less one increments
 */
export function chooseBase<Backup extends Candidate>(
  backups: readonly Backup[],
  practiceId: string,
  fullEvery: number,
): Backup | null {
  const ours = backups.filter((backup) => backup.practiceId === practiceId && backup.includeDatabase);
  const [newest] = ours;
  if (!newest || unfitAsBase(newest, practiceId) !== null) return null;
  const sinceFull = ours.findIndex(({ kind }) => kind === 'full');
  return sinceFull === -1 || sinceFull + 1 >= fullEvery ? null : newest;
}
