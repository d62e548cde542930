/** What is found in a damaged practice, what can be done about it, and what came of it. */
import { z } from 'zod';
import { BackupId } from './archive.ts';
import { ErrorCode } from './errors.ts';
import { CalendarDay, Instant, PracticeCounts } from './practice.ts';
import { GenerationReason } from './restore-points.ts';
import { GenerationId, RestoreResult } from './restore.ts';

/** Kinds of rows that a practice holds. */
export const RowKind = z.enum([
  'user',
  'import',
  'case',
  'party',
  'hearing',
  'task',
  'document',
  'order',
  'deletion',
  'deletedDocument',
  'setting',
]);
export type RowKind = z.infer<typeof RowKind>;

/** How many entries at most are named; all of them are counted. */
export const NAMED_AT_MOST = 200;

const Count = z.int().nonnegative();

/** What was read of a damaged database, kind by kind, exactly. */
export const SalvageReport = z.object({
  kinds: z.array(
    z.object({
      kind: RowKind,
      /** Rows that are in the new database. */
      read: Count,
      /** Rows that are known to have been there and could not be read. There may have been more. */
      missing: Count,
      /** Rows that were read and do not fit: kept aside, not dropped. */
      setAside: Count,
    }),
  ),
  read: Count,
  missing: Count,
  setAside: Count,
  /** Those that are missing, as far as something is known of them. */
  lost: z.array(z.object({ kind: RowKind, id: z.string(), label: z.string() })).max(NAMED_AT_MOST),
  /** Cases that could not be read and stand there by name only, because other entries belong to them. */
  placeholders: Count,
  /** Entries that named one that could not be read, and name nothing now. */
  clearedLinks: Count,
  /** Documents that entries name and whose file is not there. */
  documentsAbsent: z.object({ count: Count, names: z.array(z.string()).max(NAMED_AT_MOST) }),
  /** Files that no entry names. They are kept. */
  documentsUnreferenced: z.object({ count: Count, bytes: Count }),
});
export type SalvageReport = z.infer<typeof SalvageReport>;

/** `index`: every entry can be read, and only what finds them quickly is damaged. */
export const DamageKind = z.enum(['none', 'index', 'entries', 'head']);
export type DamageKind = z.infer<typeof DamageKind>;

export const Damage = z.object({
  kind: DamageKind,
  /** One plain sentence. */
  sentence: z.string(),
  /** What SQLite says, for support. */
  findings: z.array(z.string()).max(20),
  /** Whether what was written last, and stands beside the database, could be read. */
  journal: z.enum(['none', 'sound', 'unreadable']),
  /** Bytes that the disk did not give. */
  unreadableBytes: Count,
});
export type Damage = z.infer<typeof Damage>;

/** A look at the damaged database: what is wrong with it, and what the steps that need no backup would give back. */
export const Examination = z.object({
  damage: Damage,
  /** What would be there after it. */
  counts: PracticeCounts,
  report: SalvageReport,
  /** What `recovery:repair` wants to see; belongs to this state of the database and to this window. */
  confirmationToken: z.string(),
  expiresAt: Instant,
});
export type Examination = z.infer<typeof Examination>;

/** Ways out that need no look at the damaged database, the one that loses least first. */
export const RecoveryOptions = z.object({
  /** Null where the practice can be opened. */
  problem: z.object({ code: ErrorCode, sentence: z.string(), remedy: z.string() }).nullable(),
  /** Whether there is a database that can be looked at. */
  canExamine: z.boolean(),
  /** The newest first, those that were proven before those that were not. */
  backups: z.array(
    z.object({
      backupId: BackupId,
      fileName: z.string(),
      createdAt: Instant,
      proof: z.enum(['proven', 'verified', 'none']),
      hasDocuments: z.boolean(),
      counts: PracticeCounts,
    }),
  ),
  states: z.array(
    z.object({
      generationId: GenerationId,
      /** When it was last live, or made. */
      at: Instant,
      reason: GenerationReason,
      label: z.string(),
      /** Null for a state that cannot be read either. */
      counts: PracticeCounts.nullable(),
    }),
  ),
  folder: z.string(),
  /** Facts for whoever helps, without anything of what the practice holds. */
  details: z.string(),
});
export type RecoveryOptions = z.infer<typeof RecoveryOptions>;

/** One entry of the damaged database that the backup has not, or has otherwise. */
export const NewerRow = z.object({
  /** What `chosen` names. */
  key: z.string().max(200),
  kind: RowKind,
  change: z.enum(['added', 'changed', 'deleted']),
  /** In diary words; empty where whoever asks has not said who they are. */
  label: z.string(),
  /** The case it belongs to, in words; empty for none. */
  caseLabel: z.string(),
  day: CalendarDay.nullable(),
});
export type NewerRow = z.infer<typeof NewerRow>;

export const NewerRows = z.object({
  backupId: BackupId,
  rows: z.array(NewerRow),
  /** Entries of the backup that the damaged database has not, and of which nobody knows whether they were deleted. */
  onlyInBackup: Count,
  /** False where the names are withheld until somebody has signed in; then all or none can be chosen. */
  isNamed: z.boolean(),
  confirmationToken: z.string(),
  expiresAt: Instant,
});
export type NewerRows = z.infer<typeof NewerRows>;

export const RepairChoice = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('reindex') }),
  z.strictObject({ way: z.literal('salvage') }),
  z.strictObject({
    way: z.literal('merge'),
    backupId: BackupId,
    chosen: z.union([z.enum(['all', 'none']), z.array(z.string().max(200)).max(100_000)]),
  }),
]);
export type RepairChoice = z.infer<typeof RepairChoice>;

export const RepairResult = RestoreResult.omit({ metadata: true }).extend({
  way: z.enum(['reindex', 'salvage', 'merge']),
  /** Of a salvage; null otherwise. */
  report: SalvageReport.nullable(),
  /** Where what did not fit is kept as JSON; null when everything fitted. */
  setAsideIn: z.string().nullable(),
});
export type RepairResult = z.infer<typeof RepairResult>;
