/** Restores and the ways back: preview, restore, undo, rollback, restore points. */
import { basename } from 'node:path';
import {
  AppError,
  toAppError,
  type ArchiveChoice,
  type BackupId,
  type GenerationId,
  type RestorePreview,
  type RestoreResult,
} from '@causebook/contracts';
import {
  createPractice,
  describeGeneration,
  dropGeneration,
  flipGeneration,
  isUntouched,
  listGenerations,
  liveGeneration,
  newGenerationId,
  ownGeneration,
  sweepDocuments,
  uniqueId,
  type GenerationRecord,
  type ProfilePaths,
} from '@causebook/data';
import type { BackupLibrary } from '../library/backup-library.ts';
import type { OperationRow } from '../catalog/schema.ts';
import { commitRestore, discardStaged, type RestoreCommit } from './commit-restore.ts';
import { Confirmations } from './confirmations.ts';
import type { StageAnswer } from '../engine/tasks.ts';
import type { Operation, OperationDesk } from '../operation/operation-desk.ts';
import { switchPractice } from './practice-switch.ts';
import type { Recorder } from '../operation/recorder.ts';
import { requirePoint, undoTarget } from '../restore-points/restore-points.ts';
import type { Samples } from '../sample/samples.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import type { Signers } from '../signing/signers.ts';
import { counted, practiceInWords } from '../words.ts';

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
  readonly signers: Pick<Signers, 'judge' | 'known'>;
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
      const { checksum, signature, ...shown } = await this.#parts.runner.run(
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
      const judged = await this.#place.signers.judge(signature, shown.metadata);
      return {
        preview: { ...shown, signature: judged, ageSeconds, confirmationToken: token, expiresAt },
        message: `The backup is sound and holds ${counted(shown.changes.cases.after, 'case')}.`,
      };
    });
  }

  /**
   * Replaces the practice with what a backup holds. The present state becomes a restore point.
   * @param confirmation null when the person has confirmed in another way
   * @param how.acceptsChanged whether they want it although it was changed since it was made
   * @throws AppError; the practice is then as it was
   */
  async restore(
    choice: ArchiveChoice,
    confirmation: Confirmation | null,
    how: { readonly signal?: AbortSignal; readonly acceptsChanged?: boolean } = {},
  ): Promise<Told<RestoreResult>> {
    const { signal, acceptsChanged = false } = how;
    const { filePath, stored } = await this.#place.library.find(choice);
    const startedAt = this.#parts.now();
    const plan: RestorePlan = {
      filePath,
      confirmation,
      recordedChecksum: stored?.checksum ?? null,
      startedAt,
      generationId: newGenerationId(startedAt),
      acceptsChanged,
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
        acceptsChanged: plan.acceptsChanged,
        ownKeys: [...(await this.#place.signers.known())],
      },
      operation,
    );
    await this.#refuseChanged(staged, plan);
    const parent = await this.#stateBefore(from, staged.sampleId);
    await this.#switchTo(operation, {
      generationId,
      from,
      parent,
      reason: 'restored',
      staged,
      backupId: staged.metadata?.backupId ?? null,
      label: `Restored from ${basename(filePath)}`,
      now: startedAt,
    });
    return {
      ...this.#result(operation.id, startedAt, { to: generationId, from: parent, ...staged }),
      message: restoreMessage(staged),
    };
  }

  /** What was said about when a state expires does not hold for what it becomes now. */
  async #forgetExpiry(generationId: GenerationId): Promise<void> {
    await describeGeneration(this.#paths, generationId, { expiresAt: undefined }).catch((trouble: unknown) =>
      this.#parts.onTrouble('describing the live state', trouble),
    );
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

  /** Makes a restore point the live state. One that was kept stays what it is: a copy of it becomes the live state. */
  async rollBack(generationId: GenerationId): Promise<Told<RestoreResult>> {
    const point = await requirePoint(this.#paths, generationId);
    if (point.reason === 'kept') return this.#goBackToKept(point);
    return this.#goBack('rollback', async () => {
      const from = await liveGeneration(this.#paths).catch(() => null);
      await requirePoint(this.#paths, generationId);
      return { from, to: generationId };
    });
  }

  #goBackToKept(point: GenerationRecord): Promise<Told<RestoreResult>> {
    const startedAt = this.#parts.now();
    const generationId = newGenerationId(startedAt);
    const kept = { kind: 'rollback', toGeneration: generationId, fallback: 'ROLLBACK_FAILED' } as const;
    return this.#place.recorder.run(kept, async (operation) => {
      await requirePoint(this.#paths, point.id);
      const from = await liveGeneration(this.#paths).catch(() => null);
      const profile = this.#paths.root;
      const copied = await this.#parts.runner.run(
        { kind: 'point', profile, source: point.id, generationId },
        operation,
      );
      await this.#switchTo(operation, {
        generationId,
        from,
        parent: await this.#stateBefore(from, copied.sampleId),
        staged: { ...copied, stagedContents: [] },
        reason: 'returned',
        backupId: null,
        label: `Returned to ${point.name ? `“${point.name}”` : 'the state'} of ${dayOf(point.createdAt)}`,
        now: startedAt,
      });
      const outcome = { to: generationId, from, metadata: null, counts: copied.counts, errors: [] };
      const message = `The practice is back at that state: ${practiceInWords(copied.counts)}.`;
      return { ...this.#result(operation.id, startedAt, outcome), message };
    });
  }

  /** A signature that was taken away shows only to whoever knows that there was one. */
  async #refuseChanged(
    { signature, metadata }: Pick<StageAnswer, 'signature' | 'metadata'>,
    { acceptsChanged, generationId }: RestorePlan,
  ): Promise<void> {
    if (acceptsChanged || (await this.#place.signers.judge(signature, metadata)).verdict !== 'changed')
      return;
    await discardStaged(this.#paths, generationId);
    throw new AppError('CHANGED_SINCE_MADE');
  }

  /** Makes a staged generation the live one, or takes it back. */
  async #switchTo(
    operation: Operation,
    { from, ...commit }: RestoreCommit & { readonly from: GenerationId | null },
  ): Promise<void> {
    const { generationId } = commit;
    // Afterwards other people may be at work.
    const madeBy = this.#parts.actorName?.() ?? '';
    try {
      const flip = (): Promise<void> => commitRestore(this.#paths, { ...commit, madeBy });
      await switchPractice(this.#parts, operation, {
        reason: commit.reason === 'returned' ? 'rollback' : 'restore',
        from,
        expected: commit.staged.counts,
        flip,
      });
    } catch (error) {
      await discardStaged(this.#paths, generationId).catch((trouble: unknown) =>
        this.#parts.onTrouble('discarding a failed restore', trouble),
      );
      throw error;
    }
    await this.#noteChange(operation.id, commit.parent, generationId);
    await this.#place.samples.tidy();
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
      await this.#forgetExpiry(to);
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

  /** Removes what an interrupted restore, or return to a kept state, had completed and never made live. */
  async discardUnused({ kind, fromGeneration, toGeneration }: OperationRow): Promise<void> {
    // A state that was there before is noted together with the one that it should follow, and stays.
    if (kind !== 'restore' && fromGeneration !== null) return;
    const generationId = toGeneration as GenerationId;
    const { complete } = await listGenerations(this.#paths);
    const live = await liveGeneration(this.#paths).catch(() => null);
    if (live === null || live === generationId || !complete.some((record) => record.id === generationId))
      return;
    if (!(await isUntouched(this.#paths, generationId))) return;
    await dropGeneration(this.#paths, generationId);
    await sweepDocuments(this.#paths);
  }
}

interface RestorePlan {
  readonly filePath: string;
  readonly confirmation: Confirmation | null;
  readonly recordedChecksum: string | null;
  readonly startedAt: Date;
  readonly generationId: GenerationId;
  readonly acceptsChanged: boolean;
}

interface Outcome extends Pick<StageAnswer, 'metadata' | 'counts' | 'errors'> {
  readonly to: GenerationId;
  readonly from: GenerationId | null;
}

const dayOf = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date(instant));

function restoreMessage({ counts, metadata, errors }: StageAnswer): string {
  const from = metadata ? ` from the backup of ${dayOf(metadata.createdAt)}` : '';
  const what = `${counted(counts.documents, 'document')} and ${counted(counts.cases, 'case')}`;
  return errors.length === 0
    ? `Restored ${what}${from}.`
    : `Restored ${what}${from}, with errors. ${errors.join(' ')}`;
}
