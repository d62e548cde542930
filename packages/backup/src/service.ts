/**
 * The backup service: the one object that a window or a terminal talks to. It claims the one operation, has the engine
 * do the work, changes the live practice, keeps the catalog, and says how everything ended.
 */
import { rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  AppError,
  ExportOptions,
  toAppError,
  type ArchiveChoice,
  type BackupEntry,
  type BackupId,
  type BackupSource,
  type BackupStatistics,
  type ExportResult,
  type GenerationId,
  type HistoryEntry,
  type OperationKind,
  type OperationProgress,
  type PracticeCounts,
  type RestorePoint,
  type RestorePreview,
  type RestoreResult,
  type SafetyStatus,
  type VerifyReport,
} from '@causebook/contracts';
import {
  createPractice,
  dropGeneration,
  exists,
  flipGeneration,
  freeBytes,
  fsyncFolder,
  listGenerations,
  liveGeneration,
  newGenerationId,
  noCounts,
  removePartialArchives,
  sweepDocuments,
  uniqueId,
  type PracticeSession,
} from '@causebook/data';
import type { Catalog, StoredBackup } from './catalog/catalog.ts';
import type { OperationRow } from './catalog/schema.ts';
import { commitRestore, discardStaged } from './commit-restore.ts';
import { Confirmations } from './confirmations.ts';
import type { EngineRunner, StageAnswer } from './engine/tasks.ts';
import { sidecarPath } from './engine/verify-archive.ts';
import { OperationDesk, type Operation } from './operation-desk.ts';
import { archivesIn, entryFromArchive } from './rebuild-catalog.ts';
import { listRestorePoints, undoTarget } from './restore-points.ts';
import { judgeSafety } from './safety.ts';
import { counted, practiceInWords, sizeInWords } from './words.ts';

/** Whatever runs in the background and must stand still while the practice is replaced. */
export interface BackgroundJobs {
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
  boot(): void;
}

export interface BackupServiceParts {
  readonly session: PracticeSession;
  readonly catalog: Catalog;
  readonly runner: EngineRunner;
  readonly appVersion: string;
  readonly now: () => Date;
  readonly background: BackgroundJobs;
  /** At most five times a second while an operation runs; null when it has ended. */
  readonly onProgress?: (progress: OperationProgress | null) => void;
  /** Backups, history, restore points or statistics are not what they were. */
  readonly onChange?: () => void;
  /** Another generation is live. */
  readonly onDataReplaced?: (reason: 'restore' | 'undo' | 'rollback') => void;
  /** For what must not hide the outcome that is being told: written to the log. */
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** An answer with the sentence that tells it. */
export type Told<Answer> = Answer & { readonly message: string };

interface RecordOptions {
  readonly kind: OperationRow['kind'] & OperationKind;
  readonly source?: OperationRow['source'];
  readonly backupId?: BackupId | null;
  readonly folder?: string | null;
  readonly signal?: AbortSignal;
  /** For failures without a code of their own. */
  readonly fallback: 'BACKUP_FAILED' | 'RESTORE_FAILED' | 'ROLLBACK_FAILED' | 'INTERNAL';
  readonly row?: Partial<OperationRow>;
}

export class BackupService {
  readonly #parts: BackupServiceParts;
  readonly #desk: OperationDesk;
  readonly #confirmations: Confirmations;

  constructor(parts: BackupServiceParts) {
    this.#parts = parts;
    this.#desk = new OperationDesk((progress) => parts.onProgress?.(progress));
    this.#confirmations = new Confirmations(parts.now);
  }

  get #paths() {
    return this.#parts.session.paths;
  }

