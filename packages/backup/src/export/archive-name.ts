/** The id of a new backup, and how its archive is called. */
import type { BackupId } from '@causebook/contracts';
import { uniqueId } from '@causebook/data';
import type { Catalog } from '../catalog/catalog.ts';

/** Longer than any clock was ever wrong; beyond it an id was not made by one. */
const FAR_AHEAD_MS = 50 * 365 * 86_400_000;

/** Greater than that of every backup in the list, also after the clock was set back: ids say which one is newer. */
export function nextBackupId(catalog: Catalog, startedAt: Date): BackupId {
  const latest = catalog.latestBackupId();
  const after = latest === null ? 0 : Number.parseInt(latest.replaceAll('-', '').slice(0, 12), 16) + 1;
  const time = startedAt.getTime();
  return uniqueId(new Date(after > time && after < time + FAR_AHEAD_MS ? after : time)) as BackupId;
}

/** `causebook-20261120-142107Z-1a2b3c4d.zip`: sorts by time, in UTC, and is unique. */
export function archiveName(startedAt: Date, backupId: BackupId): string {
  const stamp = startedAt.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').replace(/\.\d+/, '');
  return `causebook-${stamp}${archiveEnding(backupId)}.zip`;
}

/** How the name of a backup's archive ends before `.zip`. */
export const archiveEnding = (backupId: string): string => `-${backupId.slice(-8)}`;
