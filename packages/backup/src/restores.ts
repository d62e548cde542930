/** Restores and the ways back: preview, restore, undo, rollback, restore points. */
import { basename } from 'node:path';
import {
  AppError,
  toAppError,
  type ArchiveChoice,
  type BackupId,
  type GenerationId,
  type RestorePoint,
  type RestorePreview,
  type RestoreResult,
} from '@causebook/contracts';
import {
  createPractice,
  dropGeneration,
  flipGeneration,
  isUntouched,
  listGenerations,
  liveGeneration,
  newGenerationId,
  ownGeneration,
  sweepDocuments,
  uniqueId,
  type ProfilePaths,
} from '@causebook/data';
import type { BackupLibrary } from './backup-library.ts';
import type { OperationRow } from './catalog/schema.ts';
import { commitRestore, discardStaged } from './commit-restore.ts';
import { Confirmations } from './confirmations.ts';
import type { StageAnswer } from './engine/tasks.ts';
import type { Operation, OperationDesk } from './operation-desk.ts';
import { switchPractice } from './practice-switch.ts';
import type { Recorder } from './recorder.ts';
import { listRestorePoints, pointsOf, undoTarget } from './restore-points.ts';
import type { Samples } from './samples.ts';
import type { BackupServiceParts, Told } from './service-parts.ts';
import { counted, practiceInWords, sizeInWords } from './words.ts';

/** From a preview; who confirms must be who looked. */
export interface Confirmation {
  readonly token: string;
  readonly owner: string;
}

interface Workplace {
  readonly desk: OperationDesk;
  readonly recorder: Recorder;
  readonly library: BackupLibrary;
  readonly samples: Samples;
}

export class Restores {
  readonly #parts: BackupServiceParts;
  readonly #place: Workplace;
  readonly #confirmations: Confirmations;

  constructor(parts: BackupServiceParts, place: Workplace) {
    this.#parts = parts;
    this.#place = place;
    this.#confirmations = new Confirmations(parts.now);
  }

