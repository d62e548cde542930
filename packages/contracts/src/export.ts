/** What is asked of a backup that is made, and what came of it. */
import { z } from 'zod';
import { BackupId, BackupMetadata, CompressionLevel } from './archive.ts';
import { Instant, Sha256 } from './practice.ts';

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
