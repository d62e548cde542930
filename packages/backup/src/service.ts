/** The backup service: the one object that a window or a terminal talks to. What it does stands in the files it names. */
import {
  type ArchiveChoice,
  type BackupEntry,
  type BackupId,
  type BackupSource,
  type BackupStatistics,
  type Drill,
  type Examination,
  type ExportOptions,
  type ExportResult,
  type GenerationId,
  type HistoryEntry,
  type IncrementBase,
  type IncrementChanges,
  type NewerRows,
  type OperationProgress,
  type PracticeCounts,
  type RecoveryOptions,
  type RepairChoice,
  type RepairResult,
  type PruneResult,
  type RestorePoint,
  type RestorePointDetails,
  type RestorePreview,
  type RestoreResult,
  type RetentionPolicy,
  type RetentionStatus,
  type SafetyStatus,
  type Suspicion,
  type VerifyReport,
} from '@causebook/contracts';
import { countPractice, noCounts, readSetting, removePartialArchives } from '@causebook/data';
import { BackupLibrary } from './library/backup-library.ts';
import type { OperationRow } from './catalog/schema.ts';
import { Increments } from './export/increments.ts';
import { archiveEnding, makeBackup } from './export/make-backup.ts';
import { nextToDrill } from './proof/drills.ts';
import { BadDataGuard } from './retention/guard.ts';
import { OperationDesk } from './operation/operation-desk.ts';
import { Pruning, type PruneRequest, type RetentionQuestion } from './retention/pruning.ts';
import { Recorder } from './operation/recorder.ts';
import { Repairs } from './repair/repairs.ts';
import { Restores, type Confirmation } from './restore/restores.ts';
import { Health } from './health/health.ts';
import { safetyWithChecks } from './health/health-words.ts';
import { practiceSuspicion } from './health/practice-suspicion.ts';
import { judgeSafety, safetyOfSample } from './health/safety.ts';
import { Samples } from './sample/samples.ts';
import { KeptPoints, type PointChange, type PointToKeep } from './restore-points/kept-points.ts';
import type { ExpiryLook } from './restore-points/point-expiry.ts';
import type { BackupServiceParts, Told } from './service-parts.ts';
import { Signers } from './signing/signers.ts';

export class BackupService {
  readonly #parts: BackupServiceParts;
  readonly #desk: OperationDesk;
  readonly #recorder: Recorder;
  readonly #library: BackupLibrary;
  readonly #guard: BadDataGuard;
  readonly #pruning: Pruning;
  readonly #increments: Increments;
  readonly #samples: Samples;
  readonly #restores: Restores;
  readonly #points: KeptPoints;
  /** Checks of the live practice, and what helps against what they find. */
  readonly health: Health;
  readonly #repairs: Repairs;
  readonly #signers: Signers;

