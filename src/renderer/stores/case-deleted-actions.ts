/** Reads what was deleted, and brings it back. */
import { invoke } from '../bridge.ts';
import { report } from '../report.ts';
import { useDeleted } from './case-deleted-store.ts';
import { tick } from './clock-store.ts';
import { newestOnly } from './newest-only.ts';

export const refreshDeleted = newestOnly(
  () => invoke('deleted:list'),
  (result) => {
    tick();
    useDeleted.setState(
      result.success
        ? { entries: result.entries, loaded: true, failure: null }
        : { failure: result, loaded: true },
    );
  },
);

export async function bringBack(deletionId: string): Promise<void> {
  useDeleted.setState({ restoring: deletionId });
  await report(invoke('deleted:restore', { deletionId }), { id: 'deleted' });
  await refreshDeleted();
  useDeleted.setState({ restoring: null });
}
