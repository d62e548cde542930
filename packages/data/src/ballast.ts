/**
 * A few megabytes that the profile holds in reserve. On a disk that is full to the last byte SQLite cannot even open a
 * database (its shared memory needs a page or two), and nothing can be deleted, because a deletion is recorded; a start
 * then gives the reserve up, so that the practice opens and room can be made.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { freeBytes, fileSize, replaceFile } from './durable-files.ts';
import type { ProfilePaths } from './profile-paths.ts';

export const BALLAST_BYTES = 4_000_000;
/** Below this the disk counts as full. */
const SCARCE = 2_000_000;
/** The reserve is taken only where it is not missed. */
const PLENTY = 64_000_000;

/**
 * Keeps the reserve, or gives it up. The profile must be held.
 * @returns whether the disk is so full that the reserve is, or was, needed
 */
export async function keepBallast(paths: ProfilePaths): Promise<boolean> {
  // What a crash left of making it.
  rmSync(`${paths.ballast}.new`, { force: true });
  const free = await freeBytes(paths.root);
  if (free === null) return false;
  const isThere = (await fileSize(paths.ballast)) !== null;
  if (free < SCARCE) {
    giveUpBallast(paths);
    return true;
  }
  // Chance bytes: a disk that compresses would keep nothing in reserve for zeros.
  if (!isThere && free > PLENTY) await replaceFile(paths.ballast, randomBytes(BALLAST_BYTES));
  return !isThere && free < BALLAST_BYTES + SCARCE;
}

/** Gives the reserve up at once. @returns whether there was one */
export function giveUpBallast({ ballast }: ProfilePaths): boolean {
  const isThere = existsSync(ballast);
  rmSync(ballast, { force: true });
  return isThere;
}
