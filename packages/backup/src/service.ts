/** The backup service: what a window or a terminal talks to. Each of its areas stands in the folder of its name. */
import type { HistoryEntry, SafetyStatus } from '@causebook/contracts';
import { Exports } from './export/exports.ts';
import { Health } from './health/health.ts';
import { practiceSuspicion } from './health/practice-suspicion.ts';
import { presentSafety } from './health/present-safety.ts';
import type { SafetyFacts } from './health/safety.ts';
import { BackupLibrary } from './library/backup-library.ts';
import type { OperationDesk } from './operation/operation-desk.ts';
import { Proofs } from './proof/proofs.ts';
import { recoverFromCrash } from './recover.ts';
import { Repairs } from './repair/repairs.ts';
import { KeptPoints } from './restore-points/kept-points.ts';
import { Restores } from './restore/restores.ts';
import { BadDataGuard } from './retention/guard.ts';
import { Pruning } from './retention/pruning.ts';
import { Samples } from './sample/samples.ts';
import type { BackupServiceParts } from './service-parts.ts';
import { workplaceOf } from './workplace.ts';

export class BackupService {
  readonly #parts: BackupServiceParts;
  /** The operation that runs now, and stopping it. */
  readonly operations: Pick<OperationDesk, 'progress' | 'cancel' | 'quiet'>;
  /** The backups that exist. */
  readonly library: BackupLibrary;
  /** Backups that are made. */
  readonly exports: Exports;
  /** What shows that backups are good. */
  readonly proofs: Proofs;
  /** Which backups are kept, and the removal of the others. */
  readonly retention: Pruning;
  /** What looks wrong with the backups, and the person's word that it is right. */
  readonly guard: Pick<BadDataGuard, 'accept' | 'watch'>;
  /** Restores and the ways back. */
  readonly restores: Restores;
  /** The states that can be gone back to. */
  readonly restorePoints: KeptPoints;
  /** Checks of the live practice, and what helps against what they find. */
  readonly health: Health;
  /** The ways out of a practice that is damaged or cannot be opened. */
  readonly repairs: Repairs;
  /** The sample beside one's own practice. */
  readonly samples: Samples;

  constructor(parts: BackupServiceParts) {
    const look = (): Promise<void> => guard.look();
    const place = workplaceOf(parts, look);
    this.#parts = parts;
    this.operations = place.desk;
    this.library = new BackupLibrary(place);
    this.exports = new Exports(place, this.library);
    this.proofs = new Proofs(place, this.library);
    this.health = new Health(place, look);
    const guard = new BadDataGuard(parts, this.library);
    guard.alsoAsk(async () => {
      const failure = await this.health.failure();
      return failure === null ? [] : [practiceSuspicion(failure, await this.library.list())];
    });
    this.guard = guard;
    this.retention = new Pruning(place, { library: this.library, guard });
    this.samples = new Samples(place);
    this.restores = new Restores(place, this.samples);
    this.restorePoints = new KeptPoints(place, this.library);
    this.repairs = new Repairs(place, this.library);
  }

  /**
   * After a start: records what a crash cut off and clears its partial files. The profile must be held.
   * @returns the operations that were cut off
   */
  recover(): Promise<HistoryEntry[]> {
    return recoverFromCrash(this.#parts, this.samples);
  }

  /** How safe the practice is. @param schedule what is known of the automatic backup */
  safety(schedule: Pick<SafetyFacts, 'nextRunAt' | 'consecutiveFailures'>): Promise<SafetyStatus> {
    return presentSafety(this.#parts, this, schedule);
  }

  /** What was done, newest first. */
  history(limit: number): Promise<HistoryEntry[]> {
    return this.#parts.catalog.operations.list(limit);
  }
}
