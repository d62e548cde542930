/** Backups, restores and restore points as they cross between engine, catalog, window and terminal. */
import { z } from 'zod';
import { ErrorCode } from './errors.ts';
import { CalendarDay, Instant, PracticeCounts, Sha256 } from './practice.ts';
import { ArchiveSignature } from './signature.ts';

export const BackupId = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  .brand<'BackupId'>();
export type BackupId = z.infer<typeof BackupId>;
export const GenerationId = z
  .string()
  .regex(/^g-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}$/)
  .brand<'GenerationId'>();
export type GenerationId = z.infer<typeof GenerationId>;

export const CompressionLevel = z.int().min(0).max(9);
export const BackupKind = z.enum(['full', 'incremental']);
export const BackupSource = z.enum(['manual', 'scheduled']);
export type BackupSource = z.infer<typeof BackupSource>;

/** The newest version of the archive format that this Causebook writes and reads. */
export const ARCHIVE_FORMAT_VERSION = 2;
/** What a full backup is written as: nothing in it has changed since, so that older readers take it. */
export const FULL_FORMAT_VERSION = 1;

/** Archives that one increment may lean on: its base's base and so on, as far as they hold documents it needs. */
export const MAX_NEEDED_ARCHIVES = 200;

/** An archive without which an increment cannot be restored. */
export const NeededArchive = z.object({
  backupId: BackupId,
  /** Its name when the increment was made, for whoever has to look for it. */
  fileName: z.string().max(255),
  createdAt: Instant,
  /** SHA-256 of the file. */
  checksum: Sha256,
});
export type NeededArchive = z.infer<typeof NeededArchive>;

/** What makes an archive an increment. */
export const Increment = z.object({
  /** Every archive that holds a document of the snapshot, or the database that the changed pages belong to. */
  needs: z.array(NeededArchive).min(1).max(MAX_NEEDED_ARCHIVES),
  /** Null where the database travels whole. */
  pages: z
    .object({
      /** The archive whose `database.sqlite` the pages are laid over. */
      base: BackupId,
      /** SHA-256 of that database, and of the one that comes out. */
      baseSha256: Sha256,
      sha256: Sha256,
      /** Bytes of the one that comes out. */
      size: z.int().positive(),
      pageSize: z.int().min(512).max(65_536),
      changedPages: z.int().nonnegative(),
    })
    .nullable(),
  /** Distinct documents of the snapshot, wherever they lie, and their bytes. */
  documents: z.int().nonnegative(),
  documentBytes: z.int().nonnegative(),
  /** Against the base: documents that are new, and that are needed no more. */
  addedDocuments: z.int().nonnegative(),
  removedDocuments: z.int().nonnegative(),
});
export type Increment = z.infer<typeof Increment>;

/** A document that the snapshot refers to and the archive does not hold, because the live store had lost or damaged it. */
export const MissingDocument = z.object({
  sha256: Sha256,
  reason: z.enum(['absent', 'damaged']),
});
export type MissingDocument = z.infer<typeof MissingDocument>;

/** An increment as the list of backups shows it. */
export const IncrementSummary = z.object({
  base: BackupId,
  /** Names of the files that it needs, its base first; at most 20 of `needs`. */
  neededFiles: z.array(z.string()).max(20),
  needs: z.int().positive(),
  /** Those of them that are not there, not as they were, or failed a check: without them it cannot be restored. */
  badFiles: z.array(z.string()).max(20),
  documents: z.int().nonnegative(),
  addedDocuments: z.int().nonnegative(),
  removedDocuments: z.int().nonnegative(),
  /** Share of the database's pages that travelled, 0 to 1; null where it travelled whole. */
  changedShare: z.number().min(0).max(1).nullable(),
});
export type IncrementSummary = z.infer<typeof IncrementSummary>;

