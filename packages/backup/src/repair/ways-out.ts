/** Where a practice that cannot be opened could go back to, those that lose least first. Reads nothing of it. */
import type { BackupEntry, RecoveryOptions } from '@causebook/contracts';
import type { ProfilePaths } from '@causebook/data';
import type { OperationRow } from '../catalog/schema.ts';
import { lacksFiles } from '../increment/needed-backups.ts';
import { listRestorePoints } from '../restore-points/restore-points.ts';

/** Those that are there and not known to be bad; those that nothing has shown to be good come last. */
export function backupsToGoBackTo(backups: readonly BackupEntry[]): RecoveryOptions['backups'] {
  const usable = backups
    .filter((backup) => backup.fileState === 'present' && backup.includeDatabase && !lacksFiles(backup))
    .flatMap((backup) => {
      const proof = proofOf(backup);
      if (proof === 'bad') return [];
      const { backupId, fileName, createdAt, counts, includeFiles: hasDocuments } = backup;
      return [{ backupId, fileName, createdAt, proof, hasDocuments, counts }];
    });
  const isUnproven = ({ proof }: (typeof usable)[number]): number => (proof === 'none' ? 1 : 0);
  return usable.toSorted((one, other) => isUnproven(one) - isUnproven(other));
}

/** @param changes completed changes of the live generation, oldest first */
export async function statesToGoBackTo(
  paths: ProfilePaths,
  changes: readonly OperationRow[],
): Promise<RecoveryOptions['states']> {
  // When they expire is not told here, so no proof is asked for.
  const points = await listRestorePoints(paths, changes, null);
  const states = points.map(({ generationId, replacedAt, createdAt, reason, label, counts }) => {
    return { generationId, at: replacedAt ?? createdAt, reason, label, counts };
  });
  return states.toSorted((one, other) => Number(one.counts === null) - Number(other.counts === null));
}

function proofOf({ drill, verification }: BackupEntry): 'proven' | 'verified' | 'none' | 'bad' {
  if (drill?.outcome === 'failed' || verification?.outcome === 'bad') return 'bad';
  if (drill?.outcome === 'proven') return 'proven';
  return verification?.outcome === 'good' ? 'verified' : 'none';
}
