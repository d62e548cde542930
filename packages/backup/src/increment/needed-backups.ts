/** Which backups of the list lean on which. Pure. */
import type {
  BackupEntry,
  BackupId,
  Increment,
  IncrementSummary,
  NeededArchive,
  NeedProblem,
} from '@causebook/contracts';
import type { StoredBackup } from '../catalog/backup-rows.ts';

type Listed = Pick<StoredBackup, 'backupId' | 'checksum' | 'metadata'>;

/**
 * By backup: those that cannot be restored without it. A need that closes a circle and names a checksum which the needed
 * archive does not have is not counted: archives that need each other were made by somebody who wants none of them to be
 * deleted. An archive cannot hold the checksum of one that holds its own, so every circle has such a need and is opened.
 */
export function dependants(backups: readonly Listed[]): Map<BackupId, BackupId[]> {
  const listed = new Map(backups.map((backup) => [backup.backupId, backup]));
  const found = new Map<BackupId, BackupId[]>();
  for (const { backupId, metadata } of backups) {
    for (const need of metadata?.increment?.needs ?? []) {
      if (need.backupId === backupId) continue;
      const needed = listed.get(need.backupId);
      if (needed && needed.checksum !== need.checksum && leadsTo(backupId, needed, listed)) continue;
      found.set(need.backupId, [...(found.get(need.backupId) ?? []), backupId]);
    }
  }
  return found;
}

/** Whether a backup is among what another one needs, or among what that needs, and so on. */
function leadsTo(wanted: BackupId, from: Listed, listed: ReadonlyMap<BackupId, Listed>): boolean {
  const seen = new Set<BackupId>();
  const waiting = [from];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.backupId === wanted) return true;
    if (seen.has(next.backupId)) continue;
    seen.add(next.backupId);
    for (const { backupId } of next.metadata?.increment?.needs ?? []) {
      const needed = listed.get(backupId);
      if (needed) waiting.push(needed);
    }
  }
  return false;
}

/** Whether a file that it needs is not there, not as it was, or failed a check: as things are it cannot be restored. */
export const lacksFiles = ({ increment }: Pick<BackupEntry, 'increment'>): boolean =>
  (increment?.badFiles.length ?? 0) > 0;

const SHOWN = 20;

/** @param base the backup that it was built on @param problemOf null for an archive that is there and good */
export function summaryOf(
  base: BackupId,
  increment: Increment,
  problemOf: (need: NeededArchive) => NeedProblem | null,
): IncrementSummary {
  const { needs, pages, documents, addedDocuments, removedDocuments } = increment;
  const baseFirst = needs.toSorted(
    (one, other) => Number(other.backupId === base) - Number(one.backupId === base),
  );
  return {
    base,
    neededFiles: baseFirst.slice(0, SHOWN).map(({ fileName }) => fileName),
    badFiles: baseFirst
      .flatMap((need) => {
        const problem = problemOf(need);
        return problem === null ? [] : [{ fileName: need.fileName, problem }];
      })
      .slice(0, SHOWN),
    needs: needs.length,
    documents,
    addedDocuments,
    removedDocuments,
    changedShare: pages && (pages.changedPages * pages.pageSize) / pages.size,
  };
}