/** `backup-metadata.json`. Normative description: docs/backup-format.md. */
export const BackupMetadata = z.object({
  format: z.literal('causebook-backup'),
  version: z.int().min(1),
  backupId: BackupId,
  kind: BackupKind,
  base: BackupId.nullable(),
  source: BackupSource,
  name: z.string().max(255),
  createdAt: Instant,
  appVersion: z.string().max(64),
  /** Version of the database schema inside. */
  databaseVersion: z.int().min(1),
  practiceId: z.string().max(64),
  practiceName: z.string().max(255),
  /** Distinct document contents in the archive, and their size before compression. */
  fileCount: z.int().nonnegative(),
  totalFileSize: z.int().nonnegative(),
  userCount: z.int().nonnegative(),
  caseCount: z.int().nonnegative(),
  taskCount: z.int().nonnegative(),
  hearingCount: z.int().nonnegative(),
  orderCount: z.int().nonnegative(),
  documentCount: z.int().nonnegative(),
  compressionLevel: CompressionLevel,
  includeFiles: z.boolean(),
  includeDatabase: z.boolean(),
  includeMetadata: z.literal(true),
  missingDocuments: z.array(MissingDocument).max(1_000_000),
  /** Digest over every row of every practice table; see docs/backup-format.md. Null without the database. */
  rowsDigest: Sha256.nullable(),
  /** Digest over rows and documents. Null unless database and files are both in the archive. */
  digest: Sha256.nullable(),
  /** SHA-256 of SHA256SUMS. */
  checksum: Sha256,
  /** SHA-256 over the packed form of every entry before this one; see docs/backup-format.md. */
  seal: Sha256,
  /** Ed25519 over this file without the line of the signature, in base64; see docs/backup-format.md. */
  signature: z.string().max(200).optional(),
  /** The public key of the installation that signed it, as SPKI in base64. */
  signedBy: z.string().max(200).optional(),
  /** Of an increment; not there in a full backup. */
  increment: Increment.optional(),
});
export type BackupMetadata = z.infer<typeof BackupMetadata>;

export const ExportOptions = z.object({
  includeFiles: z.boolean().default(true),
  includeDatabase: z.boolean().default(true),
  includeMetadata: z.boolean().default(true),
  compressionLevel: CompressionLevel.default(6),
  name: z.string().trim().max(255).default(''),
  /**
   * What to build on: nothing, for a full backup; the backup named; or what the policy finds best, which is a full
   * backup where there is nothing good to build on.
   */
  base: z.union([z.enum(['none', 'auto']), BackupId]).default('none'),
  /** Try everything and keep nothing: the archive is made, read back, and deleted again. */
  test: z.boolean().default(false),
  /** Keep it whatever the rules say, until somebody stops protecting it. */
  protect: z.boolean().default(false),
});
export type ExportOptions = z.infer<typeof ExportOptions>;

export const ExportResult = z.object({
  backupId: BackupId,
  filePath: z.string(),
  size: z.int().nonnegative(),
  createdAt: Instant,
  /** SHA-256 of the archive file, as in its `.sha256` sidecar. */
  checksum: Sha256,
  metadata: BackupMetadata,
  /** What the backup could not hold, in words; empty when it is complete. */
  warnings: z.array(z.string()),
});
export type ExportResult = z.infer<typeof ExportResult>;

export const BackupStatus = z.enum(['running', 'completed', 'failed', 'cancelled', 'interrupted']);
export type BackupStatus = z.infer<typeof BackupStatus>;

export const Verification = z.object({
  verifiedAt: Instant,
  outcome: z.enum(['good', 'bad']),
  message: z.string(),
});
export type Verification = z.infer<typeof Verification>;

/** The latest trial restore of a backup: what was really restored, and how long that took. */
export const Drill = z.object({
  drilledAt: Instant,
  outcome: z.enum(['proven', 'failed']),
  /** One sentence. */
  message: z.string(),
  /** Of the restored practice; null when the drill failed. */
  counts: PracticeCounts.nullable(),
  documents: z.int().nonnegative(),
  durationMs: z.int().nonnegative(),
});
export type Drill = z.infer<typeof Drill>;

/** Why a backup is kept whatever the rules of retention say. */
export const Protection = z.object({
  by: z.enum(['person', 'guard']),
  at: Instant,
  /** In words: "the last good backup before 40 cases were gone". */
  reason: z.string(),
});
export type Protection = z.infer<typeof Protection>;

