/** What was done, and how it ended. */
import { z } from 'zod';
import { BackupId } from './archive.ts';
import { ErrorCode } from './errors.ts';
import { Instant } from './practice.ts';

export const BackupStatus = z.enum(['running', 'completed', 'failed', 'cancelled', 'interrupted']);
export type BackupStatus = z.infer<typeof BackupStatus>;

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
