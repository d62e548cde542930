/** What an increment would hold, told before it is made. */
import { z } from 'zod';
import { BackupId, BackupKind } from './archive.ts';
import { Instant } from './practice.ts';

/** Documents of one kind of change that are named. */
export const NAMED_DOCUMENTS = 10;

/** Entries of one kind, against those of the base. */
export const EntryChange = z.object({
  added: z.int().nonnegative(),
  removed: z.int().nonnegative(),
  /** In both, with another content. */
  changed: z.int().nonnegative(),
});
export type EntryChange = z.infer<typeof EntryChange>;

export const ChangedDocument = z.object({
  name: z.string(),
  /** Empty where it belongs to no case. */
  caseNumber: z.string(),
  /** Bytes of its content; of the new one where it was replaced. */
  size: z.int().nonnegative(),
});
export type ChangedDocument = z.infer<typeof ChangedDocument>;

/** Distinct contents, by checksum; the largest are named. */
export const DocumentChange = z.object({
  count: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  named: z.array(ChangedDocument).max(NAMED_DOCUMENTS),
});
export type DocumentChange = z.infer<typeof DocumentChange>;

export const IncrementChanges = z.object({
  base: BackupId,
  fileName: z.string(),
  createdAt: Instant,
  /** Whether every entry is as it was. */
  isSame: z.boolean(),
  entries: z.object({
    cases: EntryChange,
    hearings: EntryChange,
    tasks: EntryChange,
    orders: EntryChange,
    documents: EntryChange,
  }),
  documents: z.object({ added: DocumentChange, removed: DocumentChange, replaced: DocumentChange }),
  travels: z.object({
    /** Contents that no archive of the base holds, also of documents that were deleted lately; before compression. */
    documents: z.int().nonnegative(),
    documentBytes: z.int().nonnegative(),
    databaseBytes: z.int().nonnegative(),
    /** Share of the database's pages that are other than in the base, 0 to 1; null where all of it travels. */
    changedShare: z.number().min(0).max(1).nullable(),
    /** What the file may come to, as the base was packed: an estimate. */
    estimatedBytes: z.int().nonnegative(),
  }),
  /** What a full backup may come to: an estimate. */
  estimatedFullBytes: z.int().nonnegative(),
  /** Other archives that it would need. */
  needs: z.int().nonnegative(),
});
export type IncrementChanges = z.infer<typeof IncrementChanges>;

/** A backup as something to build on. */
export const IncrementBase = z.object({
  backupId: BackupId,
  fileName: z.string(),
  name: z.string(),
  createdAt: Instant,
  size: z.int().nonnegative(),
  kind: BackupKind,
  /** Why nothing can be built on it, in words; null when something can. */
  unfit: z.string().nullable(),
});
export type IncrementBase = z.infer<typeof IncrementBase>;
