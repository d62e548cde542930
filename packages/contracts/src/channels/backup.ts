/** Backups: making, proving, listing, deleting, and their schedule. */
import { z } from 'zod';
import { BackupId } from '../archive.ts';
import { BackupEntry, BackupStatistics, Drill, SafetyStatus, VerifyReport } from '../backup.ts';
import { call } from '../call.ts';
import { ExportOptions, ExportResult } from '../export.ts';
import { HistoryEntry } from '../history.ts';
import { IncrementBase, IncrementChanges } from '../increment-changes.ts';
import { OperationProgress } from '../progress.ts';
import { PruneResult, RetentionPolicy, RetentionStatus } from '../retention.ts';
import { Schedule, ScheduleStatus } from '../schedule.ts';
import { ArchiveChoice, Nothing } from './shared.ts';

export const backupCalls = {
  'backup:exportNow': call(ExportOptions.partial(), ExportResult),
  'backup:listBackups': call(Nothing, z.object({ backups: z.array(BackupEntry) })),
  'backup:get': call(z.object({ backupId: BackupId }), z.object({ backup: BackupEntry })),
  'backup:deleteBackup': call(
    z.object({ backupId: BackupId }),
    z.object({ backupId: BackupId, fileName: z.string() }),
  ),
  'backup:getStatistics': call(Nothing, z.object({ statistics: BackupStatistics })),
  'backup:getSafety': call(Nothing, z.object({ safety: SafetyStatus })),
  'backup:verify': call(ArchiveChoice, z.object({ report: VerifyReport })),
  'backup:verifyAll': call(Nothing, z.object({ good: z.int().nonnegative(), bad: z.array(z.string()) })),
  /** A trial restore into scratch, which proves that the backup can be restored. */
  'backup:drill': call(z.object({ backupId: BackupId }), z.object({ drill: Drill })),
  /** What an increment could build on: those that it can, newest first, then the others with the reason. */
  'backup:listBases': call(Nothing, z.object({ bases: z.array(IncrementBase) })),
  /** What an increment on that backup would hold now. Gives way to whatever else is asked for. */
  'backup:detectChanges': call(z.object({ base: BackupId }), z.object({ changes: IncrementChanges })),
  /** Makes a full backup out of an increment and what it needs. */
  'backup:consolidate': call(z.object({ backupId: BackupId }), ExportResult),
  'backup:showInFolder': call(z.object({ backupId: BackupId }), z.object({ fileName: z.string() })),
  'backup:cancel': call(z.object({ operationId: z.string().max(100) }), z.object({ cancelled: z.boolean() })),
  /** The operation that runs now, for a window that was opened meanwhile. */
  'backup:getOperation': call(Nothing, z.object({ operation: OperationProgress.nullable() })),
  'backup:listHistory': call(
    z.object({ limit: z.int().min(1).max(200).default(50) }),
    z.object({ entries: z.array(HistoryEntry) }),
  ),
  'backup:getSchedule': call(Nothing, z.object({ status: ScheduleStatus })),
  'backup:saveSchedule': call(z.object({ schedule: Schedule }), z.object({ status: ScheduleStatus })),
  'backup:getRetention': call(Nothing, z.object({ retention: RetentionStatus })),
  /** What a policy would keep and remove; nothing is saved or removed. */
  'backup:previewRetention': call(
    z.object({ policy: RetentionPolicy }),
    z.object({ retention: RetentionStatus }),
  ),
  'backup:saveRetention': call(
    z.object({ policy: RetentionPolicy }),
    z.object({ retention: RetentionStatus }),
  ),
  'backup:prune': call(Nothing, PruneResult),
  'backup:protect': call(z.object({ backupId: BackupId }), z.object({ backup: BackupEntry })),
  'backup:unprotect': call(z.object({ backupId: BackupId }), z.object({ backup: BackupEntry })),
  /** The person says that what looked wrong is right. */
  'backup:acceptSuspicion': call(
    z.object({ key: z.string().min(1).max(200) }),
    z.object({ retention: RetentionStatus }),
  ),
  'backup:rebuildCatalog': call(
    Nothing,
    z.object({ found: z.int(), added: z.int(), unreadable: z.array(z.string()) }),
  ),
};
