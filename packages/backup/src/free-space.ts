/** Refuses work that cannot fit on a disk. Advice, not a promise: a disk may fill meanwhile, and that is handled where it happens. */
import { AppError } from '@causebook/contracts';
import { exists, freeBytes, type ProfilePaths } from '@causebook/data';

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`;

/** @param what the work, e.g. "The backup" @throws AppError INSUFFICIENT_SPACE */
export async function requireFreeSpace(folder: string, needed: number, what: string): Promise<void> {
  const free = await freeBytes(folder);
  if (free === null || free >= needed) return;
  const message = `${what} needs about ${inMegabytes(needed)} in ${folder}; ${inMegabytes(free)} are free. Nothing was changed.`;
  throw new AppError('INSUFFICIENT_SPACE', message, {
    details: { neededBytes: needed, freeBytes: free, folder },
  });
}

/** Free bytes where backups go by default; null where that cannot be told. */
export async function freeForBackups({ backups, root }: ProfilePaths): Promise<number | null> {
  return freeBytes((await exists(backups)) ? backups : root);
}
