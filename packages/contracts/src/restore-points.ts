/** The states that can be gone back to. */
import { z } from 'zod';
import { BackupId } from './archive.ts';
import { Instant, PracticeCounts } from './practice.ts';
import { GenerationId, RestorePreview } from './restore.ts';

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
