/** After a start: records what a crash cut off, and clears what it left. The profile must be held. */
import type { HistoryEntry } from '@causebook/contracts';
import { removePartialArchives } from '@causebook/data';
import type { OperationRow } from './catalog/schema.ts';
import { archiveEnding } from './export/archive-name.ts';
import { forgetFingerprints } from './increment/fingerprint-cache.ts';
import { finishDeletions } from './library/delete-backup.ts';
import { recordIfKept } from './restore-points/keep-present.ts';
import { discardUnused, recordIfLive } from './restore/cut-off-restore.ts';
import type { Samples } from './sample/samples.ts';
import type { BackupServiceParts } from './service-parts.ts';

/** @returns the operations that were cut off */
export async function recoverFromCrash(
  parts: BackupServiceParts,
  samples: Pick<Samples, 'tidy'>,
): Promise<HistoryEntry[]> {
  const { catalog, now, onTrouble } = parts;
  const interrupted = await catalog.operations.markInterrupted(now().toISOString());
  for (const operation of interrupted) {
    // A folder that cannot be reached now keeps nobody from the practice.
    await clearAfter(parts, operation).catch((error: unknown) =>
      onTrouble(`clearing what was cut off (${operation.kind})`, error),
    );
  }
  await finishDeletions(parts);
  await forgetUnlisted(parts);
  await samples.tidy();
  const ids = new Set(interrupted.map(({ id }) => id));
  return (await catalog.operations.list(200)).filter(
    ({ id, status }) => ids.has(id) && status === 'interrupted',
  );
}

async function clearAfter(parts: BackupServiceParts, operation: OperationRow): Promise<void> {
  const { kind, folder, backupId, toGeneration } = operation;
  if (folder !== null && backupId !== null) await removePartialArchives(folder, archiveEnding(backupId));
  if (toGeneration === null) return;
  if (kind === 'point') return recordIfKept(parts, operation);
  if (await recordIfLive(parts, operation)) return;
  // Where an undo goes was there before, and stays; what a restore, a repair or a return to a kept state has built does not.
  if (kind !== 'undo') await discardUnused(parts.session.paths, operation);
}

/** What is kept for increments on backups that never came about, or are gone. */
async function forgetUnlisted({ catalog, session, onTrouble }: BackupServiceParts): Promise<void> {
  const listed = new Set<string>((await catalog.backups()).map(({ backupId }) => backupId));
  await forgetFingerprints(session.paths, listed).catch((error: unknown) =>
    onTrouble('clearing what is kept for increments', error),
  );
}