  constructor(parts: BackupServiceParts) {
    this.#parts = parts;
    this.#desk = new OperationDesk((progress) => parts.onProgress?.(progress));
    this.#recorder = new Recorder(parts, this.#desk);
    this.#signers = new Signers(parts);
    this.#library = new BackupLibrary(parts, this.#recorder, this.#signers);
    this.#guard = new BadDataGuard(parts, this.#library);
    this.#guard.alsoAsk(async () => {
      const failure = await this.health.failure();
      return failure === null ? [] : [practiceSuspicion(failure, await this.#library.list())];
    });
    this.#pruning = new Pruning(parts, {
      recorder: this.#recorder,
      library: this.#library,
      guard: this.#guard,
    });
    this.#increments = new Increments(parts, { desk: this.#desk, library: this.#library });
    this.#samples = new Samples(parts, this.#desk);
    this.health = new Health(parts, this.#recorder, this.#desk, () => this.#guard.look());
    this.#restores = new Restores(parts, {
      desk: this.#desk,
      recorder: this.#recorder,
      library: this.#library,
      samples: this.#samples,
      signers: this.#signers,
    });
    this.#points = new KeptPoints(parts, {
      desk: this.#desk,
      recorder: this.#recorder,
      library: this.#library,
    });
    this.#repairs = new Repairs(parts, {
      desk: this.#desk,
      recorder: this.#recorder,
      library: this.#library,
    });
  }

  /** The operation that runs now. */
  get operation(): OperationProgress | null {
    return this.#desk.progress;
  }

  /** False when that operation does not run, or can no longer be stopped. */
  cancel(operationId: string): boolean {
    return this.#desk.cancel(operationId);
  }

  /** Cancels what can be cancelled and waits for the rest: for the end of the app. */
  quiet(): Promise<void> {
    return this.#desk.quiet();
  }

  /**
   * After a start: records what a crash cut off and clears its partial files. The profile must be held.
   * @returns the operations that were cut off
   */
  async recover(): Promise<HistoryEntry[]> {
    const { catalog, now, onTrouble } = this.#parts;
    const interrupted = await catalog.markInterrupted(now().toISOString());
    for (const operation of interrupted) {
      // A folder that cannot be reached now keeps nobody from the practice.
      await this.#clearAfter(operation).catch((error: unknown) =>
        onTrouble(`clearing what was cut off (${operation.kind})`, error),
      );
    }
    await this.#library.finishDeletions();
    await this.#library.forgetUnlisted();
    await this.#samples.tidy();
    const ids = new Set(interrupted.map(({ id }) => id));
    return (await this.history(200)).filter(({ id, status }) => ids.has(id) && status === 'interrupted');
  }

  async #clearAfter(operation: OperationRow): Promise<void> {
    const { kind, folder, backupId, toGeneration } = operation;
    if (folder !== null && backupId !== null) await removePartialArchives(folder, archiveEnding(backupId));
    if (toGeneration === null) return;
    if (kind === 'point') return void (await this.#points.recordIfKept(operation));
    if (await this.#restores.recordIfLive(operation)) return;
    // Where an undo goes was there before, and stays; what a restore, a repair or a return to a kept state has built does not.
    if (kind !== 'undo') await this.#restores.discardUnused(operation);
  }

  /** Makes a backup. A scheduled one waits its turn; any other is told BUSY. @throws AppError */
  async exportNow(
    options: Partial<ExportOptions> = {},
    how: {
      readonly source?: BackupSource;
      readonly destination?: string;
      /** For `base: auto`: one full backup, then so many less one increments. */
      readonly fullEvery?: number;
      readonly signal?: AbortSignal;
    } = {},
  ): Promise<Told<ExportResult>> {
    const { destination, fullEvery, source = 'manual', signal = new AbortController().signal } = how;
    if (source === 'scheduled') {
      // Somebody else may have got the turn meanwhile.
      while (this.#desk.isBusy) await this.#desk.turn(signal);
    }
    return this.#watched(
      makeBackup(this.#parts, this.#recorder, {
        options,
        source,
        destination,
        fullEvery,
        signal,
        signers: this.#signers,
      }),
    );
  }

  listBackups(): Promise<BackupEntry[]> {
    return this.#library.list();
  }

  getBackup(backupId: BackupId): Promise<BackupEntry> {
    return this.#library.get(backupId);
  }

  /** For whoever asks before deleting: rejects with what `deleteBackup` would. @throws AppError */
  async requireDeletableBackup(backupId: BackupId): Promise<void> {
    await this.#library.requireDeletable(backupId);
    this.#desk.requireFree();
  }

  deleteBackup(backupId: BackupId): Promise<Told<{ backupId: BackupId; fileName: string }>> {
    return this.#library.delete(backupId);
  }

  /** Keeps a backup whatever the rules say, and from being deleted. */
  protectBackup(backupId: BackupId): Promise<Told<{ backup: BackupEntry }>> {
    return this.#library.protect(backupId);
  }

  unprotectBackup(backupId: BackupId): Promise<Told<{ backup: BackupEntry }>> {
    return this.#library.unprotect(backupId);
  }

  /** Which backups are kept and why, what pruning would remove, and what stands against it. */
  retention(question?: RetentionQuestion): Promise<RetentionStatus> {
    return this.#pruning.status(question);
  }

  saveRetention(policy: RetentionPolicy): Promise<void> {
    return this.#pruning.save(policy);
  }

  /** Removes the backups that no rule keeps. @throws AppError PRUNING_HELD, BUSY */
  prune(request?: PruneRequest): Promise<Told<PruneResult>> {
    return this.#pruning.prune(request);
  }

  /** The person says that what looked wrong is right. @throws AppError NOT_FOUND */
  acceptSuspicion(key: string): Promise<Suspicion> {
    return this.#guard.accept(key);
  }

  /** Whatever is found out about a backup may be a reason to distrust what there is. */
  async #watched<Answer>(work: Promise<Answer>): Promise<Answer> {
    try {
      return await work;
    } finally {
      await this.#guard.look();
    }
  }

  statistics(): Promise<BackupStatistics> {
    return this.#library.statistics();
  }

  async safety(schedule: {
    readonly nextRunAt: string | null;
    readonly consecutiveFailures: number;
  }): Promise<SafetyStatus> {
    const { session, catalog, now } = this.#parts;
    if (catalog.sampleId !== null && session.problem === null) return safetyOfSample(await session.counts());
    const known = session.problem
      ? { counts: noCounts, practiceId: null }
      : await session.use(({ database }) => ({
          counts: countPractice(database),
          practiceId: readSetting(database, 'practice.id'),
        }));
    const watch = await this.#guard.watch();
    // What the checks found is said in their own words.
    const suspicions = watch.suspicions.filter(({ kind }) => kind !== 'practice');
    const backups = await this.listBackups();
    const judged = judgeSafety({ ...schedule, ...known, suspicions, backups, now: now() });
    return safetyWithChecks(judged, await this.health.report());
  }

  verify(choice: ArchiveChoice, signal?: AbortSignal): Promise<Told<{ report: VerifyReport }>> {
    return this.#watched(this.#library.verify(choice, signal));
  }

  /** Verifies every backup whose file can be reached. @returns what was found, also of those that are bad */
  verifyAll(signal?: AbortSignal): Promise<Told<{ good: number; bad: string[] }>> {
    return this.#watched(this.#library.verifyAll(signal));
  }

  /**
   * Restores a backup on trial. A drill that nobody asked for gives way to whatever else is wanted, and begins anew later.
   * @throws AppError; a bad result is thrown, and kept with the backup
   */
  drill(
    backupId: BackupId,
    how: { readonly source?: 'manual' | 'system'; readonly signal?: AbortSignal } = {},
  ): Promise<Told<{ drill: Drill }>> {
    return this.#watched(this.#library.drill(backupId, how));
  }

  /** Makes a full backup out of an increment and what it needs, without touching the live practice. @throws AppError */
  consolidate(backupId: BackupId, signal?: AbortSignal): Promise<Told<ExportResult>> {
    return this.#library.consolidate(backupId, signal);
  }

  /** What an increment could build on: those that it can, newest first; then the others, with the reason. */
  incrementBases(): Promise<IncrementBase[]> {
    return this.#increments.bases();
  }

  /** What an increment on that backup would hold now. Gives way to whatever else is wanted. @throws AppError */
  detectChanges(base: BackupId, signal?: AbortSignal): Promise<Told<{ changes: IncrementChanges }>> {
    return this.#increments.detect(base, signal);
  }

  /** The backup whose turn it is to be proven, or null. */
  async nextDrill(): Promise<BackupEntry | null> {
    return nextToDrill(await this.listBackups(), this.#parts.now());
  }

  unpack(
    choice: ArchiveChoice,
    folder: string,
    signal?: AbortSignal,
  ): Promise<Told<{ folder: string; entries: number }>> {
    return this.#library.unpack(choice, folder, signal);
  }

  rebuild(signal?: AbortSignal): Promise<Told<{ found: number; added: number; unreadable: string[] }>> {
    return this.#watched(this.#library.rebuild(signal));
  }

  preview(choice: ArchiveChoice, owner: string, today: string): Promise<Told<{ preview: RestorePreview }>> {
    return this.#restores.preview(choice, owner, today);
  }

  restore(
    choice: ArchiveChoice,
    confirmation: Confirmation | null,
    how: { readonly signal?: AbortSignal; readonly acceptsChanged?: boolean } = {},
  ): Promise<Told<RestoreResult>> {
    return this.#restores.restore(choice, confirmation, how);
  }

  undo(): Promise<Told<RestoreResult>> {
    return this.#restores.undo();
  }

  rollBack(generationId: GenerationId): Promise<Told<RestoreResult>> {
    return this.#restores.rollBack(generationId);
  }

  restorePoints(): Promise<RestorePoint[]> {
    return this.#points.list();
  }

  /** Keeps the present state, so that it can be gone back to. @throws AppError */
  keepRestorePoint(point?: PointToKeep): Promise<Told<{ generationId: GenerationId }>> {
    return this.#points.keep(point);
  }

  changeRestorePoint(
    generationId: GenerationId,
    change: PointChange,
  ): Promise<Told<{ generationId: GenerationId }>> {
    return this.#points.change(generationId, change);
  }

  restorePointDetails(
    generationId: GenerationId,
    today: string,
    signal?: AbortSignal,
  ): Promise<Told<{ details: RestorePointDetails }>> {
    return this.#points.details(generationId, today, signal);
  }

  /** For whoever asks before deleting: rejects with what `deleteRestorePoint` would. @throws AppError */
  async requireDeletablePoint(generationId: GenerationId): Promise<void> {
    await this.#points.requireDeletable(generationId);
    this.#desk.requireFree();
  }

  deleteRestorePoint(generationId: GenerationId): Promise<Told<{ generationId: GenerationId }>> {
    return this.#points.delete(generationId);
  }

  /** Removes restore points that have expired. @param last what the look before this one left */
  removeExpiredPoints(last: ExpiryLook | null): Promise<Told<{ look: ExpiryLook; removed: number }>> {
    return this.#points.removeExpired(last);
  }

  /** Backups and earlier states that lead out of a practice that cannot be opened; reads nothing of it. */
  recoveryOptions(): Promise<Omit<RecoveryOptions, 'problem' | 'details'>> {
    return this.#repairs.options();
  }

  /** Looks at the live database: what is wrong with it, and what each repair would give back and lose. */
  repairOptions(owner: string): Promise<Told<Examination>> {
    return this.#repairs.examine(owner);
  }

  /** What the damaged practice has that a backup has not. @param mayName as `Repairs.newerRows` */
  newerRows(
    backupId: BackupId,
    owner: string,
    mayName: (asksWho: boolean) => boolean,
  ): Promise<Told<NewerRows>> {
    return this.#repairs.newerRows(backupId, owner, mayName);
  }

  /** Makes a new state from the damaged one and opens it. The damaged one is kept as it is. */
  repair(
    choice: RepairChoice,
    confirmation: Confirmation | null,
    signal?: AbortSignal,
  ): Promise<Told<RepairResult>> {
    return this.#repairs.repair(choice, confirmation, signal);
  }

  /** Opens a sample practice beside the person's own. @param today `YYYY-MM-DD` */
  openSample(today: string): Promise<Told<{ counts: PracticeCounts }>> {
    return this.#samples.open(today);
  }

  /** Goes back to the person's own practice; nothing of the sample is kept. */
  leaveSample(): Promise<Told<{ counts: PracticeCounts }>> {
    return this.#samples.leave();
  }

  /** The sample practice that is open, or null. */
  get sampleId(): string | null {
    return this.#parts.catalog.sampleId;
  }

  /** Newest first. */
  history(limit: number): Promise<HistoryEntry[]> {
    return this.#parts.catalog.history(limit);
  }
}
