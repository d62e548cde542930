/** Which backups of the list lean on which. Pure. */
import type { BackupId, Increment, IncrementSummary } from '@causebook/contracts';
import type { StoredBackup } from '../catalog/catalog.ts';

type Listed = Pick<StoredBackup, 'backupId' | 'metadata'>;

/** By backup: those that cannot be restored without it. */
export function dependants(backups: readonly Listed[]): Map<BackupId, BackupId[]> {
  const found = new Map<BackupId, BackupId[]>();
  for (const { backupId, metadata } of backups) {
    for (const need of metadata?.increment?.needs ?? [])
      found.set(need.backupId, [...(found.get(need.backupId) ?? []), backupId]);
  }
  return found;
}

const SHOWN = 20;

/** @param base the backup that it was built on */
export function summaryOf(base: BackupId, increment: Increment): IncrementSummary {
  const { needs, pages, documents, addedDocuments, removedDocuments } = increment;
  const baseFirst = needs.toSorted(
    (one, other) => Number(other.backupId === base) - Number(one.backupId === base),
  );
  return {
    base,
    neededFiles: baseFirst.slice(0, SHOWN).map(({ fileName }) => fileName),
    needs: needs.length,
    documents,
    addedDocuments,
    removedDocuments,
    changedShare: pages && (pages.changedPages * pages.pageSize) / pages.size,
  };
}
