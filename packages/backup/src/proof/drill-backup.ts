/** A drill as one operation: runs the trial restore and keeps with the backup what it proved. */
import { recordedSeal } from '../library/stored-backup.ts';
import { toAppError, type Drill, type ErrorCode } from '@causebook/contracts';
import type { KnownArchive } from '../archive/archive-set.ts';
import type { StoredBackup } from '../catalog/backup-rows.ts';
import type { Recorder } from '../operation/recorder.ts';
import { rememberDamage } from './remember-damage.ts';
import type { BackupServiceParts, Told } from '../service-parts.ts';
import { provenInWords } from '../words.ts';

export interface DrillRequest {
  /** One that nobody asked for gives way to whatever else is wanted. */
  readonly source?: 'manual' | 'system';
  readonly signal?: AbortSignal;
}

/**
 * Failures that are the file's; any other says nothing about the backup. One that is not there, or whose base is not,
 * was not read: its disk may come back.
 */
export const SAYS_SOMETHING_OF_THE_FILE: ReadonlySet<ErrorCode> = new Set([
  'FILE_CORRUPTION',
  'CHANGED_SINCE_MADE',
  'VALIDATION_FAILED',
]);

/** @throws AppError; a bad result is thrown, and kept with the backup */
export function drillBackup(
  parts: BackupServiceParts,
  recorder: Recorder,
  {
    backupId,
    filePath,
    checksum,
    metadata,
    known,
  }: StoredBackup & { readonly known: readonly KnownArchive[] },
  { source = 'manual', signal }: DrillRequest,
): Promise<Told<{ drill: Drill }>> {
  const { runner, catalog, session, now } = parts;
  const what = { kind: 'drill', source, backupId, fallback: 'INTERNAL', signal } as const;
  return recorder.run({ ...what, yields: source === 'system' }, async (operation) => {
    const drilledAt = now().toISOString();
    const task = {
      kind: 'drill',
      profile: session.paths.root,
      filePath,
      expectedChecksum: checksum,
      recorded: recordedSeal(metadata),
      known,
      operationId: operation.id,
    } as const;
    try {
      const answer = await runner.run(task, operation);
      const { counts, documents, durationMs } = answer;
      const message = provenInWords(answer);
      const drill: Drill = { drilledAt, outcome: 'proven', message, counts, documents, durationMs };
      await catalog.recordDrill(backupId, drill);
      return { drill, message };
    } catch (error) {
      const { code, message } = toAppError(error);
      await rememberDamage(parts, error);
      const nothing = { counts: null, documents: 0, durationMs: 0 };
      if (SAYS_SOMETHING_OF_THE_FILE.has(code))
        await catalog.recordDrill(backupId, { drilledAt, outcome: 'failed', message, ...nothing });
      throw error;
    }
  });
}
