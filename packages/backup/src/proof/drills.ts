/** Which backup is proven next: a new one soon, the others in rotation. Pure. */
import type { BackupEntry } from '@causebook/contracts';
import { lacksFiles } from '../increment/needed-backups.ts';

const DAY = 24 * 3_600_000;
/** A backup whose last proof is older than this is proven again: disks rot. */
export const PROVEN_FOR = 7 * DAY;
/** A drill that failed is tried again after this: perhaps it was the disk's cable. */
const TRY_AGAIN = DAY;

type Candidate = Pick<BackupEntry, 'fileState' | 'includeDatabase' | 'createdAt' | 'drill' | 'increment'>;

/**
 * The newest that was never proven, else the one whose proof is the oldest and too old. One without its file,
 * without one that it needs, or without the database, cannot be proven.
 */
export function nextToDrill<Backup extends Candidate>(backups: readonly Backup[], now: Date): Backup | null {
  const possible = backups.filter(
    (backup) => backup.fileState !== 'missing' && backup.includeDatabase && !lacksFiles(backup),
  );
  const newestFirst = possible.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt));
  const never = newestFirst.find(({ drill }) => drill === null);
  if (never) return never;
  const due = possible
    .filter(({ drill }) => drill !== null && isOver(drill, now))
    .toSorted((one, other) => one.drill!.drilledAt.localeCompare(other.drill!.drilledAt));
  return due[0] ?? null;
}

function isOver({ drilledAt, outcome }: NonNullable<Candidate['drill']>, now: Date): boolean {
  const age = now.getTime() - Date.parse(drilledAt);
  // A proof from the future was made by a wrong clock.
  return age < -DAY || age > (outcome === 'proven' ? PROVEN_FOR : TRY_AGAIN);
}
