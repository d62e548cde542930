/** Restore points as a person looks after them: kept, listed, named, looked into, deleted; and removed when they expire. */
import {
  AppError,
  type GenerationId,
  type RestorePoint,
  type RestorePointDetails,
} from '@causebook/contracts';
import {
  completeGeneration,
  describeGeneration,
  dropGeneration,
  listGenerations,
  liveGeneration,
  newGenerationId,
  readSetting,
  sweepDocuments,
  uniqueId,
  type ProfilePaths,
} from '@causebook/data';
import type { BackupLibrary } from '../library/backup-library.ts';
import { discardStaged } from '../restore/commit-restore.ts';
import type { OperationRow } from '../catalog/schema.ts';
import type { Operation, OperationDesk } from '../operation/operation-desk.ts';
import { newestProven, toExpire, type ExpiryLook } from './point-expiry.ts';
import type { Recorder } from '../operation/recorder.ts';
import { listRestorePoints, requirePoint } from './restore-points.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import { counted, practiceInWords, sizeInWords } from '../words.ts';

export interface PointToKeep {
  /** Given by a person; may be empty. */
  readonly name?: string;
  /** Before which change Causebook keeps it unasked, e.g. "Before importing “cases.xlsx”"; absent when a person asks. */
  readonly before?: string;
  readonly signal?: AbortSignal | undefined;
}

/** What a person changes about a restore point; what is not given stays. */
export interface PointChange {
  readonly name?: string | undefined;
  readonly expiresAt?: string | null | undefined;
}

interface Workplace {
  readonly desk: OperationDesk;
  readonly recorder: Recorder;
  readonly library: BackupLibrary;
}

export class KeptPoints {
  readonly #parts: BackupServiceParts;
  readonly #place: Workplace;

  constructor(parts: BackupServiceParts, place: Workplace) {
    this.#parts = parts;
    this.#place = place;
  }

