/** Which stores read again, and when: at the start, when main says so, and all of them when another state is live. */
import type { EventPayload } from '@causebook/contracts';
import { listen } from '../bridge.ts';
import { notify } from '../notify.tsx';
import { refreshInfo } from './app-actions.ts';
import { useAudit } from './audit-store.ts';
import { refreshBackups } from './backups-actions.ts';
import { resetCases } from './cases-actions.ts';
import { tick } from './clock-store.ts';
import { refreshHistory } from './history-actions.ts';
import { leaveOutWaiting } from './documents-adding-actions.ts';
import { refreshIntegrity } from './integrity-actions.ts';
import { followOperation, refreshOperation } from './operation-actions.ts';
import { leaveEntries } from './navigation-store.ts';
import { refreshRestorePoints } from './restore-points-actions.ts';
import { refreshRetention } from './retention-actions.ts';
import { refreshSafety } from './safety-actions.ts';
import { refreshSchedule } from './schedule-actions.ts';
import { closeRestore } from './restore-actions.ts';
import { show } from './show.ts';
import { followSignIn, refreshSignIn, refreshUsers } from './users-actions.ts';
import { isLocked, useUsers, type UsersState } from './users-store.ts';

export function refreshBackupStores(): void {
  tick();
  void refreshSafety();
  void refreshIntegrity();
  void refreshBackups();
  void refreshRestorePoints();
  void refreshSchedule();
  void refreshRetention();
  void refreshHistory();
}

/** What the frame of the window says: the practice's name and counts, and who works in it. */
function followEntries({ subjects }: EventPayload<'practice:changed'>): void {
  if (subjects.some((subject) => subject !== 'hearing' && subject !== 'task')) void refreshInfo();
  if (subjects.includes('user')) void refreshUsers();
}

/** What is on the screen belongs to a practice that is no longer the live one. */
function startOver(): void {
  leaveEntries();
  resetCases();
  useAudit.setState({ entries: [], loaded: false, userId: null });
  refreshAll();
}

/** However it became known that somebody signed in or out. */
function followLock(now: UsersState, before: UsersState): void {
  const [isNow, wasBefore] = [isLocked(now.signIn), isLocked(before.signIn)];
  if (isNow && !wasBefore) closeRestore();
  if (!isNow && wasBefore) startOver();
}

/** Somebody may have to sign in before there is anything to read. */
async function readWhatIsOpen(): Promise<void> {
  await refreshSignIn();
  const { signIn, signInFailure } = useUsers.getState();
  // The screen says why nothing can be read.
  if (signInFailure?.code === 'PROFILE_CLOSED') return;
  if (isLocked(signIn)) void refreshInfo();
  else refreshAll();
}

export function refreshAll(): void {
  void refreshInfo();
  void refreshUsers();
  void refreshOperation();
  refreshBackupStores();
}

/** Listens to main and reads everything once. Returns the function that stops listening. */
export function startStores(): () => void {
  const stops = [
    listen('backup:progress', followOperation),
    listen('backup:changed', refreshBackupStores),
    listen('app:outcome', notify),
    listen('app:dataReplaced', leaveOutWaiting),
    listen('app:dataReplaced', startOver),
    listen('practice:changed', followEntries),
    listen('users:signInChanged', ({ signIn }) => followSignIn(signIn)),
    useUsers.subscribe(followLock),
    listen('app:show', ({ what }) => {
      if (!isLocked(useUsers.getState().signIn)) show(what);
    }),
  ];
  void readWhatIsOpen();
  return () => {
    for (const stop of stops) stop();
  };
}