/** A backup in the catalog: a finished archive. */
export const BackupEntry = z.object({
  backupId: BackupId,
  fileName: z.string(),
  filePath: z.string(),
  size: z.int().nonnegative(),
  createdAt: Instant,
  checksum: Sha256,
  kind: BackupKind,
  source: BackupSource,
  name: z.string(),
  appVersion: z.string(),
  /** Which practice it is of; empty when the archive does not say. */
  practiceId: z.string(),
  practiceName: z.string(),
  startedAt: Instant.nullable(),
  completedAt: Instant.nullable(),
  durationMs: z.int().nonnegative().nullable(),
  includeFiles: z.boolean(),
  includeDatabase: z.boolean(),
  includeMetadata: z.boolean(),
  compressionLevel: CompressionLevel,
  counts: PracticeCounts,
  warnings: z.array(z.string()),
  verification: Verification.nullable(),
  /** Null for a full backup. */
  increment: IncrementSummary.nullable(),
  /** How many other backups need this one; it cannot be deleted then. */
  neededBy: z.int().nonnegative(),
  /** Null for a backup that was never proven restorable. */
  drill: Drill.nullable(),
  /** Null for a backup that retention may prune. */
  protection: Protection.nullable(),
  /** Whether the file lies where the catalog says, with the size it should have. */
  fileState: z.enum(['present', 'missing', 'changed']),
  /** Who made it, by what was read when it came into the list. */
  signature: ArchiveSignature.optional(),
});
export type BackupEntry = z.infer<typeof BackupEntry>;

export const BackupStatistics = z.object({
  totalBackups: z.int().nonnegative(),
  totalSize: z.int().nonnegative(),
  averageSize: z.int().nonnegative(),
  oldestBackup: Instant.nullable(),
  newestBackup: Instant.nullable(),
  manualBackups: z.int().nonnegative(),
  scheduledBackups: z.int().nonnegative(),
  missingFiles: z.int().nonnegative(),
  failedRuns: z.int().nonnegative(),
  /** Free bytes on the disk of the default destination; null where it cannot be told. */
  freeBytes: z.int().nonnegative().nullable(),
  /** Restored on trial. Of these four each backup counts in one. */
  provenBackups: z.int().nonnegative(),
  /** Read and found whole, and never restored on trial. */
  verifiedBackups: z.int().nonnegative(),
  uncheckedBackups: z.int().nonnegative(),
  /** Found damaged, or could not be restored on trial. */
  damagedBackups: z.int().nonnegative(),
  /** When the backup was proven whose trial restore lies back the longest; null when none was. */
  oldestProof: Instant.nullable(),
});
export type BackupStatistics = z.infer<typeof BackupStatistics>;

export const VerifyReport = z.object({
  backupId: BackupId.nullable(),
  filePath: z.string(),
  size: z.int().nonnegative(),
  /** SHA-256 of the archive file as it is now. */
  checksum: Sha256,
  entries: z.int().nonnegative(),
  files: z.int().nonnegative(),
  /** Bytes hashed, before compression. */
  bytes: z.int().nonnegative(),
  durationMs: z.int().nonnegative(),
  metadata: BackupMetadata.nullable(),
  signature: ArchiveSignature,
  warnings: z.array(z.string()),
});
export type VerifyReport = z.infer<typeof VerifyReport>;

/** One kind of entry before and after a restore. */
export const ChangeCount = z.object({
  now: z.int().nonnegative(),
  after: z.int().nonnegative(),
  /** In the live practice and not in the backup. */
  disappear: z.int().nonnegative(),
  /** In the backup and not in the live practice. */
  appear: z.int().nonnegative(),
  /** In both, with another content. */
  change: z.int().nonnegative(),
});
export type ChangeCount = z.infer<typeof ChangeCount>;

/** An entry named in a preview so that a person recognises it. */
export const NamedChange = z.object({
  kind: z.enum(['case', 'hearing']),
  label: z.string(),
  day: CalendarDay.nullable(),
});
export type NamedChange = z.infer<typeof NamedChange>;

export const RestorePreview = z.object({
  confirmationToken: z.string(),
  expiresAt: Instant,
  fileName: z.string(),
  filePath: z.string(),
  size: z.int().nonnegative(),
  createdAt: Instant.nullable(),
  /** How old the backup is, in seconds; null when it carries no metadata. */
  ageSeconds: z.int().nullable(),
  metadata: BackupMetadata.nullable(),
  changes: z.object({
    users: ChangeCount,
    cases: ChangeCount,
    hearings: ChangeCount,
    tasks: ChangeCount,
    orders: ChangeCount,
    documents: ChangeCount,
  }),
  /** The nearest coming hearings and the latest cases that would disappear; at most 10. */
  disappearing: z.array(NamedChange).max(10),
  appearing: z.array(NamedChange).max(10),
  /** Bytes that the restore will write. */
  bytesToWrite: z.int().nonnegative(),
  /** Whether the backup is of this practice, of another one, or it cannot be told. */
  origin: z.enum(['this-practice', 'another-practice', 'unknown']),
  /** Who made it. One that was changed is restored only when that is said once more. */
  signature: ArchiveSignature,
  warnings: z.array(z.string()),
});
export type RestorePreview = z.infer<typeof RestorePreview>;