  get #paths(): ProfilePaths {
    return this.#parts.session.paths;
  }

  /** Newest first. */
  async list(): Promise<RestorePoint[]> {
    const changes = await this.#parts.catalog.generationChanges();
    return listRestorePoints(this.#paths, changes, await this.#newestProven());
  }

  async #newestProven(): Promise<string | null> {
    const { session, now } = this.#parts;
    if (session.problem) return null;
    const practiceId = await session.use(({ database }) => readSetting(database, 'practice.id'));
    return newestProven(await this.#place.library.list(), practiceId, now());
  }

  /**
   * Keeps the present state beside the live one. Writers go on meanwhile; documents are shared.
   * @throws AppError INSUFFICIENT_SPACE, FILE_CORRUPTION, CANCELLED; nothing is left then
   */
  keep({ name = '', before, signal }: PointToKeep = {}): Promise<Told<{ generationId: GenerationId }>> {
    const startedAt = this.#parts.now();
    const generationId = newGenerationId(startedAt);
    return this.#place.recorder.run(
      {
        kind: 'point',
        source: before === undefined ? 'manual' : 'system',
        toGeneration: generationId,
        fallback: 'INTERNAL',
        signal,
      },
      async (operation) => {
        try {
          return await this.#keep(operation, { generationId, name: name.trim(), before, startedAt });
        } catch (error) {
          await discardStaged(this.#paths, generationId).catch((trouble: unknown) =>
            this.#parts.onTrouble('discarding a restore point that could not be kept', trouble),
          );
          throw error;
        }
      },
    );
  }

  async #keep(
    operation: Operation,
    point: {
      readonly generationId: GenerationId;
      readonly name: string;
      readonly before: string | undefined;
      readonly startedAt: Date;
    },
  ): Promise<Told<{ generationId: GenerationId }>> {
    const { generationId, name, before, startedAt } = point;
    const live = await liveGeneration(this.#paths);
    if (live === null) throw new AppError('PRACTICE_MISSING');
    const task = { kind: 'point', profile: this.#paths.root, source: live, generationId } as const;
    const { counts, databaseVersion, sampleId, missingDocuments } = await this.#parts.runner.run(
      task,
      operation,
    );
    operation.pointOfNoReturn();
    await completeGeneration(this.#paths, {
      format: 1,
      id: generationId,
      reason: 'kept',
      createdAt: startedAt.toISOString(),
      // Should it ever be made live as it is, "undo" leads back to the state that it was taken from.
      parent: live,
      label: before ?? 'Kept by hand',
      backupId: null,
      sampleId,
      counts,
      databaseVersion,
      name,
      isAutomatic: before !== undefined,
      madeBy: this.#parts.actorName?.() ?? '',
    });
    const missing =
      missingDocuments === 0
        ? ''
        : ` ${counted(missingDocuments, 'document')} had been lost before that and ${missingDocuments === 1 ? 'is' : 'are'} not in it.`;
    return { generationId, message: `This state is kept: ${practiceInWords(counts)}.${missing}` };
  }

  /** A point whose keeping was cut off right after it was complete. @returns whether it was so */
  async recordIfKept({ id, toGeneration }: OperationRow): Promise<boolean> {
    const { complete } = await listGenerations(this.#paths);
    if (!complete.some((record) => record.id === toGeneration)) return false;
    await this.#parts.catalog.endOperation(id, {
      status: 'completed',
      message: 'The state was kept, and Causebook ended right after that.',
    });
    return true;
  }

  /** Names a point, or says when it expires. @throws AppError NOT_FOUND; INVALID_INPUT for a date that has passed */
  change(
    generationId: GenerationId,
    { name, expiresAt }: PointChange,
  ): Promise<Told<{ generationId: GenerationId }>> {
    const now = this.#parts.now();
    if (typeof expiresAt === 'string' && Date.parse(expiresAt) <= now.getTime())
      throw new AppError('INVALID_INPUT', 'A restore point can only expire in the future.', {
        remedy: 'Choose a later day, or delete the restore point.',
      });
    return this.#place.desk.run('point', uniqueId(now), async (operation) => {
      const record = await requirePoint(this.#paths, generationId);
      operation.pointOfNoReturn();
      await describeGeneration(this.#paths, generationId, {
        ...(name === undefined ? {} : { name: name.trim() }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
      });
      this.#parts.onChange?.();
      return { generationId, message: changedMessage(record.name, { name, expiresAt }) };
    });
  }

  /** What is in a point, and what going back to it would change. @param today `YYYY-MM-DD` */
  details(
    generationId: GenerationId,
    today: string,
    signal?: AbortSignal,
  ): Promise<Told<{ details: RestorePointDetails }>> {
    const id = uniqueId(this.#parts.now());
    return this.#place.desk.run(
      'preview',
      id,
      async (operation) => {
        const point = (await this.list()).find((candidate) => candidate.generationId === generationId);
        if (!point) throw new AppError('NOT_FOUND', 'There is no such restore point.');
        const live = this.#parts.session.problem ? null : await liveGeneration(this.#paths);
        const found = await this.#parts.runner.run(
          {
            kind: 'examine-point',
            profile: this.#paths.root,
            operationId: id,
            generationId,
            live,
            today,
          },
          operation,
        );
        return { details: { point, ...found }, message: point.label };
      },
      { signal },
    );
  }

  /**
   * What stands against deleting a restore point, so that nobody is asked about what is refused anyway.
   * @throws AppError NOT_FOUND; as long as it cannot be told which state is live, all of them stay
   */
  async requireDeletable(generationId: GenerationId): Promise<void> {
    await liveGeneration(this.#paths);
    await requirePoint(this.#paths, generationId);
  }

  /** Deletes a restore point and the documents that nothing else refers to. @throws AppError as `requireDeletable`; BUSY */
  delete(generationId: GenerationId): Promise<Told<{ generationId: GenerationId }>> {
    return this.#place.recorder.run({ kind: 'delete', fallback: 'INTERNAL' }, async (operation) => {
      await this.requireDeletable(generationId);
      operation.pointOfNoReturn();
      await dropGeneration(this.#paths, generationId);
      return {
        generationId,
        message: `The restore point was deleted.${await this.#sweep()}`,
      };
    });
  }

  /** What a sweep has freed, in words; empty when that was nothing. */
  async #sweep(): Promise<string> {
    const { removed, bytes } = await sweepDocuments(this.#paths);
    return removed === 0
      ? ''
      : ` ${counted(removed, 'document')} (${sizeInWords(bytes)}) that nothing else needs went with ${removed === 1 ? 'it' : 'them'}.`;
  }

  /**
   * Looks which points have expired and removes those that were due at the last look, too.
   * @returns what the next look must know, and how many were removed
   * @throws AppError BUSY; nothing is removed then
   */
  async removeExpired(last: ExpiryLook | null): Promise<Told<{ look: ExpiryLook; removed: number }>> {
    const now = this.#parts.now();
    const { remove, look } = toExpire(await this.list(), last, now);
    if (remove.length === 0) return { look, removed: 0, message: 'No restore point has expired.' };
    return this.#place.recorder.run(
      { kind: 'point', source: 'system', fallback: 'INTERNAL' },
      async (operation) => {
        // Meanwhile somebody may have gone back to one, or said that it stays.
        const still = (await this.list()).filter(
          ({ generationId, expiresAt, staysBecause }) =>
            remove.includes(generationId) &&
            staysBecause === null &&
            expiresAt !== null &&
            Date.parse(expiresAt) <= now.getTime(),
        );
        operation.pointOfNoReturn();
        for (const { generationId } of still) await dropGeneration(this.#paths, generationId);
        const freed = await this.#sweep();
        const done = still.length === 1 ? 'had expired and was removed' : 'had expired and were removed';
        return {
          look,
          removed: still.length,
          message: `${counted(still.length, 'restore point')} ${done}.${freed}`,
        };
      },
    );
  }
}

const dayOf = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date(instant));

function changedMessage(before: string, { name, expiresAt }: PointChange): string {
  const named =
    name === undefined || name.trim() === before
      ? ''
      : name.trim() === ''
        ? 'The restore point has no name any more.'
        : `The restore point is called “${name.trim()}”.`;
  const stays =
    expiresAt === undefined
      ? ''
      : expiresAt === null
        ? 'It never expires.'
        : `It expires on ${dayOf(expiresAt)}.`;
  return [named, stays].filter((sentence) => sentence !== '').join(' ') || 'Nothing was changed.';
}
