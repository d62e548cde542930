/** The backup service: the one object that a window or a terminal talks to. What it does stands in the files it names. */
import {
  type ArchiveChoice,
  type BackupEntry,
  type BackupId,
  type BackupSource,
  type BackupStatistics,
  type Drill,
  type ExportOptions,
  type ExportResult,
  type GenerationId,
  type HistoryEntry,
  type IncrementBase,
  type IncrementChanges,
  type OperationProgress,
  type PracticeCounts,
  type RestorePoint,
  type RestorePreview,
  type RestoreResult,
  type SafetyStatus,
  type VerifyReport,
} from '@causebook/contracts';
import { countPractice, noCounts, readSetting, removePartialArchives } from '@causebook/data';
import { BackupLibrary } from './backup-library.ts';
import type { OperationRow } from './catalog/schema.ts';
import { Increments } from './increments.ts';
import { archiveEnding, makeBackup } from './make-backup.ts';
import { nextToDrill } from './drills.ts';
import { OperationDesk } from './operation-desk.ts';
import { Recorder } from './recorder.ts';
import { Restores, type Confirmation } from './restores.ts';
import { judgeSafety, safetyOfSample } from './safety.ts';
import { Samples } from './samples.ts';
import type { BackupServiceParts, Told } from './service-parts.ts';

export class BackupService {
  readonly #parts: BackupServiceParts;
  readonly #desk: OperationDesk;
  readonly #recorder: Recorder;
  readonly #library: BackupLibrary;
  readonly #increments: Increments;
  readonly #samples: Samples;
  readonly #restores: Restores;

  constructor(parts: BackupServiceParts) {
    this.#parts = parts;
    this.#desk = new OperationDesk((progress) => parts.onProgress?.(progress));
    this.#recorder = new Recorder(parts, this.#desk);
    this.#library = new BackupLibrary(parts, this.#recorder);
    this.#increments = new Increments(parts, { desk: this.#desk, library: this.#library });
    this.#samples = new Samples(parts, this.#desk);
    this.#restores = new Restores(parts, {
      desk: this.#desk,
      recorder: this.#recorder,
      library: this.#library,
      samples: this.#samples,
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
    if (await this.#restores.recordIfLive(operation)) return;
    // Where an undo goes was there before, and stays.
    if (kind === 'restore') await this.#restores.discardUnused(toGeneration as GenerationId);
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
    return makeBackup(this.#parts, this.#recorder, { options, source, destination, fullEvery, signal });
  }

  listBackups(): Promise<BackupEntry[]> {
    return this.#library.list();
  }

  getBackup(backupId: BackupId): Promise<BackupEntry> {
    return this.#library.get(backupId);
  }

  deleteBackup(backupId: BackupId): Promise<Told<{ backupId: BackupId; fileName: string }>> {
    return this.#library.delete(backupId);
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
    return judgeSafety({ ...schedule, ...known, backups: await this.listBackups(), now: now() });
  }

  verify(choice: ArchiveChoice, signal?: AbortSignal): Promise<Told<{ report: VerifyReport }>> {
    return this.#library.verify(choice, signal);
  }

  /** Verifies every backup whose file can be reached. @returns what was found, also of those that are bad */
  verifyAll(signal?: AbortSignal): Promise<Told<{ good: number; bad: string[] }>> {
    return this.#library.verifyAll(signal);
  }

  /**
   * Restores a backup on trial. A drill that nobody asked for gives way to whatever else is wanted, and begins anew later.
   * @throws AppError; a bad result is thrown, and kept with the backup
   */
  drill(
    backupId: BackupId,
    how: { readonly source?: 'manual' | 'system'; readonly signal?: AbortSignal } = {},
  ): Promise<Told<{ drill: Drill }>> {
    return this.#library.drill(backupId, how);
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
    return this.#library.rebuild(signal);
  }

  preview(choice: ArchiveChoice, owner: string, today: string): Promise<Told<{ preview: RestorePreview }>> {
    return this.#restores.preview(choice, owner, today);
  }

  restore(
    choice: ArchiveChoice,
    confirmation: Confirmation | null,
    signal?: AbortSignal,
  ): Promise<Told<RestoreResult>> {
    return this.#restores.restore(choice, confirmation, signal);
  }

  undo(): Promise<Told<RestoreResult>> {
    return this.#restores.undo();
  }

  rollBack(generationId: GenerationId): Promise<Told<RestoreResult>> {
    return this.#restores.rollBack(generationId);
  }

  restorePoints(): Promise<RestorePoint[]> {
    return this.#restores.points();
  }

  deleteRestorePoint(generationId: GenerationId): Promise<Told<{ generationId: GenerationId }>> {
    return this.#restores.deletePoint(generationId);
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
