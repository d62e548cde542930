/** Which stores read again, and when: at the start, when main says so, and all of them when another state is live. */
import { listen } from '../bridge.ts';
import { notify } from '../notify.tsx';
import { refreshInfo } from './app-actions.ts';
import { refreshBackups } from './backups-actions.ts';
import { refreshCases } from './cases-actions.ts';
import { useCases } from './cases-store.ts';
import { tick } from './clock-store.ts';
import { refreshHistory } from './history-actions.ts';
import { followOperation, refreshOperation } from './operation-actions.ts';
import { refreshRestorePoints } from './restore-points-actions.ts';
import { refreshSafety } from './safety-actions.ts';
import { refreshSchedule } from './schedule-actions.ts';

export function refreshBackupStores(): void {
  tick();
  void refreshSafety();
  void refreshBackups();
  void refreshRestorePoints();
  void refreshSchedule();
  void refreshHistory();
}

export function refreshAll(): void {
  void refreshInfo();
  void refreshCases();
  void refreshOperation();
  refreshBackupStores();
}

/** Listens to main and reads everything once. Returns the function that stops listening. */
export function startStores(): () => void {
  const stops = [
    listen('backup:progress', followOperation),
    listen('backup:changed', refreshBackupStores),
    listen('app:outcome', notify),
    listen('app:dataReplaced', () => {
      // The rows on the screen belong to a practice that is no longer the live one.
      useCases.setState({ cases: [], loaded: false });
      refreshAll();
    }),
  ];
  refreshAll();
  return () => {
    for (const stop of stops) stop();
  };
}
