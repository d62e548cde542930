/** Pieces that several areas of the contract share. */
import { z } from 'zod';
import { BackupId } from '../archive.ts';

/** For calls without parameters. */
export const Nothing = z.object({}).optional();
/** A path that main itself gave to this window; main refuses every other. */
export const GrantedPath = z.string().min(1).max(4096);
/** Which archive: one of the catalog, or a file that was picked or dropped. */
export const ArchiveChoice = z.union([
  z.strictObject({ backupId: BackupId }),
  z.strictObject({ filePath: GrantedPath }),
]);
export type ArchiveChoice = z.infer<typeof ArchiveChoice>;
