/** Before an increment is made: what it could build on, and what it would hold. */
import {
  AppError,
  type BackupEntry,
  type BackupId,
  type IncrementBase,
  type IncrementChanges,
} from '@causebook/contracts';
import { liveGeneration, readSetting, uniqueId } from '@causebook/data';
import type { BackupLibrary } from '../library/backup-library.ts';
import { unfitAsBase } from '../increment/choose-base.ts';
import type { Operation, OperationDesk } from '../operation/operation-desk.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import { changesInWords } from '../words.ts';

export class Increments {
  readonly #parts: BackupServiceParts;
  readonly #place: { readonly desk: OperationDesk; readonly library: BackupLibrary };

  constructor(
    parts: BackupServiceParts,
    place: { readonly desk: OperationDesk; readonly library: BackupLibrary },
  ) {
    this.#parts = parts;
    this.#place = place;
  }

  /** Those that something can be built on, newest first, which makes the first the best; then the others. */
  async bases(): Promise<IncrementBase[]> {
    const { session } = this.#parts;
    const practiceId = await session.use(({ database }) => readSetting(database, 'practice.id') ?? '');
    const judged = (await this.#place.library.list()).map((backup) => asBase(backup, practiceId));
    return [...judged.filter(({ unfit }) => unfit === null), ...judged.filter(({ unfit }) => unfit !== null)];
  }

  /**
   * Compares the practice with a backup. Gives way to whatever else is asked for, so that nobody waits for it.
   * @throws AppError INVALID_INPUT when nothing can be built on that backup
   */
  async detect(backupId: BackupId, signal?: AbortSignal): Promise<Told<{ changes: IncrementChanges }>> {
    const { session, runner, now } = this.#parts;
    const { library, desk } = this.#place;
    const base = await library.get(backupId);
    const { unfit } = (await this.bases()).find((one) => one.backupId === backupId) ?? { unfit: null };
    if (unfit !== null)
      throw new AppError('INVALID_INPUT', `An increment cannot build on that backup. ${unfit}`, {
        remedy: 'Choose another one, or make a full backup.',
      });
    const operationId = uniqueId(now());
    const work = async (operation: Operation) => {
      const generationId = await liveGeneration(session.paths);
      if (generationId === null)
        throw new AppError('PRACTICE_MISSING', `There is no practice in ${session.paths.root} yet.`);
      const { root: profile } = session.paths;
      const known = await library.known();
      const changes = await runner.run(
        { kind: 'detect', profile, generationId, base, known, operationId },
        operation,
      );
      return { changes, message: changesInWords(changes) };
    };
    return desk.run('detect', operationId, work, { signal, yields: true });
  }
}

const asBase = (backup: BackupEntry, practiceId: string): IncrementBase => {
  const { backupId, fileName, name, createdAt, size, kind } = backup;
  return { backupId, fileName, name, createdAt, size, kind, unfit: unfitAsBase(backup, practiceId) };
};
