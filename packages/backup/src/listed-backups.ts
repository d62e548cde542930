/** Backups as the list shows them: what the catalog keeps, and what is true of their files now. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BackupEntry } from '@causebook/contracts';
import type { StoredBackup } from './catalog/catalog.ts';
import { dependants, summaryOf } from './increment/needed-backups.ts';

/** In the order given. */
export function listWithFiles(backups: readonly StoredBackup[]): Promise<BackupEntry[]> {
  const needing = dependants(backups);
  return Promise.all(
    backups.map(async ({ metadata, ...backup }) => {
      const { startedAt, completedAt, filePath, size } = backup;
      const found = await stat(filePath).then(
        (facts) => facts.size,
        () => null,
      );
      return {
        ...backup,
        fileName: basename(filePath),
        increment: metadata?.increment && metadata.base ? summaryOf(metadata.base, metadata.increment) : null,
        neededBy: needing.get(backup.backupId)?.length ?? 0,
        durationMs:
          startedAt && completedAt ? Math.max(0, Date.parse(completedAt) - Date.parse(startedAt)) : null,
        fileState: found === null ? 'missing' : found === size ? 'present' : 'changed',
      };
    }),
  );
}
