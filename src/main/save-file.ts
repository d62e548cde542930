/** Writes a file that a person asked for, so that it is whole and on the disk, or not there at all. */
import { randomBytes } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError, toAppError } from '@causebook/contracts';
import { fsyncFolder, renameFile } from '@causebook/data';

/**
 * Writes beside the place, reads back what landed, then puts it in its place in one step; what stood there is replaced.
 * @returns the name of the file
 * @throws AppError INSUFFICIENT_SPACE, PERMISSION_DENIED, DEVICE_ERROR, FILE_CORRUPTION when other bytes came back
 */
export async function saveDurably(path: string, content: Uint8Array): Promise<string> {
  const folder = dirname(path);
  const temporary = join(folder, `.causebook-${randomBytes(6).toString('hex')}.part`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    const landed = await readFile(temporary);
    if (Buffer.compare(landed, content) !== 0) {
      throw new AppError('FILE_CORRUPTION', `The disk did not keep ${basename(path)} as it was written.`, {
        remedy: 'Choose another folder, and try again.',
      });
    }
    await renameFile(temporary, path);
    await fsyncFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true });
    // A folder that is gone, or a folder of that name, is a place where nothing can be written.
    throw toAppError(error, 'PERMISSION_DENIED');
  }
  return basename(path);
}
