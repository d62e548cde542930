/** Deletes a backup that nothing stands against, and finishes what was cut off. */
import { basename, dirname } from 'node:path';
import { AppError, type BackupId } from '@causebook/contracts';
import { exists, removeSumWithoutArchive } from '@causebook/data';
import type { StoredBackup } from '../catalog/backup-rows.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { dependants } from '../increment/needed-backups.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import type { Workplace } from '../workplace.ts';
import { shieldsOf } from './protection.ts';
import { removeArchive } from './remove-archive.ts';
import { requireOwn, storedBackup } from './stored-backup.ts';

/**
 * What stands against deleting a backup, so that nobody is asked about what is refused anyway.
 * @throws AppError BACKUP_NOT_FOUND, BACKUP_NEEDED, PROTECTED, PERMISSION_DENIED in a sample
 */
export async function requireDeletable(parts: BackupServiceParts, backupId: BackupId): Promise<void> {
  const { catalog } = parts;
  const { practiceId } = await storedBackup(catalog, backupId);
  requireOwn(parts, practiceId);
  await requireUnneeded(catalog, backupId);
  requireUnprotected(backupId, await catalog.backups());
}

/** Deletes a backup and its checksum file. @throws AppError as `requireDeletable`; BUSY */
export async function deleteBackup(
  { parts, recorder }: Workplace,
  backupId: BackupId,
): Promise<Told<{ backupId: BackupId; fileName: string }>> {
  // Before it is begun: what was begun and cut off is finished at the next start.
  await requireDeletable(parts, backupId);
  return recorder.run({ kind: 'delete', backupId, fallback: 'INTERNAL' }, async (operation) => {
    const { filePath } = await storedBackup(parts.catalog, backupId);
    // Once more: meanwhile an increment may have been finished, or the guard have protected it.
    await requireDeletable(parts, backupId);
    operation.pointOfNoReturn();
    const there = await removeArchive(filePath);
    await parts.catalog.forgetBackup(backupId);
    const fileName = basename(filePath);
    const message = there
      ? `Deleted ${fileName}.`
      : `${fileName} was gone already; it was taken off the list.`;
    return { backupId, fileName, message };
  });
}

/**
 * After a start: takes backups off the list whose deletion was asked for and cut off after the file was gone. A folder
 * that cannot be reached now says nothing about the file.
 */
export async function finishDeletions({ catalog }: Pick<BackupServiceParts, 'catalog'>): Promise<void> {
  for (const { operationId, backupId } of await catalog.operations.unfinishedDeletions()) {
    const stored = await catalog.backup(backupId);
    // What is protected or needed since then is not wanted gone, and its disk may only be away.
    if (stored === null || shieldsOf(await catalog.backups()).has(backupId)) continue;
    if (!(await exists(dirname(stored.filePath)))) continue;
    if (await exists(stored.filePath)) continue;
    await removeSumWithoutArchive(stored.filePath);
    await catalog.forgetBackup(backupId);
    const message = `Deleted ${basename(stored.filePath)}; finished at the next start.`;
    await catalog.operations.end(operationId, { status: 'completed', message });
  }
}

/** @throws AppError BACKUP_NEEDED naming the newest increment that would be lost */
async function requireUnneeded(catalog: Catalog, backupId: BackupId): Promise<void> {
  const backups = await catalog.backups();
  const needing = new Set(dependants(backups).get(backupId) ?? []);
  const [newest] = backups.filter((backup) => needing.has(backup.backupId));
  if (!newest) return;
  const others = needing.size === 1 ? 'An increment needs' : `${needing.size} increments need`;
  throw new AppError(
    'BACKUP_NEEDED',
    `${others} this backup; the newest is ${basename(newest.filePath)}. Without it they could not be restored.`,
    { details: { neededBy: needing.size } },
  );
}

/** @throws AppError PROTECTED */
function requireUnprotected(backupId: BackupId, backups: readonly StoredBackup[]): void {
  const shield = shieldsOf(backups).get(backupId);
  if (shield === undefined) return;
  const fileName = basename(backups.find((backup) => backup.backupId === backupId)?.filePath ?? '');
  throw new AppError('PROTECTED', `${fileName} was not deleted: ${shield.words}.`, {
    remedy: shield.remedy,
  });
}