  /** The operation that runs now. */
  get operation(): OperationProgress | null {
    return this.#desk.progress;
  }

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
    const interrupted = await this.#parts.catalog.markInterrupted(this.#parts.now().toISOString());
    for (const { folder } of interrupted) if (folder !== null) await removePartialArchives(folder);
    const ids = new Set(interrupted.map(({ id }) => id));
    return (await this.history(200)).filter((entry) => ids.has(entry.id));
  }

  /**
   * Makes a backup. A scheduled one waits its turn; any other is told BUSY.
   * @throws AppError
   */
  async exportNow(
    options: Partial<ExportOptions> = {},
    how: { readonly source?: BackupSource; readonly destination?: string; readonly signal?: AbortSignal } = {},
  ): Promise<Told<ExportResult>> {
    const source = how.source ?? 'manual';
    if (source === 'scheduled') await this.#desk.turn(how.signal ?? new AbortController().signal);
    const started = this.#parts.now();
    const backupId = uniqueId(started) as BackupId;
    const folder = how.destination ?? this.#paths.backups;
    const stamp = started.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').replace(/\.\d+/, '');
    const wanted = ExportOptions.parse(options);
    if (!wanted.includeFiles && !wanted.includeDatabase) {
      throw new AppError('INVALID_INPUT', 'A backup needs the database, the documents, or both.');
    }
    return this.#recorded({ kind: 'export', source, backupId, folder, fallback: 'BACKUP_FAILED', ...pick(how.signal) }, async (operation) => {
      const generationId = await liveGeneration(this.#paths);
      if (generationId === null) throw new AppError('PRACTICE_MISSING', `There is no practice in ${this.#paths.root} yet.`);
      const answer = await this.#parts.runner.run(
        {
          kind: 'export',
          profile: this.#paths.root,
          generationId,
          backupId,
          destination: folder,
          fileName: `causebook-${stamp}-${backupId.slice(-8)}.zip`,
          options: wanted,
          source,
          createdAt: started.toISOString(),
          appVersion: this.#parts.appVersion,
        },
        operation,
      );
      const completedAt = this.#parts.now().toISOString();
      const { metadata, filePath, size, checksum, warnings } = answer;
      await this.#parts.catalog.putBackup(
        {
          ...entryFromArchive(filePath, size, checksum, { ...metadata, includeMetadata: wanted.includeMetadata }),
          counts: JSON.stringify(answer.counts),
          warnings: JSON.stringify(warnings),
          startedAt: started.toISOString(),
          completedAt,
        },
        { verifiedAt: completedAt, outcome: 'good', message: 'Read back when it was made.' },
      );
      const result: ExportResult = { backupId, filePath, size, createdAt: metadata.createdAt, checksum, metadata, warnings: [...warnings] };
      return { ...result, message: exportMessage(wanted, answer.counts, size, warnings) };
    });
  }

  async listBackups(): Promise<BackupEntry[]> {
    const stored = await this.#parts.catalog.backups();
    return Promise.all(stored.map((backup) => withFile(backup)));
  }

  /** @throws AppError BACKUP_NOT_FOUND */
  async getBackup(backupId: BackupId): Promise<BackupEntry> {
    return withFile(await this.#stored(backupId));
  }

  async #stored(backupId: BackupId): Promise<StoredBackup> {
    const stored = await this.#parts.catalog.backup(backupId);
    if (!stored) throw new AppError('BACKUP_NOT_FOUND', 'There is no such backup in the list.');
    return stored;
  }

  /** The catalog's record of that archive, if it has one. */
  async #find(choice: ArchiveChoice): Promise<{ filePath: string; stored: StoredBackup | null }> {
    if ('backupId' in choice) {
      const stored = await this.#stored(choice.backupId);
      return { filePath: stored.filePath, stored };
    }
    const stored = (await this.#parts.catalog.backups()).find((backup) => backup.filePath === choice.filePath);
    return { filePath: choice.filePath, stored: stored ?? null };
  }

  /** Deletes a backup and its checksum file. */
  deleteBackup(backupId: BackupId): Promise<Told<{ backupId: BackupId; fileName: string }>> {
    return this.#recorded({ kind: 'delete', backupId, fallback: 'INTERNAL' }, async (operation) => {
      const { filePath } = await this.#stored(backupId);
      operation.pointOfNoReturn();
      const there = await exists(filePath);
      await rm(filePath, { force: true });
      await rm(sidecarPath(filePath), { force: true });
      if (there) await fsyncFolder(dirname(filePath));
      await this.#parts.catalog.forgetBackup(backupId);
      const fileName = basename(filePath);
      return { backupId, fileName, message: there ? `Deleted ${fileName}.` : `${fileName} was gone already; it was taken off the list.` };
    });
  }

  async statistics(): Promise<BackupStatistics> {
    const backups = await this.listBackups();
    const totalSize = backups.reduce((sum, backup) => sum + backup.size, 0);
    const folder = (await exists(this.#paths.backups)) ? this.#paths.backups : this.#paths.root;
    return {
      totalBackups: backups.length,
      totalSize,
      averageSize: backups.length === 0 ? 0 : Math.round(totalSize / backups.length),
      oldestBackup: backups.at(-1)?.createdAt ?? null,
      newestBackup: backups[0]?.createdAt ?? null,
      manualBackups: backups.filter((backup) => backup.source === 'manual').length,
      scheduledBackups: backups.filter((backup) => backup.source === 'scheduled').length,
      missingFiles: backups.filter((backup) => backup.fileState === 'missing').length,
      failedRuns: await this.#parts.catalog.failedExports(),
      freeBytes: await freeBytes(folder),
    };
  }

  async safety(schedule: { readonly nextRunAt: string | null; readonly consecutiveFailures: number }): Promise<SafetyStatus> {
    const counts = this.#parts.session.problem ? noCounts : await this.#parts.session.counts();
    return judgeSafety({ ...schedule, backups: await this.listBackups(), counts, now: this.#parts.now() });
  }

  /** Hashes everything in an archive. A bad result is thrown, and kept with the backup. */
  async verify(choice: ArchiveChoice, signal?: AbortSignal): Promise<Told<{ report: VerifyReport }>> {
    const { filePath, stored } = await this.#find(choice);
    const backupId = stored?.backupId ?? null;
    const remember = async (outcome: 'good' | 'bad', message: string): Promise<void> => {
      if (backupId !== null) await this.#parts.catalog.recordVerification(backupId, { verifiedAt: this.#parts.now().toISOString(), outcome, message });
    };
    return this.#recorded({ kind: 'verify', backupId, fallback: 'INTERNAL', ...pick(signal) }, async (operation) => {
      try {
        const answer = await this.#parts.runner.run({ kind: 'verify', filePath, expectedChecksum: stored?.checksum ?? null }, operation);
        const message = `Every file in the backup is as it was: ${counted(answer.entries, 'file')}, ${sizeInWords(answer.bytes)} checked.`;
        await remember('good', message);
        return { report: { ...answer, warnings: [...answer.warnings], backupId: backupId ?? answer.metadata?.backupId ?? null }, message };
      } catch (error) {
        const failure = toAppError(error);
        if (['FILE_CORRUPTION', 'VALIDATION_FAILED', 'BACKUP_NOT_FOUND'].includes(failure.code)) await remember('bad', failure.message);
        throw failure;
      }
    });
  }

  /** Shows what a restore would change. @param owner who may use the confirmation */
  async preview(choice: ArchiveChoice, owner: string, today: string): Promise<Told<{ preview: RestorePreview }>> {
    const { filePath } = await this.#find(choice);
    const id = uniqueId(this.#parts.now());
    return this.#desk.run('preview', id, async (operation) => {
      const generationId = this.#parts.session.problem ? null : await liveGeneration(this.#paths);
      const answer = await this.#parts.runner.run(
        { kind: 'preview', profile: this.#paths.root, generationId, filePath, operationId: id, today },
        operation,
      );
      const { checksum, ...shown } = answer;
      const { token, expiresAt } = this.#confirmations.issue({ filePath, checksum, owner });
      const ageSeconds = shown.createdAt === null ? null : Math.round((this.#parts.now().getTime() - Date.parse(shown.createdAt)) / 1000);
      return {
        preview: { ...shown, ageSeconds, confirmationToken: token, expiresAt },
        message: `The backup is sound and holds ${counted(shown.changes.cases.then, 'case')}.`,
      };
    });
  }

  /**
   * Replaces the practice with what a backup holds. The present state becomes a restore point.
   * @param confirmation from a preview; null when the person has confirmed in another way
   * @throws AppError; the practice is then as it was
   */
  async restore(
    choice: ArchiveChoice,
    confirmation: { readonly token: string; readonly owner: string } | null,
    signal?: AbortSignal,
  ): Promise<Told<RestoreResult>> {
    const { filePath, stored } = await this.#find(choice);
    const expected = confirmation ? this.#confirmations.redeem(confirmation.token, { filePath, owner: confirmation.owner }) : null;
    const started = this.#parts.now();
    const generationId = newGenerationId(started);
    const recordAs = { kind: 'restore', backupId: stored?.backupId ?? null, fallback: 'RESTORE_FAILED', ...pick(signal) } as const;
    return this.#recorded({ ...recordAs, row: { toGeneration: generationId } }, async (operation) => {
      const parent = await this.#stateToKeep();
      const staged = await this.#parts.runner.run(
        { kind: 'stage', profile: this.#paths.root, generationId, filePath, expectedChecksum: expected ?? stored?.checksum ?? null },
        operation,
      );
      const commit = {
        generationId,
        parent,
        staged,
        backupId: staged.metadata?.backupId ?? null,
        label: `Restored from ${basename(filePath)}`,
        now: started,
      };
      try {
        await this.#switchTo(operation, 'restore', parent, staged.counts, () => commitRestore(this.#paths, commit));
      } catch (error) {
        await discardStaged(this.#paths, generationId).catch((trouble: unknown) => this.#parts.onTrouble('discarding a failed restore', trouble));
        throw error;
      }
      await this.#noteChange(operation.id, parent, generationId);
      return { ...this.#restoreResult(operation.id, started, generationId, parent, staged), message: restoreMessage(staged) };
    });
  }

  /** The state that a restore replaces. A profile without a practice gets an empty one first, so that there always is one. */
  async #stateToKeep(): Promise<GenerationId | null> {
    try {
      const live = await liveGeneration(this.#paths);
      if (live !== null) return live;
    } catch (error) {
      if (toAppError(error).code !== 'PRACTICE_UNREADABLE') throw error;
      // Which state was live cannot be told, and all of them are kept.
      return null;
    }
    const first = await createPractice(this.#paths, { now: this.#parts.now(), name: '' });
    await this.#parts.session.open();
    return first;
  }

  /** Goes back to the state that was live before the last restore. */
  undo(): Promise<Told<RestoreResult>> {
    return this.#goBack('undo', async () => {
      const { live, target } = await undoTarget(this.#paths);
      return { from: live, to: target.id };
    });
  }

  /** Makes a restore point the live state. */
  rollBack(generationId: GenerationId): Promise<Told<RestoreResult>> {
    return this.#goBack('rollback', async () => {
      const { complete } = await listGenerations(this.#paths);
      const from = await liveGeneration(this.#paths).catch(() => null);
      if (from === generationId || !complete.some((record) => record.id === generationId)) {
        throw new AppError('NOT_FOUND', 'There is no such restore point.');
      }
      return { from, to: generationId };
    });
  }

  #goBack(
    kind: 'undo' | 'rollback',
    find: () => Promise<{ from: GenerationId | null; to: GenerationId }>,
  ): Promise<Told<RestoreResult>> {
    const started = this.#parts.now();
    return this.#recordedAs(kind, { kind: 'undo', fallback: 'ROLLBACK_FAILED' }, async (operation) => {
      const { from, to } = await find();
      await this.#switchTo(operation, kind, from, null, () => flipGeneration(this.#paths, to));
      await this.#noteChange(operation.id, from, to);
      const counts = await this.#parts.session.counts();
      const verb = kind === 'undo' ? 'The restore was undone' : 'The practice is back at that state';
      return {
        ...this.#restoreResult(operation.id, started, to, from, { metadata: null, counts, errors: [] }),
        message: `${verb}: ${practiceInWords(counts)}.`,
      };
    });
  }

  #restoreResult(
    restoreId: string,
    started: Date,
    generationId: GenerationId,
    restorePointId: GenerationId | null,
    { metadata, counts, errors }: Pick<StageAnswer, 'metadata' | 'counts' | 'errors'>,
  ): RestoreResult {
    const now = this.#parts.now();
    return {
      restoreId,
      restoredAt: now.toISOString(),
      metadata,
      errors: [...errors],
      counts,
      generationId,
      restorePointId,
      durationMs: Math.max(0, now.getTime() - started.getTime()),
    };
  }

  /**
   * Stops the background jobs, lets go of the practice, changes which generation is live, opens it and compares what is
   * there with what should be. If the new state cannot be used, the old one is made live again.
   */
  async #switchTo(
    operation: Operation,
    reason: 'restore' | 'undo' | 'rollback',
    previous: GenerationId | null,
    expected: PracticeCounts | null,
    change: () => Promise<void>,
  ): Promise<void> {
    const { session, background } = this.#parts;
    operation.pointOfNoReturn();
    await background.stop();
    try {
      try {
        await session.replace(change);
        if (expected !== null) requireSame(await session.counts(), expected);
      } catch (error) {
        await this.#switchBack(previous);
        throw error;
      }
    } finally {
      background.boot();
    }
    this.#parts.onDataReplaced?.(reason);
  }

  async #switchBack(previous: GenerationId | null): Promise<void> {
    if (previous === null) return;
    const live = await liveGeneration(this.#paths).catch(() => null);
    if (live === previous) return;
    // A state that was damaged before is kept as it is, so failing to open it again is no news.
    await this.#parts.session
      .replace(() => flipGeneration(this.#paths, previous))
      .catch((error: unknown) => this.#parts.onTrouble('opening the previous state again', error));
  }

  #noteChange(id: string, from: GenerationId | null, to: GenerationId): Promise<void> {
    return this.#parts.catalog.endOperation(id, { fromGeneration: from, toGeneration: to });
  }

  async restorePoints(): Promise<RestorePoint[]> {
    return listRestorePoints(this.#paths, await this.#parts.catalog.generationChanges());
  }

  /** Deletes a restore point and the documents that nothing else refers to. */
  deleteRestorePoint(generationId: GenerationId): Promise<Told<{ generationId: GenerationId }>> {
    return this.#recorded({ kind: 'delete', fallback: 'INTERNAL' }, async (operation) => {
      const { complete } = await listGenerations(this.#paths);
      const live = await liveGeneration(this.#paths);
      if (generationId === live || !complete.some((record) => record.id === generationId)) {
        throw new AppError('NOT_FOUND', 'There is no such restore point.');
      }
      operation.pointOfNoReturn();
      await dropGeneration(this.#paths, generationId);
      const { removed, bytes } = await sweepDocuments(this.#paths);
      const freed = removed === 0 ? '' : ` ${counted(removed, 'document')} (${sizeInWords(bytes)}) that nothing else needs went with it.`;
      return { generationId, message: `The restore point was deleted.${freed}` };
    });
  }

  history(limit: number): Promise<HistoryEntry[]> {
    return this.#parts.catalog.history(limit);
  }

  /** Makes the list of backups again from the archives alone: in the default folder and wherever backups are known to lie. */
  rebuild(signal?: AbortSignal): Promise<Told<{ found: number; added: number; unreadable: string[] }>> {
    return this.#recorded({ kind: 'rebuild', fallback: 'INTERNAL', ...pick(signal) }, async (operation) => {
      const known = await this.#parts.catalog.backups();
      const folders = new Set([this.#paths.backups, ...known.map((backup) => dirname(backup.filePath))]);
      const files = (await Promise.all([...folders].map((folder) => archivesIn(folder)))).flat();
      let added = 0;
      const unreadable: string[] = [];
      for (const filePath of files) {
        try {
          const answer = await this.#parts.runner.run({ kind: 'verify', filePath, expectedChecksum: null }, operation);
          const entry = entryFromArchive(filePath, answer.size, answer.checksum, answer.metadata);
          if (!known.some((backup) => backup.backupId === entry.backupId || backup.filePath === filePath)) {
            const verifiedAt = this.#parts.now().toISOString();
            await this.#parts.catalog.putBackup(
              { ...entry, warnings: JSON.stringify(answer.warnings) },
              { verifiedAt, outcome: 'good', message: 'Verified when it was found.' },
            );
            added += 1;
          }
        } catch (error) {
          const failure = toAppError(error);
          if (failure.code === 'CANCELLED') throw failure;
          unreadable.push(`${basename(filePath)}: ${failure.message}`);
        }
      }
      const bad = unreadable.length === 0 ? '' : ` ${counted(unreadable.length, 'file')} could not be used.`;
      return { found: files.length, added, unreadable, message: `Found ${counted(files.length, 'backup')}; ${added} new in the list.${bad}` };
    });
  }

  async unpack(choice: ArchiveChoice, folder: string, signal?: AbortSignal): Promise<Told<{ folder: string; entries: number }>> {
    const { filePath, stored } = await this.#find(choice);
    return this.#recorded({ kind: 'unpack', backupId: stored?.backupId ?? null, fallback: 'INTERNAL', ...pick(signal) }, async (operation) => {
      const answer = await this.#parts.runner.run({ kind: 'unpack', filePath, folder }, operation);
      return { ...answer, message: `Unpacked ${counted(answer.entries, 'file')} to ${answer.folder}.` };
    });
  }

  #recorded<Answer>(options: RecordOptions, work: (operation: Operation) => Promise<Told<Answer>>): Promise<Told<Answer>> {
    return this.#recordedAs(options.kind, options, work);
  }

  /** Runs work as the one operation and keeps its outcome in the history, however it ends. */
  async #recordedAs<Answer>(
    recordKind: OperationRow['kind'],
    { kind, source = 'manual', backupId = null, folder = null, signal, fallback, row = {} }: RecordOptions,
    work: (operation: Operation) => Promise<Told<Answer>>,
  ): Promise<Told<Answer>> {
    const { catalog, now, onChange, onTrouble } = this.#parts;
    const id = uniqueId(now());
    return this.#desk.run(
      kind,
      id,
      async (operation) => {
        await catalog.beginOperation({
          id,
          kind: recordKind,
          source,
          status: 'running',
          startedAt: now().toISOString(),
          completedAt: null,
          code: null,
          message: '',
          step: null,
          backupId,
          fromGeneration: null,
          toGeneration: null,
          folder,
          ...row,
        });
        const end = async (change: Partial<OperationRow>): Promise<void> => {
          // The outcome is told in any case; a record that cannot be written must not replace it.
          await catalog.endOperation(id, { completedAt: now().toISOString(), ...change }).catch((error: unknown) => onTrouble('recording an outcome', error));
          onChange?.();
        };
        try {
          const answer = await work(operation);
          await end({ status: 'completed', message: answer.message });
          return answer;
        } catch (error) {
          const failure = toAppError(error, fallback);
          const status = failure.code === 'CANCELLED' ? 'cancelled' : 'failed';
          await end({ status, code: failure.code, message: failure.message, step: operation.step });
          throw failure;
        }
      },
      signal,
    );
  }
}

