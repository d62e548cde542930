/** Backups that are made: now, by the schedule, on another one, or as a full one out of increments. */
import type {
  BackupId,
  BackupSource,
  ExportOptions,
  ExportResult,
  IncrementBase,
  IncrementChanges,
} from '@causebook/contracts';
import type { BackupLibrary } from '../library/backup-library.ts';
import { storedBackup } from '../library/stored-backup.ts';
import { openPracticeId } from '../operation/live-practice.ts';
import type { Told } from '../service-parts.ts';
import type { Workplace } from '../workplace.ts';
import { consolidateBackup } from './consolidate-backup.ts';
import { basesAmong, detectChanges } from './increments.ts';
import { makeBackup, type BackupRequest } from './make-backup.ts';

export interface HowToExport extends Omit<BackupRequest, 'options' | 'source'> {
  readonly source?: BackupSource;
}

export class Exports {
  readonly #place: Workplace;
  readonly #library: Pick<BackupLibrary, 'list' | 'get'>;

  constructor(place: Workplace, library: Pick<BackupLibrary, 'list' | 'get'>) {
    this.#place = place;
    this.#library = library;
  }

  /** Makes a backup. A scheduled one waits its turn; any other is told BUSY. @throws AppError */
  async exportNow(options: Partial<ExportOptions> = {}, how: HowToExport = {}): Promise<Told<ExportResult>> {
    const { source = 'manual', signal = new AbortController().signal } = how;
    const { desk, watched } = this.#place;
    if (source === 'scheduled') {
      // Somebody else may have got the turn meanwhile.
      while (desk.isBusy) await desk.turn(signal);
    }
    return watched(makeBackup(this.#place, { ...how, options, source, signal }));
  }

  /** Makes a full backup out of an increment and what it needs, without touching the live practice. @throws AppError */
  async consolidate(backupId: BackupId, signal?: AbortSignal): Promise<Told<ExportResult>> {
    const stored = await storedBackup(this.#place.parts.catalog, backupId);
    return consolidateBackup(this.#place, stored, signal);
  }

  /** What an increment could build on: those that it can, newest first, so that the first is the best; then the others. */
  async bases(): Promise<IncrementBase[]> {
    const practiceId = await openPracticeId(this.#place.parts.session);
    return basesAmong(await this.#library.list(), practiceId);
  }

  /** What an increment on that backup would hold now. Gives way to whatever else is wanted. @throws AppError */
  detectChanges(base: BackupId, signal?: AbortSignal): Promise<Told<{ changes: IncrementChanges }>> {
    return detectChanges(this.#place, this.#library, base, signal);
  }
}
