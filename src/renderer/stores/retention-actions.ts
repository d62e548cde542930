/** Reads and changes which backups are kept. */
import type { BackupEntry, RetentionPolicy, Suspicion } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { report, reportTrouble } from '../report.ts';
import { newestOnly } from './newest-only.ts';
import { runOperation } from './operation-actions.ts';
import { useRetention } from './retention-store.ts';

export const refreshRetention = newestOnly(
  () => invoke('backup:getRetention'),
  (result) =>
    useRetention.setState(
      result.success ? { retention: result.retention, failure: null } : { failure: result },
    ),
);

/** Asks what rules would do; nothing is saved. */
export const previewRetention = newestOnly(
  (policy: RetentionPolicy) =>
    reportTrouble(invoke('backup:previewRetention', { policy }), { id: 'retention preview' }),
  (result, policy) => {
    if (result) useRetention.setState({ preview: { policy, retention: result.retention } });
  },
);

export const forgetPreview = (): void => useRetention.setState({ preview: null });

/** Whether they were saved. */
export async function saveRetention(policy: RetentionPolicy): Promise<boolean> {
  useRetention.setState({ saving: true });
  const result = await report(invoke('backup:saveRetention', { policy }), { id: 'retention' });
  useRetention.setState(
    result.success ? { saving: false, retention: result.retention, preview: null } : { saving: false },
  );
  return result.success;
}

export async function pruneNow(): Promise<void> {
  await report(
    runOperation('prune', () => invoke('backup:prune')),
    { id: 'prune' },
  );
}

export async function protectBackup({ backupId }: BackupEntry): Promise<void> {
  await report(invoke('backup:protect', { backupId }), { id: `protect ${backupId}` });
}

export async function unprotectBackup({ backupId }: BackupEntry): Promise<void> {
  await report(invoke('backup:unprotect', { backupId }), { id: `protect ${backupId}` });
}

/** Says that what looked wrong is right. */
export async function acceptSuspicion({ key }: Suspicion): Promise<void> {
  const result = await report(invoke('backup:acceptSuspicion', { key }), { id: `suspicion ${key}` });
  if (result.success) useRetention.setState({ retention: result.retention });
}
