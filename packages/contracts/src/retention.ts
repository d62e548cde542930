/** Which backups are kept. */
import { z } from 'zod';
import { BackupId } from './backup.ts';

export const RetentionPolicy = z.object({
  /** Off: nothing is ever pruned. */
  enabled: z.boolean(),
  /** The latest backups, whatever their age. */
  keepLast: z.int().min(1).max(1000),
  /** The latest backup of each of so many days, weeks, months and years that have one. */
  keepDaily: z.int().min(0).max(1000),
  keepWeekly: z.int().min(0).max(1000),
  keepMonthly: z.int().min(0).max(1000),
  keepYearly: z.int().min(0).max(1000),
  /** Bytes of all backups together; the oldest go first. Null for no limit. */
  largestTotal: z.int().min(1).nullable(),
});
export type RetentionPolicy = z.infer<typeof RetentionPolicy>;

export const defaultRetention: RetentionPolicy = {
  enabled: false,
  keepLast: 10,
  keepDaily: 14,
  keepWeekly: 8,
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
