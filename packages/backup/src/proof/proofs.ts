/** What shows that backups are good: they are verified, and restored on trial. */
import type { ArchiveChoice, BackupEntry, BackupId, Drill, VerifyReport } from '@causebook/contracts';
import type { BackupLibrary } from '../library/backup-library.ts';
import { knownArchives, storedBackup } from '../library/stored-backup.ts';
import type { Told } from '../service-parts.ts';
import type { Workplace } from '../workplace.ts';
import { drillBackup, type DrillRequest } from './drill-backup.ts';
import { nextToDrill } from './drills.ts';
import { verifyAll, verifyBackup } from './verify-backup.ts';

export class Proofs {
  readonly #place: Workplace;
  readonly #library: Pick<BackupLibrary, 'list'>;

  constructor(place: Workplace, library: Pick<BackupLibrary, 'list'>) {
    this.#place = place;
    this.#library = library;
  }

  /** Hashes everything in an archive. A bad result is thrown, and kept with the backup. */
  verify(choice: ArchiveChoice, signal?: AbortSignal): Promise<Told<{ report: VerifyReport }>> {
    return this.#place.watched(verifyBackup(this.#place, choice, signal));
  }

  /** Verifies every backup whose file can be reached. @returns what was found, also of those that are bad */
  verifyAll(signal?: AbortSignal): Promise<Told<{ good: number; bad: string[] }>> {
    return this.#place.watched(verifyAll(this.#place, () => this.#library.list(), signal));
  }

  /**
   * Restores a backup on trial. A drill that nobody asked for gives way to whatever else is wanted, and begins anew later.
   * @throws AppError; a bad result is thrown, and kept with the backup
   */
  drill(backupId: BackupId, how: DrillRequest = {}): Promise<Told<{ drill: Drill }>> {
    return this.#place.watched(this.#drill(backupId, how));
  }

  async #drill(backupId: BackupId, how: DrillRequest): Promise<Told<{ drill: Drill }>> {
    const { parts, recorder } = this.#place;
    const stored = await storedBackup(parts.catalog, backupId);
    const known = await knownArchives(parts.catalog);
    return drillBackup(parts, recorder, { ...stored, known }, how);
  }

  /** The backup whose turn it is to be proven, or null. */
  async nextDrill(): Promise<BackupEntry | null> {
    return nextToDrill(await this.#library.list(), this.#place.parts.now());
  }
}
