/** Backups as the list shows them, what is known to be good of them, and what they amount to. */
import { z } from 'zod';
import { BackupId, BackupKind, BackupMetadata, BackupSource, CompressionLevel } from './archive.ts';
import { Instant, PracticeCounts, Sha256 } from './practice.ts';
import { ArchiveSignature } from './signature.ts';

/** Why a file that an increment needs cannot be had; `unlisted` is in no list, and not beside the increment by its name. */
export const NeedProblem = z.enum(['missing', 'changed', 'damaged', 'unlisted']);
export type NeedProblem = z.infer<typeof NeedProblem>;

/** An increment as the list of backups shows it. */
export const IncrementSummary = z.object({
  base: BackupId,
  /** Names of the files that it needs, its base first; at most 20 of `needs`. */
  neededFiles: z.array(z.string()).max(20),
  needs: z.int().positive(),
  /** Those of them that are not there, not as they were, or failed a check: without them it cannot be restored. */
  badFiles: z.array(z.object({ fileName: z.string(), problem: NeedProblem })).max(20),
  documents: z.int().nonnegative(),
  addedDocuments: z.int().nonnegative(),
  removedDocuments: z.int().nonnegative(),
  /** Share of the database's pages that travelled, 0 to 1; null where it travelled whole. */
  changedShare: z.number().min(0).max(1).nullable(),
});
export type IncrementSummary = z.infer<typeof IncrementSummary>;

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
  /** Restored on trial. Of these five each backup counts in one. */
  provenBackups: z.int().nonnegative(),
  /** Read and found whole, and never restored on trial. */
  verifiedBackups: z.int().nonnegative(),
  uncheckedBackups: z.int().nonnegative(),
  /** Found damaged, or could not be restored on trial. */
  damagedBackups: z.int().nonnegative(),
  /** Good by themselves, but a file that they need is missing or not good. */
  lackingBackups: z.int().nonnegative(),
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
