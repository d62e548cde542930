/** Asks main what an increment could build on, and what it would hold. */
import type { BackupId } from '@causebook/contracts';
import { invoke, listen } from '../bridge.ts';
import { useChanges, type Look } from './changes-store.ts';
import { newestOnly } from './newest-only.ts';
import { cancelOperation } from './operation-actions.ts';
import { useOperation } from './operation-store.ts';

export const refreshBases = newestOnly(
  () => invoke('backup:listBases'),
  (result) =>
    useChanges.setState(
      result.success ? { bases: result.bases, failure: null } : { bases: null, failure: result },
    ),
);

/** Reads them now and whenever backups come or go. Returns the function that stops it. */
export function followBases(): () => void {
  void refreshBases();
  const stops = [
    listen('backup:changed', () => void refreshBases()),
    listen('app:dataReplaced', () => void refreshBases()),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Every look has its own number; an answer to another than the latest is out of date. */
let latest = 0;

/** Not marked as an operation of the person's: it gives way, and nothing has to wait for it. */
export async function lookAtChanges(base: BackupId): Promise<void> {
  latest += 1;
  const mine = latest;
  const set = (look: Look): void => {
    if (mine === latest) useChanges.setState({ look });
  };
  set({ kind: 'looking', base });
  const result = await invoke('backup:detectChanges', { base });
  if (result.success) set({ kind: 'ready', changes: result.changes });
  else if (result.code === 'CANCELLED') set({ kind: 'stopped', base });
  else set({ kind: 'failed', base, failure: result });
}

/** The person has turned away. */
export function stopLooking(): void {
  latest += 1;
  useChanges.setState({ look: { kind: 'none' } });
  if (useOperation.getState().operation?.kind === 'detect') void cancelOperation();
}
