/** Before an increment is made: what it could build on, and what it would hold. */
import {
  AppError,
  type BackupEntry,
  type BackupId,
  type IncrementBase,
  type IncrementChanges,
} from '@causebook/contracts';
import { uniqueId } from '@causebook/data';
import { unfitAsBase } from '../increment/choose-base.ts';
import type { BackupLibrary } from '../library/backup-library.ts';
import { knownArchives } from '../library/stored-backup.ts';
import { openPracticeId, requireLive } from '../operation/live-practice.ts';
import type { Operation } from '../operation/operation-desk.ts';
import type { Told } from '../service-parts.ts';
import { changesInWords } from '../words.ts';
import type { Workplace } from '../workplace.ts';

/** @param why in a sentence */
export const noBase = (why: string): AppError =>
  new AppError('INVALID_INPUT', `An increment cannot build on that backup. ${why}`, {
    remedy: 'Choose another one, or make a full backup.',
  });

/** Those that something can be built on, in the order given; then the others. */
export function basesAmong(backups: readonly BackupEntry[], practiceId: string): IncrementBase[] {
  const judged = backups.map((backup) => asBase(backup, practiceId));
  return [...judged.filter(({ unfit }) => unfit === null), ...judged.filter(({ unfit }) => unfit !== null)];
}

/**
 * Compares the practice with a backup. Gives way to whatever else is asked for, so that nobody waits for it.
 * @throws AppError INVALID_INPUT when nothing can be built on that backup
 */
export async function detectChanges(
  { parts, paths, desk }: Workplace,
  library: Pick<BackupLibrary, 'get'>,
  backupId: BackupId,
  signal?: AbortSignal,
): Promise<Told<{ changes: IncrementChanges }>> {
  const { session, catalog, runner, now } = parts;
  const base = await library.get(backupId);
  const unfit = unfitAsBase(base, await openPracticeId(session));
  if (unfit !== null) throw noBase(unfit);
  const operationId = uniqueId(now());
  const work = async (operation: Operation) => {
    const generationId = await requireLive(paths);
    const known = await knownArchives(catalog);
    const changes = await runner.run(
      { kind: 'detect', profile: paths.root, generationId, base, known, operationId },
      operation,
    );
    return { changes, message: changesInWords(changes) };
  };
  return desk.run('detect', operationId, work, { signal, yields: true });
}

const asBase = (backup: BackupEntry, practiceId: string): IncrementBase => {
  const { backupId, fileName, name, createdAt, size, kind } = backup;
  return { backupId, fileName, name, createdAt, size, kind, unfit: unfitAsBase(backup, practiceId) };
};
