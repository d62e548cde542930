/** Reads the restore points, keeps and changes them, goes back to them and deletes them. */
import type { Failure, RestorePoint } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { report, reportTrouble } from '../report.ts';
import { newestOnly } from './newest-only.ts';
import { cancelOperation, runOperation } from './operation-actions.ts';
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

export async function keepRestorePoint(name: string): Promise<void> {
  await report(
    runOperation('point', () => invoke('backup:keepRestorePoint', { name })),
    { id: 'keep' },
  );
}

/** @returns why it could not be changed, for the dialog to say; null when it was */
export async function changeRestorePoint(
  { generationId }: RestorePoint,
  change: { readonly name: string; readonly expiresAt?: string | null },
): Promise<Failure | null> {
  const result = await invoke('backup:changeRestorePoint', { generationId, ...change });
  if (!result.success) return result;
  await report(Promise.resolve(result), { id: `change ${generationId}` });
  return null;
}

/** Shows what is in a restore point, and what going back to it would change. */
export async function lookAtRestorePoint(point: RestorePoint): Promise<void> {
  const { generationId } = point;
  useRestorePoints.setState({ looking: { point, details: null } });
  const answer = await reportTrouble(
    runOperation('preview', () => invoke('backup:getRestorePoint', { generationId })),
    { id: 'details', silentCancel: true },
  );
  // Closed meanwhile, or another one is looked at.
  if (useRestorePoints.getState().looking?.point !== point) return;
  useRestorePoints.setState({ looking: answer ? { point, details: answer.details } : null });
}

export function closePointDetails(): void {
  const { looking } = useRestorePoints.getState();
  useRestorePoints.setState({ looking: null });
  if (looking !== null && looking.details === null) void cancelOperation();
}
