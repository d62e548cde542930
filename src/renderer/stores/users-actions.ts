/** Reads who works in the practice and who is at work, and changes both. */
import type { Failure, SignIn, User, UserDraft } from '@causebook/contracts';
import { invoke } from '../bridge.ts';
import { report, reportTrouble } from '../report.ts';
import { newestOnly } from './newest-only.ts';
import { useUsers } from './users-store.ts';

export const refreshUsers = newestOnly(
  () => invoke('users:list'),
  (result) =>
    useUsers.setState(
      result.success
        ? { users: result.users, loaded: true, failure: null }
        : { loaded: true, failure: result },
    ),
);

export const refreshSignIn = newestOnly(
  () => invoke('users:getSignIn'),
  (result) =>
    useUsers.setState(
      result.success
        ? { signIn: result.signIn, choices: result.users, signInFailure: null }
        : { signInFailure: result },
    ),
);

/** Somebody signed in or out: who can be chosen may have changed with it. */
export function followSignIn(present: SignIn): void {
  useUsers.setState({ signIn: present });
  void refreshSignIn();
}

/** @returns why not, or null */
export async function signIn(userId: string, pin: string): Promise<Failure | null> {
  const result = await invoke('users:signIn', { userId, pin });
  if (!result.success) return result;
  useUsers.setState({ signIn: result.signIn });
  return null;
}

export async function signOut(): Promise<void> {
  const answer = await reportTrouble(invoke('users:signOut'), { id: 'sign out' });
  if (answer) useUsers.setState({ signIn: answer.signIn });
}

/** Adds somebody, or changes them. @returns why not, or null */
export async function saveUser(userId: string | null, draft: UserDraft): Promise<Failure | null> {
  const result = await invoke('users:save', { userId, draft });
  if (!result.success) return result;
  void report(Promise.resolve(result), { id: `user ${result.user.id}` });
  await refreshUsers();
  return null;
}

/** @returns why not, or null */
export async function setPin({ id }: User, pin: string | null): Promise<Failure | null> {
  const result = await invoke('users:setPin', { userId: id, pin });
  if (!result.success) return result;
  void report(Promise.resolve(result), { id: `user ${id}` });
  await refreshUsers();
  return null;
}
