/** Reads the catalog and works on single backups. */
import type { BackupEntry, ExportOptions } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { format } from '../format.ts';
import { notify } from '../notify.tsx';
import { report, reportTrouble } from '../report.ts';
import { newestFirst, useBackups } from './backups-store.ts';
import { newestOnly } from './newest-only.ts';
import { runOperation } from './operation-actions.ts';

const readBackups = newestOnly(
  () => invoke('backup:listBackups'),
  (result) =>
    useBackups.setState(
      result.success
        ? { backups: newestFirst(result.backups), loaded: true, failure: null }
        : { loaded: true, failure: result },
    ),
);

const readStatistics = newestOnly(
  () => invoke('backup:getStatistics'),
  (result) => useBackups.setState({ statistics: result.success ? result.statistics : null }),
);

export async function refreshBackups(): Promise<void> {
  await Promise.all([readBackups(), readStatistics()]);
}

/** Whether the backup was made. */
export async function exportNow(options: Partial<ExportOptions>): Promise<boolean> {
  const result = await report(
    runOperation('export', () => invoke('backup:exportNow', options)),
    { id: 'export' },
  );
  return result.success;
}

export async function verifyBackup({ backupId }: BackupEntry): Promise<void> {
  await report(
    runOperation('verify', () => invoke('backup:verify', { backupId })),
    { id: `verify ${backupId}` },
  );
}

/** Reads every backup again and checks it. */
export async function verifyAllBackups(): Promise<void> {
  const result = await runOperation('verify', () => invoke('backup:verifyAll'));
  if (result.success && result.bad.length > 0) {
    notify({ id: 'verify all', level: 'error', message: result.message, remedy: 'Make a new backup now.' });
    return;
  }
  await report(Promise.resolve(result), { id: 'verify all' });
}

/** Restores a backup on trial. */
export async function proveBackup({ backupId }: BackupEntry): Promise<void> {
  await report(
    runOperation('drill', () => invoke('backup:drill', { backupId })),
    { id: `drill ${backupId}` },
  );
}

/** Makes a full backup out of an increment and what it needs. */
export async function consolidateBackup({ backupId }: BackupEntry): Promise<void> {
  await report(
    runOperation('export', () => invoke('backup:consolidate', { backupId })),
    { id: `consolidate ${backupId}` },
  );
}

/** Main asks first, in a native dialog. */
export async function deleteBackup({ backupId }: BackupEntry): Promise<void> {
  await report(invoke('backup:deleteBackup', { backupId }), { id: `delete ${backupId}`, silentCancel: true });
}

export async function showInFolder({ backupId }: BackupEntry): Promise<void> {
  await reportTrouble(invoke('backup:showInFolder', { backupId }), { id: `show ${backupId}` });
}

const TOLD = 3;

/** Which files could not be used, and why: the first few of many. */
function unusable(reasons: readonly string[]): string {
  const more = reasons.length - TOLD;
  return [...reasons.slice(0, TOLD), ...(more > 0 ? [`And ${format.integer(more)} more.`] : [])].join(' ');
}

/** Reads the backup folders again, for backups that were moved or copied there by hand. */
export async function rebuildCatalog(): Promise<void> {
  const result = await runOperation('rebuild', () => invoke('backup:rebuildCatalog'));
  if (result.success && result.unreadable.length > 0) {
    notify({
      id: 'rebuild',
      level: 'warning',
      message: result.message,
      remedy: unusable(result.unreadable),
    });
    return;
  }
  await report(Promise.resolve(result), { id: 'rebuild' });
}
