/** The contract between window and main. To add a channel: add a line here, then write the handler that the compiler asks for. */
import { z } from 'zod';
import {
  BackupEntry,
  BackupId,
  BackupStatistics,
  ExportOptions,
  ExportResult,
  GenerationId,
  HistoryEntry,
  RestorePoint,
  RestorePreview,
  RestoreResult,
  SafetyStatus,
  VerifyReport,
} from './backup.ts';
import { call } from './call.ts';
import { ErrorCode } from './errors.ts';
import { CaseList, CaseListRequest, CalendarDay, Instant, PracticeCounts, TimeOfDay } from './practice.ts';
import { OperationProgress } from './progress.ts';
import { Schedule, ScheduleStatus } from './schedule.ts';

const Nothing = z.object({}).optional();
/** A path that main itself gave to this window; main refuses every other. */
const GrantedPath = z.string().min(1).max(4096);
/** Which archive: one of the catalog, or a file that was picked or dropped. */
const ArchiveChoice = z.union([
  z.strictObject({ backupId: BackupId }),
  z.strictObject({ filePath: GrantedPath }),
]);
export type ArchiveChoice = z.infer<typeof ArchiveChoice>;

const PickedArchive = z.object({
  filePath: GrantedPath,
  fileName: z.string(),
  size: z.int().nonnegative(),
  modifiedAt: Instant,
});
export type PickedArchive = z.infer<typeof PickedArchive>;

export const calls = {
  'app:getInfo': call(
    Nothing,
    z.object({
      appVersion: z.string(),
      profilePath: z.string(),
      practiceName: z.string(),
      counts: PracticeCounts,
      platform: z.string(),
    }),
  ),
  'practice:createSample': call(Nothing, z.object({ counts: PracticeCounts })),
  'cases:list': call(CaseListRequest, CaseList),

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
  'backup:showInFolder': call(z.object({ backupId: BackupId }), z.object({ fileName: z.string() })),

  /** Opens the native file dialog. CANCELLED when the person closes it. */
  'backup:pickArchive': call(Nothing, z.object({ archive: PickedArchive })),
  /** A file dropped on the window; the preload script, not the page, says where it lies. */
  'backup:acceptDrop': call(
    z.object({ filePath: z.string().max(4096) }),
    z.object({ archive: PickedArchive }),
  ),
  'backup:previewRestore': call(ArchiveChoice, z.object({ preview: RestorePreview })),
  /** Without a file main opens its dialog; without a token main asks with a native message box. */
  'backup:restoreFromZip': call(
    z.object({
      filePath: GrantedPath.optional(),
      backupId: BackupId.optional(),
      confirmationToken: z.string().max(200).optional(),
    }),
    RestoreResult,
  ),
  'backup:undoRestore': call(Nothing, RestoreResult),
  'backup:listRestorePoints': call(Nothing, z.object({ restorePoints: z.array(RestorePoint) })),
  'backup:rollBack': call(z.object({ generationId: GenerationId }), RestoreResult),
  'backup:deleteRestorePoint': call(
    z.object({ generationId: GenerationId }),
    z.object({ generationId: GenerationId }),
  ),

  'backup:cancel': call(z.object({ operationId: z.string().max(100) }), z.object({ cancelled: z.boolean() })),
  /** The operation that runs now, for a window that was opened meanwhile. */
  'backup:getOperation': call(Nothing, z.object({ operation: OperationProgress.nullable() })),
  'backup:listHistory': call(
    z.object({ limit: z.int().min(1).max(200).default(50) }),
    z.object({ entries: z.array(HistoryEntry) }),
  ),
  'backup:getSchedule': call(Nothing, z.object({ status: ScheduleStatus })),
  'backup:saveSchedule': call(z.object({ schedule: Schedule }), z.object({ status: ScheduleStatus })),
  'backup:rebuildCatalog': call(
    Nothing,
    z.object({ found: z.int(), added: z.int(), unreadable: z.array(z.string()) }),
  ),
};

/** The outcome of something that no window asked for: a scheduled run, a reminder, what start-up found. */
export const Outcome = z.object({
  id: z.string(),
  level: z.enum(['success', 'error', 'warning', 'info']),
  title: z.string(),
  message: z.string(),
  remedy: z.string().nullable(),
  code: ErrorCode.nullable(),
});
export type Outcome = z.infer<typeof Outcome>;

export const HearingReminder = z.object({
  caseTitle: z.string(),
  court: z.string(),
  day: CalendarDay,
  time: TimeOfDay.nullable(),
});
export type HearingReminder = z.infer<typeof HearingReminder>;

export const events = {
  /** At most five times a second while an operation runs; `null` when it has ended. */
  'backup:progress': OperationProgress.nullable(),
  /** Backups, history, restore points, schedule or statistics are not what they were. */
  'backup:changed': z.object({}),
  /** One toast. */
  'app:outcome': Outcome,
  /** Another generation is live: every store fetches again. */
  'app:dataReplaced': z.object({ reason: z.enum(['restore', 'undo', 'rollback', 'sample']) }),
};
