/** The one schedule: automatic export while the app is open. Times are wall-clock times where the computer is. */
import { z } from 'zod';
import { BackupId } from './archive.ts';
import { Instant, TimeOfDay } from './practice.ts';

export const Weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
export type Weekday = z.infer<typeof Weekday>;

export const ScheduleRule = z.discriminatedUnion('kind', [
  /** Every N hours after the last run. */
  z.object({ kind: z.literal('hourly'), everyHours: z.int().min(1).max(168) }),
  z.object({ kind: z.literal('daily'), at: TimeOfDay }),
  z.object({ kind: z.literal('weekly'), on: z.array(Weekday).min(1).max(7), at: TimeOfDay }),
]);
export type ScheduleRule = z.infer<typeof ScheduleRule>;

/** Well under MAX_NEEDED_ARCHIVES. */
export const MAX_FULL_EVERY = 100;

export const Schedule = z.object({
  enabled: z.boolean(),
  rule: ScheduleRule,
  /**
   * One full backup, then so many less one increments that build on it. 1: every backup is a full one, and that is what
   * a schedule means that was saved before there were increments.
   */
  fullEvery: z.int().min(1).max(MAX_FULL_EVERY).default(1),
});
export type Schedule = z.infer<typeof Schedule>;

/** At night; where the computer sleeps then, it is made up for a minute after the next start. */
export const defaultSchedule: Schedule = {
  enabled: true,
  rule: { kind: 'daily', at: '02:00' },
  fullEvery: 7,
};

export const ScheduleStatus = z.object({
  schedule: Schedule,
  /** Whether the scheduler runs now; it stands still during a restore. */
  running: z.boolean(),
  /** Whether it pauses because the sample practice is open. */
  paused: z.boolean(),
  nextRunAt: Instant.nullable(),
  lastRunAt: Instant.nullable(),
  /** The newest backup that the schedule made, if it is still there. */
  lastBackupId: BackupId.nullable(),
  lastOutcome: z.enum(['completed', 'failed', 'cancelled', 'interrupted']).nullable(),
  consecutiveFailures: z.int().nonnegative(),
});
export type ScheduleStatus = z.infer<typeof ScheduleStatus>;