export const RestoreResult = z.object({
  restoreId: z.string(),
  restoredAt: Instant,
  metadata: BackupMetadata.nullable(),
  /** What could not be brought back, in words; empty when everything was. */
  errors: z.array(z.string()),
  counts: PracticeCounts,
  generationId: GenerationId,
  /** The state before the restore; null when there was none. */
  restorePointId: GenerationId.nullable(),
  durationMs: z.int().nonnegative(),
});
export type RestoreResult = z.infer<typeof RestoreResult>;

export const GenerationReason = z.enum(['created', 'restored', 'sample', 'kept', 'repaired', 'returned']);
export type GenerationReason = z.infer<typeof GenerationReason>;

/** A name that a person gives to a restore point. */
export const PointName = z.string().trim().max(100);

export const RestorePoint = z.object({
  generationId: GenerationId,
  /** Why that state exists: started empty, restored from a backup, a sample, kept, repaired, returned to a kept one. */
  reason: GenerationReason,
  /** Empty for one that nobody has named. */
  name: PointName,
  /** Whether nobody asked for it: Causebook made it before a change. */
  isAutomatic: z.boolean(),
  /** Who made that state, by name; empty where nobody has to say who they are, or it is not known. */
  madeBy: z.string(),
  /** The backup that it was restored from. */
  backupId: BackupId.nullable(),
  /** From when on it may be removed; null for never. */
  expiresAt: Instant.nullable(),
  /** Why it stays all the same when it has expired, as things stand; null when it would go. */
  staysBecause: z.enum(['undo', 'latest', 'unproven']).nullable(),
  createdAt: Instant,
  /** When it stopped being the live state; null when that is not known. */
  replacedAt: Instant.nullable(),
  /** In words: what replaced it. */
  label: z.string(),
  counts: PracticeCounts.nullable(),
  /** Bytes of its database; documents are shared between states. */
  size: z.int().nonnegative(),
  /** Whether "undo" goes here. */
  isUndoTarget: z.boolean(),
});
export type RestorePoint = z.infer<typeof RestorePoint>;

/** What is in a restore point, and what going back to it would change. */
export const RestorePointDetails = z.object({
  point: RestorePoint,
  /** The live practice against it; null where there is nothing to compare it with. */
  comparison: RestorePreview.pick({ changes: true, disappearing: true, appearing: true }).nullable(),
  /** Distinct contents of documents that it shares with other states. */
  sharedDocuments: z.int().nonnegative(),
  /** Those that only it refers to, and would go with it. */
  ownDocuments: z.int().nonnegative(),
  /** Bytes on the disk that deleting it gives back. */
  freedBytes: z.int().nonnegative(),
});
export type RestorePointDetails = z.infer<typeof RestorePointDetails>;

export const HistoryEntry = z.object({
  id: z.string(),
  kind: z.enum([
    'export',
    'restore',
    'verify',
    'undo',
    'rollback',
    'delete',
    'rebuild',
    'unpack',
    'drill',
    'reminder',
    'prune',
    'point',
    'check',
    'heal',
    'repair',
  ]),
  source: z.enum(['manual', 'scheduled', 'system']),
  status: BackupStatus,
  startedAt: Instant,
  completedAt: Instant.nullable(),
  durationMs: z.int().nonnegative().nullable(),
  code: ErrorCode.nullable(),
  /** What happened, in one sentence. */
  message: z.string(),
  /** The step at which it failed. */
  step: z.string().nullable(),
  backupId: BackupId.nullable(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const SafetyStatus = z.object({
  level: z.enum(['safe', 'attention', 'danger']),
  /** The state of safety in one sentence, e.g. "Last backup 2 hours ago, checked and complete." */
  headline: z.string(),
  advice: z.string().nullable(),
  lastBackup: z
    .object({ backupId: BackupId, createdAt: Instant, size: z.int().nonnegative(), verified: z.boolean() })
    .nullable(),
  nextRunAt: Instant.nullable(),
  counts: PracticeCounts,
});
export type SafetyStatus = z.infer<typeof SafetyStatus>;
