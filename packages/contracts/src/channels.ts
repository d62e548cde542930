/** The contract between window and main. To add a channel: add a line here, then write the handler that the compiler asks for. */
import { z } from 'zod';
import {
  BackupEntry,
  BackupId,
  BackupStatistics,
  Drill,
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
import {
  CaseDetails,
  CaseDraft,
  CaseList,
  CaseListRequest,
  CaseStatus,
  CaseVocabulary,
  DeletedEntry,
  SavedFilter,
} from './cases.ts';
import {
  AddedDocument,
  ContentState,
  DocumentList,
  DocumentListRequest,
  DocumentProgress,
  DocumentSummary,
  Tag,
} from './documents.ts';
import {
  Hearing,
  HearingDay,
  HearingDraft,
  HearingRecord,
  NextDateProposal,
  Order,
  OrderDraft,
  Task,
  TaskDraft,
  TaskFilter,
  TodayView,
} from './hearings.ts';
import { DuplicateChoice, ImportMapping, ImportPreview, ImportReading, ImportReport } from './import.ts';
import {
  CalendarDay,
  CaseName,
  Deleted,
  EntryId,
  Instant,
  Line,
  Page,
  PracticeCounts,
  RealDay,
  RequiredLine,
  TimeOfDay,
} from './practice.ts';
import { OperationProgress } from './progress.ts';
import { Schedule, ScheduleStatus } from './schedule.ts';
import { SearchAnswer } from './search.ts';
import { AuditEntry, AuditSubject, Pin, SignIn, User, UserDraft } from './users.ts';

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
      /** "Electron 45.4.1, Chromium 152.0, Node 24.21" */
      runtime: z.string(),
      profilePath: z.string(),
      practiceName: z.string(),
      counts: PracticeCounts,
      platform: z.string(),
      /** Whether the sample practice is open, beside the person's own. */
      isSample: z.boolean(),
      /** Whether the person has begun: chosen a door, or has entries. */
      isBegun: z.boolean(),
    }),
  ),
  /** The first door: names the practice, and its owner if one is given. */
  'practice:begin': call(
    z.object({ practiceName: RequiredLine.max(100), ownerName: Line.max(100).default('') }),
    z.object({ practiceName: z.string() }),
  ),
  'practice:rename': call(
    z.object({ practiceName: RequiredLine.max(100) }),
    z.object({ practiceName: z.string() }),
  ),
  /** Opens a sample practice beside the person's own, which stays as it is. */
  'practice:openSample': call(Nothing, z.object({ counts: PracticeCounts })),
  /** Goes back to the person's own practice and removes every trace of the sample. */
  'practice:leaveSample': call(Nothing, z.object({ counts: PracticeCounts })),

  'today:get': call(Nothing, z.object({ view: TodayView })),

  'cases:list': call(CaseListRequest, CaseList),
  'cases:get': call(z.object({ caseId: EntryId }), z.object({ case: CaseDetails })),
  /** Makes a case, or changes the one that is named. */
  'cases:save': call(
    z.object({ caseId: EntryId.nullable(), draft: CaseDraft }),
    z.object({ case: CaseDetails }),
  ),
  'cases:setStatus': call(z.object({ caseId: EntryId, status: CaseStatus }), z.object({ case: CaseDetails })),
  'cases:delete': call(z.object({ caseId: EntryId }), Deleted),
  /** Few cases for choosing one while typing; those with the nearest hearing first. */
  'cases:find': call(
    z.object({ search: z.string().max(200).default('') }),
    z.object({ cases: z.array(z.object({ id: EntryId, number: z.string(), title: z.string() })) }),
  ),
  /** Cases that have this number already, for a warning; `except` is the one that is being changed. */
  'cases:withNumber': call(
    z.object({ number: z.string().max(500), except: EntryId.nullable() }),
    z.object({ cases: z.array(CaseName) }),
  ),
  'cases:getVocabulary': call(Nothing, z.object({ vocabulary: CaseVocabulary })),
  'cases:listFilters': call(Nothing, z.object({ filters: z.array(SavedFilter) })),
  /** Keeps a filter under its name, replacing the one of that name. */
  'cases:saveFilter': call(SavedFilter, z.object({ filters: z.array(SavedFilter) })),
  'cases:deleteFilter': call(
    z.object({ name: RequiredLine.max(60) }),
    z.object({ filters: z.array(SavedFilter) }),
  ),

  /** What was deleted and can be brought back, newest first. */
  'deleted:list': call(Nothing, z.object({ entries: z.array(DeletedEntry) })),
  'deleted:restore': call(
    z.object({ deletionId: EntryId }),
    z.object({ kind: DeletedEntry.shape.kind, caseId: EntryId.nullable() }),
  ),

  /** Hearings of a case, the latest day first. */
  'hearings:ofCase': call(z.object({ caseId: EntryId }), z.object({ hearings: z.array(Hearing) })),
  /** Every day of a stretch of at most 62 days, also those without hearings. */
  'hearings:calendar': call(
    z.object({
      from: RealDay,
      to: RealDay,
      /** How many hearings of each day. */
      perDay: z.int().min(0).max(500).default(5),
      lawyerId: EntryId.nullable().default(null),
    }),
    z.object({ days: z.array(HearingDay) }),
  ),
  'hearings:save': call(
    z.object({ hearingId: EntryId.nullable(), draft: HearingDraft }),
    z.object({ hearing: Hearing }),
  ),
  'hearings:delete': call(z.object({ hearingId: EntryId }), Deleted),
  'hearings:proposeNext': call(z.object({ hearingId: EntryId }), z.object({ proposal: NextDateProposal })),
  'hearings:record': call(HearingRecord, z.object({ hearing: Hearing, next: Hearing.nullable() })),
  /** Writes an iCalendar file where the person says. */
  'hearings:exportCalendar': call(
    z.object({
      from: RealDay,
      to: RealDay,
      caseId: EntryId.nullable().default(null),
      lawyerId: EntryId.nullable().default(null),
    }),
    z.object({ fileName: z.string(), hearings: z.int().nonnegative() }),
  ),
  /** The window shows the cause list on paper's terms; main prints it, or writes a PDF where the person says. */
  'hearings:printCauseList': call(
    z.object({ day: RealDay, to: z.enum(['printer', 'pdf']) }),
    z.object({ fileName: z.string().nullable() }),
  ),

  /** Open tasks first, by their due day; then what is done, the latest first. A page ends early where its texts are long. */
  'tasks:list': call(
    TaskFilter.extend(Page.shape),
    z.object({ total: z.int().nonnegative(), offset: z.int().nonnegative(), tasks: z.array(Task) }),
  ),
  'tasks:save': call(z.object({ taskId: EntryId.nullable(), draft: TaskDraft }), z.object({ task: Task })),
  'tasks:setDone': call(z.object({ taskId: EntryId, done: z.boolean() }), z.object({ task: Task })),
  'tasks:delete': call(z.object({ taskId: EntryId }), Deleted),

  /** Orders of a case from the `offset`th on, the latest day first; fewer than the rest where there are many or long ones. */
  'orders:ofCase': call(
    z.object({ caseId: EntryId, offset: z.int().nonnegative().default(0) }),
    z.object({ total: z.int().nonnegative(), orders: z.array(Order) }),
  ),
  'orders:save': call(
    z.object({ orderId: EntryId.nullable(), draft: OrderDraft }),
    z.object({ order: Order }),
  ),
  'orders:delete': call(z.object({ orderId: EntryId }), Deleted),

  'documents:list': call(DocumentListRequest, DocumentList),
  /** A file dropped on the window; the preload script, not the page, says where it lies. */
  'documents:addDropped': call(
    z.object({ caseId: EntryId.nullable(), filePath: z.string().max(4096) }),
    z.object({ added: AddedDocument }),
  ),
  /** Opens the native dialog and adds what is chosen. CANCELLED when the person closes it. */
  'documents:addPicked': call(
    z.object({ caseId: EntryId.nullable() }),
    z.object({
      added: z.array(AddedDocument),
      failed: z.array(z.object({ name: z.string(), message: z.string() })),
      /** How many were left out because the person stopped it. */
      skipped: z.int().nonnegative(),
    }),
  ),
  /** Stops the file that is being added. */
  'documents:cancelAdding': call(Nothing, z.object({ cancelled: z.boolean() })),
  /** One document, with what the store really holds for it now. */
  'documents:get': call(
    z.object({ documentId: EntryId }),
    z.object({ document: DocumentSummary, content: ContentState }),
  ),
  'documents:change': call(
    z.object({
      documentId: EntryId,
      name: RequiredLine.max(255),
      tags: z.array(Tag).max(20),
      caseId: EntryId.nullable(),
    }),
    z.object({ document: DocumentSummary }),
  ),
  'documents:delete': call(z.object({ documentId: EntryId }), Deleted),
  /** Writes a copy where the person says. CANCELLED when the person closes the dialog. */
  'documents:saveCopy': call(z.object({ documentId: EntryId }), z.object({ fileName: z.string() })),

  'search:all': call(
    z.object({ words: z.string().max(200), perKind: z.int().min(1).max(50).default(8) }),
    z.object({ answer: SearchAnswer }),
  ),

  /** Opens the native dialog for a CSV file or a workbook. CANCELLED when the person closes it. */
  'import:pick': call(Nothing, z.object({ importKey: EntryId, fileName: z.string(), size: z.int() })),
  'import:acceptDrop': call(
    z.object({ filePath: z.string().max(4096) }),
    z.object({ importKey: EntryId, fileName: z.string(), size: z.int() }),
  ),
  /** Reads the file as it would be imported; writes nothing. Without a mapping the remembered or guessed one. */
  'import:preview': call(
    z.object({ importKey: EntryId, reading: ImportReading, mapping: ImportMapping.nullable() }),
    z.object({ preview: ImportPreview }),
  ),
  'import:run': call(
    z.object({
      importKey: EntryId,
      reading: ImportReading,
      mapping: ImportMapping,
      duplicates: DuplicateChoice,
    }),
    z.object({ report: ImportReport }),
  ),
  /** Ends the preview or the import that runs; nothing was written then. */
  'import:cancel': call(Nothing, z.object({ cancelled: z.boolean() })),
  'import:list': call(Nothing, z.object({ imports: z.array(ImportReport) })),
  /** Takes an import back as a whole. Cases that were worked on since go to the deleted entries instead of vanishing. */
  'import:undo': call(
    z.object({ importId: EntryId }),
    z.object({ removed: z.int().nonnegative(), keptAsDeleted: z.int().nonnegative() }),
  ),

  'users:list': call(Nothing, z.object({ users: z.array(User) })),
  'users:save': call(z.object({ userId: EntryId.nullable(), draft: UserDraft }), z.object({ user: User })),
  /** Sets a PIN, or takes it away. One's own, or anybody's for an owner. */
  'users:setPin': call(z.object({ userId: EntryId, pin: Pin.nullable() }), z.object({ user: User })),
  'users:getSignIn': call(Nothing, z.object({ signIn: SignIn, users: z.array(User) })),
  'users:signIn': call(
    z.object({ userId: EntryId, pin: z.string().max(12).default('') }),
    z.object({ signIn: SignIn }),
  ),
  'users:signOut': call(Nothing, z.object({ signIn: SignIn })),
  'audit:list': call(
    z.object({
      caseId: EntryId.nullable().default(null),
      userId: EntryId.nullable().default(null),
      /** The id of the last entry that was given, to read on. */
      after: EntryId.nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
    }),
    z.object({ entries: z.array(AuditEntry), hasMore: z.boolean() }),
  ),

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
  /** Something was written into the practice: lists and open pages that show such entries fetch again. */
  'practice:changed': z.object({ subjects: z.array(AuditSubject) }),
  /** At most five times a second while files are being added; `null` when the last one is there. */
  'documents:progress': DocumentProgress.nullable(),
  /** Rows read or written by the import that runs; `null` when it has ended. */
  'import:progress': z.object({ done: z.int().nonnegative(), total: z.int().nonnegative() }).nullable(),
  /** Somebody signed in or out. */
  'users:signInChanged': z.object({ signIn: SignIn }),
  /** The native menu, the tray or a notification asks the window to show something. */
  'app:show': z.object({
    what: z.enum([
      'today',
      'cases',
      'hearings',
      'tasks',
      'documents',
      'search',
      'newCase',
      'newTask',
      'backup',
      'settings',
      'users',
      'about',
      'print',
      'keyboard',
      'back',
    ]),
  }),
};
