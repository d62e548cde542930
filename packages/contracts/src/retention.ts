/** Which backups are kept, and when none is removed because something looks wrong. */
import { z } from 'zod';
import { BackupId } from './archive.ts';
import { Instant } from './practice.ts';

const Count = z.int().min(0).max(1000);

export const RetentionPolicy = z.object({
  /** Off: nothing is ever pruned. */
  enabled: z.boolean(),
  /** Also backups that a person made, and those that were found and not made here; off, the rules leave them alone. */
  includeManual: z.boolean(),
  /** The latest backups, whatever their age. */
  keepLast: z.int().min(1).max(1000),
  /** Everything that is younger than so many days. */
  keepDays: Count,
  /** The latest backup of each of so many hours, days, weeks, months and years that have one. */
  keepHourly: Count,
  keepDaily: Count,
  keepWeekly: Count,
  keepMonthly: Count,
  keepYearly: Count,
  /** Bytes of all backups that the rules concern; the oldest go first, but not the three latest. Null for no limit. */
  largestTotal: z.int().min(1).max(1e15).nullable(),
});
export type RetentionPolicy = z.infer<typeof RetentionPolicy>;

/** Why it is on, and so generous: docs/decisions/0008-pruning-is-on.md. */
export const defaultRetention: RetentionPolicy = {
  enabled: true,
  includeManual: false,
  keepLast: 10,
  keepDays: 7,
  keepHourly: 24,
  keepDaily: 30,
  keepWeekly: 12,
  keepMonthly: 12,
  keepYearly: 10,
  largestTotal: null,
};

/** Why a backup stays, or that it goes. */
export const RetentionDecision = z.object({
  backupId: BackupId,
  keep: z.boolean(),
  /** In words: "one of the 10 latest", "the latest of March 2026"; for one that goes, why it may. */
  reasons: z.array(z.string()),
});
export type RetentionDecision = z.infer<typeof RetentionDecision>;

/** A reason to distrust the backups of this practice. While one stands, nothing is pruned. */
export const Suspicion = z.object({
  /** Tells it from others; the same for as long as it stands. */
  key: z.string().min(1).max(200),
  /** Entries are gone; a check failed; the clock was wrong; the practice itself does not pass its checks. */
  kind: z.enum(['loss', 'failed', 'clock', 'practice']),
  since: Instant,
  /** One sentence. */
  reason: z.string(),
  /** The backup that shows it. */
  backupId: BackupId.nullable(),
  /** The last backup from before; null when there is none. */
  lastGoodBackupId: BackupId.nullable(),
});
export type Suspicion = z.infer<typeof Suspicion>;

export const LastPrune = z.object({
  at: Instant,
  removed: z.int().nonnegative(),
  freedBytes: z.int().nonnegative(),
});
export type LastPrune = z.infer<typeof LastPrune>;

/** What the backups grow to if the schedule goes on as it is and they stay as large as the latest. */
export const RetentionForecast = z.object({
  /** Backups after a year, with those that no rule concerns. */
  count: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  /** Bytes that all backups have now. */
  bytesNow: z.int().nonnegative(),
  /** On the disk of the default destination; null where it cannot be told. */
  freeBytes: z.int().nonnegative().nullable(),
});
export type RetentionForecast = z.infer<typeof RetentionForecast>;

export const RetentionStatus = z.object({
  policy: RetentionPolicy,
  /** One for each backup, the latest first. */
  decisions: z.array(RetentionDecision),
  /** What pruning would remove now if nothing stood against it. */
  removable: z.object({ count: z.int().nonnegative(), bytes: z.int().nonnegative() }),
  /** Why nothing is removed now, in sentences; empty when nothing stands against it. */
  held: z.array(z.string()),
  /** What the person has to look at; empty when nothing looks wrong. */
  suspicions: z.array(Suspicion),
  lastPrune: LastPrune.nullable(),
  forecast: RetentionForecast.nullable(),
});
export type RetentionStatus = z.infer<typeof RetentionStatus>;

export const PruneResult = z.object({
  removed: z.array(z.object({ backupId: BackupId, fileName: z.string(), size: z.int().nonnegative() })),
  freedBytes: z.int().nonnegative(),
  /** Whether it was only tried: then `removed` would be removed. */
  dryRun: z.boolean(),
});
export type PruneResult = z.infer<typeof PruneResult>;
