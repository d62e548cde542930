/** What the latest check of the practice means for its backups: those made before it was found ill must stay. */
import type { BackupEntry, Suspicion } from '@causebook/contracts';
import type { IntegrityFailure } from './kept-check.ts';

type Candidate = Pick<
  BackupEntry,
  'backupId' | 'createdAt' | 'includeDatabase' | 'includeFiles' | 'verification' | 'drill'
>;

/** @param backups newest first */
export function practiceSuspicion(
  { failedAt, lastGoodAt, message }: IntegrityFailure,
  backups: readonly Candidate[],
): Suspicion {
  const isGood = ({ createdAt, verification, drill, includeDatabase, includeFiles }: Candidate): boolean =>
    includeDatabase &&
    includeFiles &&
    verification?.outcome !== 'bad' &&
    drill?.outcome !== 'failed' &&
    (lastGoodAt === null ? createdAt < failedAt : createdAt <= lastGoodAt);
  return {
    // It stands until the practice was found well again.
    key: `practice ${lastGoodAt ?? 'never well'}`,
    kind: 'practice',
    since: failedAt,
    reason: message,
    backupId: null,
    lastGoodBackupId: backups.find(isGood)?.backupId ?? null,
  };
}
