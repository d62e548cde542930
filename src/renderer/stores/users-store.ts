/** Who works in the practice, and who is at work now. */
import type { Actor, Failure, SignIn, User } from '@causebook/contracts';
import { create } from 'zustand';

export interface UsersState {
  readonly users: readonly User[];
  readonly loaded: boolean;
  readonly failure: Failure | null;
  readonly signIn: SignIn | null;
  /** Those who can sign in. */
  readonly choices: readonly User[];
  readonly signInFailure: Failure | null;
}

export const useUsers = create<UsersState>()(() => ({
  users: [],
  loaded: false,
  failure: null,
  signIn: null,
  choices: [],
  signInFailure: null,
}));

/** Those who can be given a case: owners and advocates who are active, and whoever has it now. */
export const lawyersOf = (users: readonly User[], present: string | null = null): readonly User[] =>
  users.filter((user) => user.id === present || (user.active && user.role !== 'clerk'));

/** Whether somebody has to say who they are before anything is shown. */
export const isLocked = (signIn: SignIn | null): boolean =>
  signIn !== null && signIn.needed && signIn.actor === null;

/** Whoever signed in; null where nobody has to. */
export const selectSignedIn = ({ signIn }: Pick<UsersState, 'signIn'>): Actor | null =>
  signIn?.needed ? signIn.actor : null;

/** Whether whoever is at work enters and looks up, but removes nothing. */
export const selectIsClerk = ({ signIn }: Pick<UsersState, 'signIn'>): boolean =>
  signIn?.actor?.role === 'clerk';

/** Whether whoever is at work decides who works here. */
export const selectIsOwner = ({ signIn }: Pick<UsersState, 'signIn'>): boolean =>
  signIn?.actor?.role === 'owner';
