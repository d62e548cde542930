/** Reads the restore points, goes back to them and deletes them. */
import type { RestorePoint } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { report } from '../report.ts';
import { newestOnly } from './newest-only.ts';
import { runOperation } from './operation-actions.ts';
import { useRestorePoints } from './restore-points-store.ts';

export const refreshRestorePoints = newestOnly(
  () => invoke('backup:listRestorePoints'),
  (result) =>
    useRestorePoints.setState(
      result.success
        ? { restorePoints: result.restorePoints, loaded: true, failure: null }
        : { loaded: true, failure: result },
    ),
);

export async function undoRestore(): Promise<void> {
  await report(
    runOperation('undo', () => invoke('backup:undoRestore')),
    { id: 'undo' },
  );
}

export async function rollBack({ generationId }: RestorePoint): Promise<void> {
  await report(
    runOperation('undo', () => invoke('backup:rollBack', { generationId })),
    { id: `roll back ${generationId}` },
  );
}

/** Main asks first, in a native dialog. */
export async function deleteRestorePoint({ generationId }: RestorePoint): Promise<void> {
  await report(invoke('backup:deleteRestorePoint', { generationId }), {
    id: `delete ${generationId}`,
    silentCancel: true,
  });
}
