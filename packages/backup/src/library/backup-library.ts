/** The backups that exist: list, look, protect, unpack, delete, and the list made again from the files. */
import type { ArchiveChoice, BackupEntry, BackupId, BackupStatistics } from '@causebook/contracts';
import { freeForBackups } from '../free-space.ts';
import type { Told } from '../service-parts.ts';
import { counted } from '../words.ts';
import type { Workplace } from '../workplace.ts';
import { backupStatistics } from './backup-statistics.ts';
import { deleteBackup, requireDeletable } from './delete-backup.ts';
import { listWithFiles } from './listed-backups.ts';
import { protectBackup, unprotectBackup } from './protect-backup.ts';
import { rebuildCatalog, type Rebuilt } from './rebuild-catalog.ts';
import { findArchive, knownArchives, noSuchBackup } from './stored-backup.ts';

export class BackupLibrary {
  readonly #place: Workplace;

  constructor(place: Workplace) {
    this.#place = place;
  }

  /** Newest first. */
  async list(): Promise<BackupEntry[]> {
    const { parts, signers } = this.#place;
    return listWithFiles(await parts.catalog.backups(), await signers.known());
  }

  /** @throws AppError BACKUP_NOT_FOUND */
  async get(backupId: BackupId): Promise<BackupEntry> {
    const found = (await this.list()).find((backup) => backup.backupId === backupId);
    if (!found) throw noSuchBackup();
    return found;
  }

  async statistics(): Promise<BackupStatistics> {
    const { parts, paths } = this.#place;
    return backupStatistics(await this.list(), {
      failedRuns: await parts.catalog.operations.failedExports(),
      freeBytes: await freeForBackups(paths),
    });
  }

  /** For whoever asks before deleting: rejects with what `delete` would. @throws AppError */
  async requireDeletable(backupId: BackupId): Promise<void> {
    await requireDeletable(this.#place.parts, backupId);
    this.#place.desk.requireFree();
  }

  /** Deletes a backup and its checksum file. @throws AppError BACKUP_NOT_FOUND, BACKUP_NEEDED, PROTECTED, BUSY */
  delete(backupId: BackupId): Promise<Told<{ backupId: BackupId; fileName: string }>> {
    return deleteBackup(this.#place, backupId);
  }

  /** Keeps a backup whatever the rules say, and from being deleted. @throws AppError BACKUP_NOT_FOUND */
  async protect(backupId: BackupId): Promise<Told<{ backup: BackupEntry }>> {
    const message = await protectBackup(this.#place.parts, backupId);
    return { backup: await this.get(backupId), message };
  }

  /** @throws AppError BACKUP_NOT_FOUND */
  async unprotect(backupId: BackupId): Promise<Told<{ backup: BackupEntry }>> {
    const message = await unprotectBackup(this.#place.parts, backupId);
    return { backup: await this.get(backupId), message };
  }

  /** Makes the list again from the archives alone: in the default folder and wherever backups are known to lie. */
  rebuild(signal?: AbortSignal): Promise<Rebuilt> {
    return this.#place.watched(rebuildCatalog(this.#place, signal));
  }

  /** Checks a backup and unpacks it to a new or empty folder. */
  async unpack(
    choice: ArchiveChoice,
    folder: string,
    signal?: AbortSignal,
  ): Promise<Told<{ folder: string; entries: number }>> {
    const { recorder, parts } = this.#place;
    const { filePath, stored } = await findArchive(parts.catalog, choice);
    const backupId = stored?.backupId ?? null;
    return recorder.run({ kind: 'unpack', backupId, fallback: 'INTERNAL', signal }, async (operation) => {
      const known = await knownArchives(parts.catalog);
      const answer = await parts.runner.run({ kind: 'unpack', filePath, folder, known }, operation);
      return { ...answer, message: `Unpacked ${counted(answer.entries, 'file')} to ${answer.folder}.` };
    });
  }
}
