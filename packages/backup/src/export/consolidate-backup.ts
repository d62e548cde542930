/** A full backup out of an increment and what it needs, from archives alone; the live practice is not touched. */
import { basename, dirname } from 'node:path';
import {
  AppError,
  ExportOptions,
  type BackupId,
  type BackupSource,
  type ExportResult,
} from '@causebook/contracts';
import { uniqueId } from '@causebook/data';
import type { StoredBackup } from '../catalog/backup-rows.ts';
import { rememberDamage } from '../proof/remember-damage.ts';
import type { Told } from '../service-parts.ts';
import type { Workplace } from '../workplace.ts';
import { exportAndKeep } from './export-and-keep.ts';

/**
 * It bears the time of the one that it is made of, because it holds the same moment.
 * @throws AppError; INVALID_INPUT for one that is full already
 */
export function consolidateBackup(
  place: Workplace,
  backup: StoredBackup,
  signal?: AbortSignal,
): Promise<Told<ExportResult>> {
  if (backup.kind === 'full') throw new AppError('INVALID_INPUT', 'That backup is a full one already.');
  const createdAt = new Date(backup.createdAt);
  const backupId = uniqueId(createdAt) as BackupId;
  const folder = dirname(backup.filePath);
  const { name, compressionLevel } = backup;
  // Whoever asks for it wants to have it, however the increment came about.
  const source: BackupSource = 'manual';
  const options = ExportOptions.parse({ name, compressionLevel });
  return place.recorder.run(
    { kind: 'export', source, backupId, folder, fallback: 'BACKUP_FAILED', signal },
    async (operation) => {
      const startedAt = place.parts.now();
      const of = { base: null, consolidates: backup };
      const plan = { options, source, startedAt, createdAt, backupId, folder, ...of };
      const answer = await exportAndKeep(place, operation, plan).catch(async (error: unknown) => {
        await rememberDamage(place.parts, error);
        throw error;
      });
      return {
        ...answer,
        message: `${basename(answer.filePath)} is a full backup of the same moment. ${answer.message}`,
      };
    },
  );
}
