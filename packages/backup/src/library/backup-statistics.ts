/** What the backups in the list amount to. Pure. */
import type { BackupEntry, BackupStatistics } from '@causebook/contracts';
import { proofStatistics } from '../proof/proof-statistics.ts';

/** @param backups newest first */
export function backupStatistics(
  backups: readonly BackupEntry[],
  known: Pick<BackupStatistics, 'failedRuns' | 'freeBytes'>,
): BackupStatistics {
  const totalSize = backups.reduce((sum, backup) => sum + backup.size, 0);
  return {
    totalBackups: backups.length,
    totalSize,
    averageSize: backups.length === 0 ? 0 : Math.round(totalSize / backups.length),
    oldestBackup: backups.at(-1)?.createdAt ?? null,
    newestBackup: backups[0]?.createdAt ?? null,
    manualBackups: backups.filter((backup) => backup.source === 'manual').length,
    scheduledBackups: backups.filter((backup) => backup.source === 'scheduled').length,
    missingFiles: backups.filter((backup) => backup.fileState === 'missing').length,
    ...known,
    ...proofStatistics(backups),
  };
}
