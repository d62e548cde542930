/** Which backups of the list lean on which. Pure. */
import type { BackupEntry, BackupId, Increment, IncrementSummary, NeededArchive } from '@causebook/contracts';
import type { StoredBackup } from '../catalog/backup-rows.ts';

type Listed = Pick<StoredBackup, 'backupId' | 'metadata'>;

/** By backup: those that cannot be restored without it. */
export function dependants(backups: readonly Listed[]): Map<BackupId, BackupId[]> {
  const found = new Map<BackupId, BackupId[]>();
  for (const { backupId, metadata } of backups) {
    for (const need of metadata?.increment?.needs ?? [])
      if (need.backupId !== backupId)
        found.set(need.backupId, [...(found.get(need.backupId) ?? []), backupId]);
  }
  return found;
}

/** Whether a file that it needs is not there, not as it was, or failed a check: as things are it cannot be restored. */
export const lacksFiles = ({ increment }: Pick<BackupEntry, 'increment'>): boolean =>
  (increment?.badFiles.length ?? 0) > 0;

const SHOWN = 20;

/** @param base the backup that it was built on @param isSound whether an archive that is needed is there and good */
export function summaryOf(
  base: BackupId,
  increment: Increment,
  isSound: (need: NeededArchive) => boolean,
): IncrementSummary {
  const { needs, pages, documents, addedDocuments, removedDocuments } = increment;
  const baseFirst = needs.toSorted(
    (one, other) => Number(other.backupId === base) - Number(one.backupId === base),
  );
  return {
    base,
    neededFiles: baseFirst.slice(0, SHOWN).map(({ fileName }) => fileName),
    badFiles: baseFirst
      .filter((need) => !isSound(need))
      .slice(0, SHOWN)
      .map(({ fileName }) => fileName),
    needs: needs.length,
    documents,
    addedDocuments,
    removedDocuments,
    changedShare: pages && (pages.changedPages * pages.pageSize) / pages.size,
  };
}
