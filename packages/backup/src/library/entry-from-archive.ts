/** What the catalog keeps about an archive, read from the archive itself. */
import { basename } from 'node:path';
import type { BackupId, BackupMetadata, PracticeCounts } from '@causebook/contracts';
import { noCounts, uniqueId } from '@causebook/data';
import type { NewBackup } from '../catalog/backup-rows.ts';

/** When an archive was made, by the name that Causebook gave it; the beginning of time for any other name. */
function timeInName(filePath: string): Date {
  const [, year, month, day, hour, minute, second] =
    /^causebook-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)Z-/.exec(basename(filePath)) ?? [];
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time.getTime()) ? new Date(0) : time;
}

/** @param metadata null for an archive that carries none: its id is then made from its content, so that it stays the same */
export function entryFromArchive(
  filePath: string,
  size: number,
  checksum: string,
  metadata: (Omit<BackupMetadata, 'includeMetadata'> & { includeMetadata: boolean }) | null,
): NewBackup {
  const createdAt = metadata?.createdAt ?? timeInName(filePath).toISOString();
  const counts: PracticeCounts = metadata
    ? {
        users: metadata.userCount,
        cases: metadata.caseCount,
        hearings: metadata.hearingCount,
        tasks: metadata.taskCount,
        orders: metadata.orderCount,
        documents: metadata.documentCount,
        bytes: metadata.increment?.documentBytes ?? metadata.totalFileSize,
      }
    : noCounts;
  return {
    backupId: metadata?.backupId ?? (uniqueId(new Date(createdAt), Buffer.from(checksum, 'hex')) as BackupId),
    filePath,
    size,
    checksum,
    createdAt,
    kind: metadata?.kind ?? 'full',
    source: metadata?.source ?? 'manual',
    name: metadata?.name ?? '',
    appVersion: metadata?.appVersion ?? '',
    practiceId: metadata?.practiceId ?? '',
    practiceName: metadata?.practiceName ?? '',
    startedAt: null,
    completedAt: null,
    includeFiles: metadata ? Number(metadata.includeFiles) : 1,
    includeDatabase: metadata ? Number(metadata.includeDatabase) : 1,
    includeMetadata: metadata ? Number(metadata.includeMetadata) : 0,
    compressionLevel: metadata?.compressionLevel ?? 6,
    counts: JSON.stringify(counts),
    metadata: metadata?.includeMetadata ? JSON.stringify(metadata) : null,
    warnings: '[]',
  };
}