  get #paths(): ProfilePaths {
    return this.#parts.session.paths;
  }

  /** Shows what a restore would change. @param owner who may use the confirmation */
  async preview(
    choice: ArchiveChoice,
    owner: string,
    today: string,
  ): Promise<Told<{ preview: RestorePreview }>> {
    const { filePath, stored } = await this.#place.library.find(choice);
    const recordedChecksum = stored?.checksum ?? null;
    const id = uniqueId(this.#parts.now());
    return this.#place.desk.run('preview', id, async (operation) => {
      const generationId = this.#parts.session.problem ? null : await liveGeneration(this.#paths);
      const { checksum, ...shown } = await this.#parts.runner.run(
        {
          kind: 'preview',
          profile: this.#paths.root,
          generationId,
          filePath,
          recordedChecksum,
          operationId: id,
          today,
          known: await this.#place.library.known(),
        },
        operation,
      );
      const { token, expiresAt } = this.#confirmations.issue({ filePath, checksum, owner });
      const now = this.#parts.now().getTime();
      const ageSeconds =
        shown.createdAt === null ? null : Math.round((now - Date.parse(shown.createdAt)) / 1000);
      return {
        preview: { ...shown, ageSeconds, confirmationToken: token, expiresAt },
        message: `The backup is sound and holds ${counted(shown.changes.cases.after, 'case')}.`,
      };
    });
  }

  /**
   * Replaces the practice with what a backup holds. The present state becomes a restore point.
   * @param confirmation null when the person has confirmed in another way
   * @throws AppError; the practice is then as it was
   */
  async restore(
    choice: ArchiveChoice,
    confirmation: Confirmation | null,
    signal?: AbortSignal,
  ): Promise<Told<RestoreResult>> {
    const { filePath, stored } = await this.#place.library.find(choice);
    const startedAt = this.#parts.now();
    const plan: RestorePlan = {
      filePath,
      confirmation,
      recordedChecksum: stored?.checksum ?? null,
      startedAt,
      generationId: newGenerationId(startedAt),
    };
    const { generationId: toGeneration } = plan;
    const backupId: BackupId | null = stored?.backupId ?? null;
    return this.#place.recorder.run(
      { kind: 'restore', backupId, toGeneration, fallback: 'RESTORE_FAILED', signal },
      (operation) => this.#stageAndSwitch(operation, plan),
    );
  }

  async #stageAndSwitch(operation: Operation, plan: RestorePlan): Promise<Told<RestoreResult>> {
    const { filePath, confirmation, recordedChecksum, startedAt, generationId } = plan;
    // Only now, so that a restore that is told BUSY does not use the confirmation up.
    const previewedChecksum =
      confirmation && this.#confirmations.redeem(confirmation.token, { filePath, owner: confirmation.owner });
    const from = await this.#stateToKeep();
    const staged = await this.#parts.runner.run(
      {
        kind: 'stage',
        known: await this.#place.library.known(),
        profile: this.#paths.root,
        generationId,
        filePath,
        previewedChecksum,
        recordedChecksum,
      },
      operation,
    );
    const parent = await this.#stateBefore(from, staged.sampleId);
    const commit = {
      generationId,
      parent,
      reason: 'restored' as const,
      staged,
      backupId: staged.metadata?.backupId ?? null,
      label: `Restored from ${basename(filePath)}`,
      now: startedAt,
    };
    try {
      const flip = (): Promise<void> => commitRestore(this.#paths, commit);
      await switchPractice(this.#parts, operation, {
        reason: 'restore',
        from,
        expected: staged.counts,
        flip,
      });
    } catch (error) {
      await discardStaged(this.#paths, generationId).catch((trouble: unknown) =>
        this.#parts.onTrouble('discarding a failed restore', trouble),
      );
      throw error;
    }
    await this.#noteChange(operation.id, parent, generationId);
    await this.#place.samples.tidy();
    return {
      ...this.#result(operation.id, startedAt, { to: generationId, from: parent, ...staged }),
      message: restoreMessage(staged),
    };
  }

  /** A record that cannot be written must not make a failure of a change. */
  async #noteChange(
    id: string,
    fromGeneration: GenerationId | null,
    toGeneration: GenerationId,
  ): Promise<void> {
    const { catalog } = this.#parts;
    // Begun in a sample, it may have led out of it.
    await catalog
      .endOperation(id, { fromGeneration, toGeneration, sampleId: catalog.sampleId })
      .catch((trouble: unknown) => this.#parts.onTrouble('recording which state is live', trouble));
  }

  /** What an undo of a restore goes back to: out of a sample practice it leads to the person's own, not into the sample. */
  async #stateBefore(from: GenerationId | null, sampleId: string | null): Promise<GenerationId | null> {
    if (sampleId !== null) return from;
    return ownGeneration(await listGenerations(this.#paths), from)?.id ?? null;
  }

  /** The state that a restore replaces. A profile without a practice gets an empty one first, so that there always is one. */
  async #stateToKeep(): Promise<GenerationId | null> {
    try {
      const live = await liveGeneration(this.#paths);
      if (live !== null) return live;
    } catch (error) {
      // Which state was live cannot be told, and all of them are kept.
      if (toAppError(error).code === 'PRACTICE_UNREADABLE') return null;
      throw error;
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
      const from = await liveGeneration(this.#paths).catch(() => null);
      await this.#requirePoint(generationId, from);
      return { from, to: generationId };
    });
  }

  #goBack(
    kind: 'undo' | 'rollback',
    find: () => Promise<{ from: GenerationId | null; to: GenerationId }>,
  ): Promise<Told<RestoreResult>> {
    const startedAt = this.#parts.now();
    return this.#place.recorder.run({ kind, fallback: 'ROLLBACK_FAILED' }, async (operation) => {
      const { from, to } = await find();
      // Noted beforehand, so that a start after a crash can tell whether it came about.
      await this.#noteChange(operation.id, from, to);
      const flip = (): Promise<void> => flipGeneration(this.#paths, to);
      await switchPractice(this.#parts, operation, { reason: kind, from, expected: null, flip });
      const counts = await this.#parts.session.counts();
      const done = kind === 'undo' ? 'The restore was undone' : 'The practice is back at that state';
      const result = this.#result(operation.id, startedAt, { to, from, metadata: null, counts, errors: [] });
      return { ...result, message: `${done}: ${practiceInWords(counts)}.` };
    });
  }

  #result(
    restoreId: string,
    startedAt: Date,
    { to, from, metadata, counts, errors }: Outcome,
  ): RestoreResult {
    const now = this.#parts.now();
    return {
      restoreId,
      restoredAt: now.toISOString(),
      metadata,
      errors: [...errors],
      counts,
      generationId: to,
      restorePointId: from,
      durationMs: Math.max(0, now.getTime() - startedAt.getTime()),
    };
  }

  /** An operation that ended right after its change did what it was there for. @returns whether it was so */
  async recordIfLive({ id, fromGeneration, toGeneration }: OperationRow): Promise<boolean> {
    const live = await liveGeneration(this.#paths).catch(() => null);
    if (live === null || live !== toGeneration) return false;
    const { complete } = await listGenerations(this.#paths);
    const parent = complete.find((record) => record.id === live)?.parent ?? null;
    await this.#parts.catalog.endOperation(id, {
      status: 'completed',
      fromGeneration: fromGeneration ?? parent,
      sampleId: this.#parts.catalog.sampleId,
      message: 'The practice was replaced, and Causebook ended right after that.',
    });
    return true;
  }

  /** Removes what an interrupted restore had completed and never made live. */
  async discardUnused(generationId: GenerationId): Promise<void> {
    const { complete } = await listGenerations(this.#paths);
    const live = await liveGeneration(this.#paths).catch(() => null);
    if (live === null || live === generationId || !complete.some((record) => record.id === generationId))
      return;
    if (!(await isUntouched(this.#paths, generationId))) return;
    await dropGeneration(this.#paths, generationId);
    await sweepDocuments(this.#paths);
  }

  /** @throws AppError NOT_FOUND when it is no earlier state of the practice that is open */
  async #requirePoint(generationId: GenerationId, live: GenerationId | null): Promise<void> {
    const { complete } = await listGenerations(this.#paths);
    if (!pointsOf(complete, live).some((record) => record.id === generationId)) throw noSuchPoint();
  }

  /** Newest first. */
  async points(): Promise<RestorePoint[]> {
    return listRestorePoints(this.#paths, await this.#parts.catalog.generationChanges());
  }

  /** Deletes a restore point and the documents that nothing else refers to. */
  deletePoint(generationId: GenerationId): Promise<Told<{ generationId: GenerationId }>> {
    return this.#place.recorder.run({ kind: 'delete', fallback: 'INTERNAL' }, async (operation) => {
      await this.#requirePoint(generationId, await liveGeneration(this.#paths));
      operation.pointOfNoReturn();
      await dropGeneration(this.#paths, generationId);
      const { removed, bytes } = await sweepDocuments(this.#paths);
      const freed =
        removed === 0
          ? ''
          : ` ${counted(removed, 'document')} (${sizeInWords(bytes)}) that nothing else needs went with it.`;
      return { generationId, message: `The restore point was deleted.${freed}` };
    });
  }
}

interface RestorePlan {
  readonly filePath: string;
  readonly confirmation: Confirmation | null;
  readonly recordedChecksum: string | null;
  readonly startedAt: Date;
  readonly generationId: GenerationId;
}

interface Outcome extends Pick<StageAnswer, 'metadata' | 'counts' | 'errors'> {
  readonly to: GenerationId;
  readonly from: GenerationId | null;
}

const noSuchPoint = (): AppError => new AppError('NOT_FOUND', 'There is no such restore point.');

const dayOf = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date(instant));

function restoreMessage({ counts, metadata, errors }: StageAnswer): string {
  const from = metadata ? ` from the backup of ${dayOf(metadata.createdAt)}` : '';
  const what = `${counted(counts.documents, 'document')} and ${counted(counts.cases, 'case')}`;
  return errors.length === 0
    ? `Restored ${what}${from}.`
    : `Restored ${what}${from}, with errors. ${errors.join(' ')}`;
}
