/** Making a backup of the live practice, whole or as an increment. */
import { basename } from 'node:path';
import {
  AppError,
  ExportOptions,
  toAppError,
  type BackupSource,
  type ExportResult,
} from '@causebook/contracts';
import type { ExportBase } from '../engine/tasks.ts';
import { chooseBase, unfitAsBase, type BasePolicy } from '../increment/choose-base.ts';
import { listWithFiles } from '../library/listed-backups.ts';
import { noSuchBackup } from '../library/stored-backup.ts';
import { openPracticeId } from '../operation/live-practice.ts';
import { rememberDamage } from '../proof/remember-damage.ts';
import type { Told } from '../service-parts.ts';
import type { Workplace } from '../workplace.ts';
import { nextBackupId } from './archive-name.ts';
import { exportAndKeep } from './export-and-keep.ts';
import { noBase } from './increments.ts';

export interface BackupRequest {
  readonly options: Partial<ExportOptions>;
  readonly source: BackupSource;
  /** Folder of the archive; the default destination when it is not given. */
  readonly destination?: string | undefined;
  /** For `base: auto`: one full backup, then so many less one increments. */
  readonly fullEvery?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** @throws AppError */
export function makeBackup(place: Workplace, request: BackupRequest): Promise<Told<ExportResult>> {
  const { parts, paths } = place;
  const { source, signal } = request;
  const options = ExportOptions.parse(request.options);
  requireContent(options);
  const startedAt = parts.now();
  const backupId = nextBackupId(parts.catalog, startedAt);
  const folder = request.destination ?? paths.backups;
  return place.recorder.run(
    { kind: 'export', source, backupId, folder, fallback: 'BACKUP_FAILED', signal },
    async (operation) => {
      const createdAt = startedAt;
      const plan = { options, source, startedAt, createdAt, backupId, folder, consolidates: null };
      const policy = { folder, now: startedAt, fullEvery: request.fullEvery ?? 1 };
      const base = await findBase(place, options, policy);
      try {
        return await exportAndKeep(place, operation, { ...plan, base });
      } catch (error) {
        await rememberDamage(parts, error);
        if (base === null || options.base !== 'auto' || !isOfTheBase(error)) throw error;
        // Nobody chose that base; a full backup needs none.
        const why = `It is a full one, because ${basename(base.filePath)} could not be built on.`;
        return exportAndKeep(place, operation, { ...plan, base: null, note: why });
      }
    },
  );
}

/** @throws AppError INVALID_INPUT when there would be nothing in it, or not what an increment needs */
function requireContent({ base, includeDatabase, includeFiles, includeMetadata }: ExportOptions): void {
  const isComplete = includeDatabase && includeFiles && includeMetadata;
  if (base !== 'none' && !isComplete)
    throw new AppError(
      'INVALID_INPUT',
      'An increment holds the database and the documents, with their description.',
    );
  if (!includeFiles && !includeDatabase)
    throw new AppError('INVALID_INPUT', 'A backup needs the database, the documents, or both.');
}

/** Whether an export failed for what it was to build on, and would not without it. */
function isOfTheBase(error: unknown): boolean {
  const { code, details } = toAppError(error);
  return code === 'BASE_MISSING' || details?.['ofBase'] === true;
}

/** @throws AppError when nothing can be built on the backup that was named */
async function findBase(
  { parts: { catalog, session }, signers }: Workplace,
  options: ExportOptions,
  policy: Omit<BasePolicy, 'practiceId'>,
): Promise<ExportBase | null> {
  if (options.base === 'none') return null;
  const backups = await listWithFiles(await catalog.backups(), await signers.known());
  const practiceId = await openPracticeId(session);
  if (options.base === 'auto') return chooseBase(backups, { ...policy, practiceId });
  const base = backups.find(({ backupId }) => backupId === options.base);
  if (!base) throw noSuchBackup();
  const why = unfitAsBase(base, practiceId);
  if (why !== null) throw noBase(why);
  return base;
}
