/** What a restore would change, and what it came to. */
import { z } from 'zod';
import { BackupMetadata } from './archive.ts';
import { CalendarDay, Instant, PracticeCounts } from './practice.ts';
import { ArchiveSignature } from './signature.ts';

export const GenerationId = z
  .string()
  .regex(/^g-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}$/)
  .brand<'GenerationId'>();
export type GenerationId = z.infer<typeof GenerationId>;

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
