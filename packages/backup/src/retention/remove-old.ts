/** Removes one old backup, with a record that lets the next start finish what was begun, and looks whether it is gone. */
import { AppError, toAppError, type BackupEntry } from '@causebook/contracts';
import { exists, uniqueId } from '@causebook/data';
import type { OperationRow } from '../catalog/schema.ts';
import { sidecarPath } from '../engine/verify-archive.ts';
import { lacksFiles } from '../increment/needed-backups.ts';
import { listWithFiles } from '../library/listed-backups.ts';
import { removeArchive } from '../library/remove-archive.ts';
import type { BackupServiceParts } from '../service-parts.ts';
import { sizeInWords } from '../words.ts';

type Parts = Pick<BackupServiceParts, 'catalog' | 'now'>;

export interface Removal {
  readonly backup: BackupEntry;
  /** The newer backup that is proven restorable. */
  readonly proof: BackupEntry | null;
  readonly source: 'manual' | 'system';
}

/** @returns false when it is not what it was when that was decided @throws AppError */
export async function removeOld(parts: Parts, { backup, proof, source }: Removal): Promise<boolean> {
  const { backupId, filePath } = backup;
  const stored = await parts.catalog.backup(backupId);
  if (stored === null || stored.protection !== null || stored.filePath !== filePath) return false;
  await requireThere(parts, proof);
  const id = uniqueId(parts.now());
  const startedAt = parts.now().toISOString();
  await parts.catalog.operations.begin({ id, kind: 'delete', source, startedAt, backupId });
  const end = (change: Partial<OperationRow>): Promise<void> =>
    parts.catalog.operations.end(id, { completedAt: parts.now().toISOString(), ...change });
  try {
    await removeChecked(parts, backup);
  } catch (error) {
    const { code, message } = toAppError(error);
    await end({ status: 'failed', code, message });
    throw error;
  }
  await end({
    status: 'completed',
    message: `Deleted ${backup.fileName} (${sizeInWords(backup.size)}): no rule keeps it, and a newer backup is proven restorable.`,
  });
  return true;
}

/** The file first: a record without a file is seen at the next start, a file without a record only when somebody looks. */
async function removeChecked(
  { catalog }: Parts,
  { backupId, filePath, fileName }: BackupEntry,
): Promise<void> {
  await removeArchive(filePath);
  if ((await exists(filePath)) || (await exists(sidecarPath(filePath))))
    throw new AppError('PERMISSION_DENIED', `${fileName} is still there after it was deleted.`);
  await catalog.forgetBackup(backupId);
  if ((await catalog.backup(backupId)) !== null)
    throw new AppError('CONNECTION_FAILED', `${fileName} could not be taken off the list.`);
}

/** A disk may have been unplugged since the last one was removed. @throws AppError PRUNING_HELD */
async function requireThere({ catalog }: Parts, proof: BackupEntry | null): Promise<void> {
  const stored = proof && (await catalog.backup(proof.backupId));
  const needs = new Set<string>(stored?.metadata?.increment?.needs.map(({ backupId }) => backupId));
  const leansOn =
    needs.size === 0 ? [] : (await catalog.backups()).filter(({ backupId }) => needs.has(backupId));
  const [found] = stored === null ? [] : await listWithFiles([stored, ...leansOn], new Set());
  if (found?.fileState === 'present' && !lacksFiles(found)) return;
  throw new AppError('PRUNING_HELD', 'The backup that was proven restorable is out of reach.');
}
