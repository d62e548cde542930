/** Restores and the ways back. */
import { z } from 'zod';
import { BackupId } from '../archive.ts';
import { call } from '../call.ts';
import { Instant } from '../practice.ts';
import { PointName, RestorePoint, RestorePointDetails } from '../restore-points.ts';
import { GenerationId, RestorePreview, RestoreResult } from '../restore.ts';
import { ArchiveChoice, GrantedPath, Nothing } from './shared.ts';

export const PickedArchive = z.object({
  filePath: GrantedPath,
  fileName: z.string(),
  size: z.int().nonnegative(),
  modifiedAt: Instant,
});
export type PickedArchive = z.infer<typeof PickedArchive>;

export const restoreCalls = {
  /** Opens the native file dialog. CANCELLED when the person closes it. */
  'backup:pickArchive': call(Nothing, z.object({ archive: PickedArchive })),
  /** A file dropped on the window; the preload script, not the page, says where it lies. */
  'backup:acceptDrop': call(
    z.object({ filePath: z.string().max(4096) }),
    z.object({ archive: PickedArchive }),
  ),
  'backup:previewRestore': call(ArchiveChoice, z.object({ preview: RestorePreview })),
  /** Without a file main opens its dialog; without a token main asks with a native message box. */
  'backup:restoreFromZip': call(
    z.object({
      filePath: GrantedPath.optional(),
      backupId: BackupId.optional(),
      confirmationToken: z.string().max(200).optional(),
      /** Said by the person of a backup that was changed since it was made. */
      acceptsChanged: z.boolean().optional(),
    }),
    RestoreResult,
  ),
  'backup:undoRestore': call(Nothing, RestoreResult),
  'backup:listRestorePoints': call(Nothing, z.object({ restorePoints: z.array(RestorePoint) })),
  /** Keeps the present state, so that it can be gone back to. */
  'backup:keepRestorePoint': call(
    z.object({ name: PointName.default('') }),
    z.object({ generationId: GenerationId }),
  ),
  /** What is not given stays as it is. */
  'backup:changeRestorePoint': call(
    z.object({
      generationId: GenerationId,
      name: PointName.optional(),
      expiresAt: Instant.max(40).nullable().optional(),
    }),
    z.object({ generationId: GenerationId }),
  ),
  'backup:getRestorePoint': call(
    z.object({ generationId: GenerationId }),
    z.object({ details: RestorePointDetails }),
  ),
  'backup:rollBack': call(z.object({ generationId: GenerationId }), RestoreResult),
  'backup:deleteRestorePoint': call(
    z.object({ generationId: GenerationId }),
    z.object({ generationId: GenerationId }),
  ),
};
