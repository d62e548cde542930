/** Deletes an archive and the checksum file beside it. */
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { exists, fsyncFolder } from '@causebook/data';
import { sidecarPath } from '../engine/verify-archive.ts';

/** @returns whether the archive was there */
export async function removeArchive(filePath: string): Promise<boolean> {
  const there = await exists(filePath);
  await rm(filePath, { force: true });
  await rm(sidecarPath(filePath), { force: true });
  if (there) await fsyncFolder(dirname(filePath));
  return there;
}
