/** Restore points as a person looks after them: kept, listed, named, looked into, deleted; and removed when they expire. */
import {
  AppError,
  type GenerationId,
  type RestorePoint,
  type RestorePointDetails,
} from '@causebook/contracts';
import { liveGeneration, readSetting, uniqueId } from '@causebook/data';
import type { BackupLibrary } from '../library/backup-library.ts';
import type { Told } from '../service-parts.ts';
import type { Workplace } from '../workplace.ts';
import { changePoint, type PointChange } from './change-point.ts';
import { keepPresent, type PointToKeep } from './keep-present.ts';
import { newestProven, type ExpiryLook } from './point-expiry.ts';
import { deletePoint, removeExpired, requireDeletable } from './remove-points.ts';
import { listRestorePoints } from './restore-points.ts';

export class KeptPoints {
  readonly #place: Workplace;
  readonly #library: Pick<BackupLibrary, 'list'>;

  constructor(place: Workplace, library: Pick<BackupLibrary, 'list'>) {
    this.#place = place;
    this.#library = library;
  }

  /** Newest first. */
  async list(): Promise<RestorePoint[]> {
    const { parts, paths } = this.#place;
    const changes = await parts.catalog.operations.generationChanges();
    return listRestorePoints(paths, changes, await this.#newestProven());
  }

  async #newestProven(): Promise<string | null> {
    const { session, now } = this.#place.parts;
    if (session.problem) return null;
    const practiceId = await session.use(({ database }) => readSetting(database, 'practice.id'));
    return newestProven(await this.#library.list(), practiceId, now());
  }

  /**
   * Keeps the present state, so that it can be gone back to.
   * @throws AppError INSUFFICIENT_SPACE, FILE_CORRUPTION, CANCELLED; nothing is left then
   */
  keep(point: PointToKeep = {}): Promise<Told<{ generationId: GenerationId }>> {
    return keepPresent(this.#place, point);
  }

  /** Names a point, or says when it expires. @throws AppError NOT_FOUND; INVALID_INPUT for a date that has passed */
  change(generationId: GenerationId, change: PointChange): Promise<Told<{ generationId: GenerationId }>> {
    return changePoint(this.#place, generationId, change);
  }

  /** What is in a point, and what going back to it would change. @param today `YYYY-MM-DD` */
  details(
    generationId: GenerationId,
    today: string,
    signal?: AbortSignal,
  ): Promise<Told<{ details: RestorePointDetails }>> {
    const { parts, paths, desk } = this.#place;
    const id = uniqueId(parts.now());
    return desk.run(
      'preview',
      id,
      async (operation) => {
        const point = (await this.list()).find((candidate) => candidate.generationId === generationId);
        if (!point) throw new AppError('NOT_FOUND', 'There is no such restore point.');
        const live = parts.session.problem ? null : await liveGeneration(paths);
        const found = await parts.runner.run(
          { kind: 'examine-point', profile: paths.root, operationId: id, generationId, live, today },
          operation,
        );
        return { details: { point, ...found }, message: point.label };
      },
      { signal },
    );
  }

  /** For whoever asks before deleting: rejects with what `delete` would. @throws AppError */
  async requireDeletable(generationId: GenerationId): Promise<void> {
    await requireDeletable(this.#place.paths, generationId);
    this.#place.desk.requireFree();
  }

  /** Deletes a restore point and the documents that nothing else refers to. @throws AppError NOT_FOUND, BUSY */
  delete(generationId: GenerationId): Promise<Told<{ generationId: GenerationId }>> {
    return deletePoint(this.#place, generationId);
  }

  /** Removes restore points that have expired. @param last what the look before this one left @throws AppError BUSY */
  removeExpired(last: ExpiryLook | null): Promise<Told<{ look: ExpiryLook; removed: number }>> {
    return removeExpired(this.#place, () => this.list(), last);
  }
}
