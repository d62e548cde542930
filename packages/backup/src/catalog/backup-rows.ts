/** Backups as the catalog keeps them, and as they are read from it. */
import { isAbsolute, relative, resolve } from 'node:path';
import {
  BackupMetadata,
  Drill,
  PracticeCounts,
  Protection,
  type BackupEntry,
  type BackupId,
} from '@causebook/contracts';
import type { BackupRow } from './schema.ts';

export type NewBackup = Omit<
  BackupRow,
  'verifiedAt' | 'verifyOutcome' | 'verifyMessage' | 'drill' | 'protection'
>;
export type StoredBackup = Omit<
  BackupEntry,
  'fileState' | 'fileName' | 'durationMs' | 'increment' | 'neededBy'
> & {
  readonly metadata: BackupMetadata | null;
};

/**
 * Paths inside the profile are kept relative to it: a profile that was copied or moved means its own archives, and
 * deleting one there never touches those of the original.
 */
export function keptPath(root: string, filePath: string): string {
  const inside = relative(root, filePath);
  return inside.startsWith('..') || isAbsolute(inside) ? filePath : inside;
}

export function toStoredBackup(row: BackupRow, root: string): StoredBackup {
  const { verifiedAt, verifyOutcome, verifyMessage, drill, protection, counts, metadata, warnings, ...rest } =
    row;
  return {
    ...rest,
    filePath: resolve(root, rest.filePath),
    backupId: rest.backupId as BackupId,
    includeFiles: rest.includeFiles === 1,
    includeDatabase: rest.includeDatabase === 1,
    includeMetadata: rest.includeMetadata === 1,
    counts: PracticeCounts.parse(JSON.parse(counts)),
    metadata: metadata === null ? null : BackupMetadata.parse(JSON.parse(metadata)),
    warnings: JSON.parse(warnings) as string[],
    drill: drill === null ? null : Drill.parse(JSON.parse(drill)),
    protection: protection === null ? null : Protection.parse(JSON.parse(protection)),
    verification:
      verifiedAt && verifyOutcome
        ? { verifiedAt, outcome: verifyOutcome, message: verifyMessage ?? '' }
        : null,
  };
}
