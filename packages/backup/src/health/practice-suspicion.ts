/** What the latest check of the practice means for its backups: those made before it was found ill must stay. */
import type { BackupEntry, Suspicion } from '@causebook/contracts';
import { lacksFiles } from '../increment/needed-backups.ts';
import type { IntegrityFailure } from './kept-check.ts';

type Candidate = Pick<
  BackupEntry,
  | 'backupId'
  | 'createdAt'
  | 'includeDatabase'
  | 'includeFiles'
  | 'verification'
  | 'drill'
  | 'fileState'
  | 'increment'
>;

const isThere = (backup: Candidate): boolean => backup.fileState === 'present' && !lacksFiles(backup);

/** @param backups newest first */
export function practiceSuspicion(
  { checks, failedAt, lastGoodAt, message }: IntegrityFailure,
  backups: readonly Candidate[],
): Suspicion {
  const isGood = ({ createdAt, verification, drill, includeDatabase, includeFiles }: Candidate): boolean =>
    includeDatabase &&
    includeFiles &&
    verification?.outcome !== 'bad' &&
    drill?.outcome !== 'failed' &&
    (lastGoodAt === null ? createdAt < failedAt : createdAt <= lastGoodAt);
  const good = backups.filter(isGood);
  return {
    // It stands until the practice was found well again; what fails besides is news, whatever was accepted before.
    key: `practice ${lastGoodAt ?? 'never well'} ${checks.join(' ')}`,
    kind: 'practice',
    since: failedAt,
    reason: message,
    backupId: null,
    lastGoodBackupId: (good.find(isThere) ?? good[0])?.backupId ?? null,
  };
}