const pick = (signal: AbortSignal | undefined): { signal?: AbortSignal } => (signal ? { signal } : {});

async function withFile({ metadata: _, ...backup }: StoredBackup): Promise<BackupEntry> {
  const { startedAt, completedAt, filePath, size } = backup;
  const found = await stat(filePath).then(
    (facts) => facts.size,
    () => null,
  );
  return {
    ...backup,
    fileName: basename(filePath),
    durationMs: startedAt && completedAt ? Math.max(0, Date.parse(completedAt) - Date.parse(startedAt)) : null,
    fileState: found === null ? 'missing' : found === size ? 'present' : 'changed',
  };
}

function requireSame(found: PracticeCounts, expected: PracticeCounts): void {
  for (const kind of Object.keys(expected) as (keyof PracticeCounts)[]) {
    if (found[kind] === expected[kind]) continue;
    throw new AppError('RESTORE_FAILED', `The restored practice should hold ${expected[kind]} ${kind} and holds ${found[kind]}. Your practice is exactly as it was before.`);
  }
}

function exportMessage(options: ExportOptions, counts: PracticeCounts, size: number, warnings: readonly string[]): string {
  const what = options.includeDatabase ? practiceInWords(options.includeFiles ? counts : { ...counts, documents: 0 }) : counted(counts.documents, 'document');
  return [`Backup made, read back and checked: ${what} (${sizeInWords(size)}).`, ...warnings].join(' ');
}

function restoreMessage({ counts, metadata, errors }: StageAnswer): string {
  const from = metadata ? ` from the backup of ${metadata.createdAt.slice(0, 10)}` : '';
  const what = `${counted(counts.documents, 'document')} and ${counted(counts.cases, 'case')}`;
  return errors.length === 0 ? `Restored ${what}${from}.` : `Restored ${what}${from}, with errors. ${errors.join(' ')}`;
}
