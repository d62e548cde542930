/** Looking backups up in the catalog. */
import { AppError, type ArchiveChoice, type BackupId, type BackupMetadata } from '@causebook/contracts';
import { readSetting } from '@causebook/data';
import type { KnownArchive } from '../archive/archive-set.ts';
import type { RecordedSeal } from '../archive/strict-reader.ts';
import type { StoredBackup } from '../catalog/backup-rows.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { BackupServiceParts } from '../service-parts.ts';

export const noSuchBackup = (): AppError =>
  new AppError('BACKUP_NOT_FOUND', 'There is no such backup in the list.');

/** @throws AppError BACKUP_NOT_FOUND */
export async function storedBackup(catalog: Catalog, backupId: BackupId): Promise<StoredBackup> {
  const stored = await catalog.backup(backupId);
  if (!stored) throw noSuchBackup();
  return stored;
}

/** The parts of its metadata by which an archive is known again. */
export const recordedSeal = (metadata: BackupMetadata | null | undefined): RecordedSeal | null =>
  metadata ? { signature: metadata.signature, seal: metadata.seal, checksum: metadata.checksum } : null;

/** Where backups of the list lie, for those that need others. */
export const archivesOf = (listed: readonly StoredBackup[]): KnownArchive[] =>
  listed.map(({ backupId, filePath }) => ({ backupId, filePath }));

export const knownArchives = async (catalog: Catalog): Promise<KnownArchive[]> =>
  archivesOf(await catalog.backups());

/** The file that is meant, and what is known of it where it is in the list. @throws AppError BACKUP_NOT_FOUND */
export async function findArchive(
  catalog: Catalog,
  choice: ArchiveChoice,
): Promise<{ filePath: string; stored: StoredBackup | null }> {
  if ('backupId' in choice) {
    const stored = await storedBackup(catalog, choice.backupId);
    return { filePath: stored.filePath, stored };
  }
  const stored = (await catalog.backups()).find((backup) => backup.filePath === choice.filePath);
  return { filePath: choice.filePath, stored: stored ?? null };
}

/** Who looks around in a sample must not lose a backup of the practice that matters. @throws AppError PERMISSION_DENIED */
export function requireOwn({ catalog, session }: BackupServiceParts, practiceId: string): void {
  const open = session.present;
  if (catalog.sampleId === null || open === null) return;
  if (practiceId === readSetting(open.database, 'practice.id')) return;
  throw new AppError('PERMISSION_DENIED', 'This is a backup of your own practice, not of the sample.', {
    remedy: 'Leave the sample practice first.',
  });
}
