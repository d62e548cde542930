/** A person protects a backup, or stops it. */
import { basename } from 'node:path';
import type { BackupId } from '@causebook/contracts';
import type { BackupServiceParts } from '../service-parts.ts';
import { requireOwn, storedBackup } from './stored-backup.ts';

/** @returns what was done, in words @throws AppError BACKUP_NOT_FOUND, PERMISSION_DENIED in a sample */
export async function protectBackup(parts: BackupServiceParts, backupId: BackupId): Promise<string> {
  const { catalog, now, onChange } = parts;
  const { protection, filePath, practiceId } = await storedBackup(catalog, backupId);
  requireOwn(parts, practiceId);
  const byHand = { by: 'person', at: now().toISOString(), reason: 'protected by hand' } as const;
  if (protection?.by !== 'person') await catalog.recordProtection(backupId, byHand);
  onChange?.();
  return `${basename(filePath)} is protected: it stays until you stop protecting it.`;
}

/** @returns and throws as `protectBackup` */
export async function unprotectBackup(parts: BackupServiceParts, backupId: BackupId): Promise<string> {
  const { catalog, onChange } = parts;
  const { filePath, practiceId } = await storedBackup(catalog, backupId);
  requireOwn(parts, practiceId);
  await catalog.recordProtection(backupId, null);
  onChange?.();
  return `${basename(filePath)} is not protected any more: the rules decide how long it stays.`;
}
