/** Handlers for who works in the practice: the list, roles, PINs, signing in, and what everybody did. */
import { counted } from '@causebook/backup';
import { AppError, type AuditEntry, type Channel, type Role, type User } from '@causebook/contracts';
import { getUser, hashPin, isPin, listUsers, pinOf, saveUser, setPinHash } from '@causebook/data';
import { notAllowed } from '../permissions.ts';
import { PinAttempts } from '../pin-attempts.ts';
import type { HandlerParts, Some } from './parts.ts';

type UsersChannel = Extract<Channel, `users:${string}` | `audit:${string}`>;

export const usersHandlers = (parts: HandlerParts): Some<UsersChannel> => ({
  ...peopleHandlers(parts),
  ...signInHandlers(parts),
  'audit:list': async ({ caseId, userId, after, limit }) => {
    // One more than is shown tells whether there is more.
    const found = await parts.audit.entries({ caseId, userId, after, limit: limit + 1 });
    const entries = found.slice(0, limit);
    return {
      message: `${counted(entries.length, 'entry', 'entries')}.`,
      entries,
      hasMore: found.length > limit,
    };
  },
});

function peopleHandlers({
  diary,
  signedIn,
}: HandlerParts): Some<'users:list' | 'users:save' | 'users:setPin'> {
  return {
    'users:list': () =>
      diary.read(async ({ query }) => {
        const users = await listUsers(query);
        return { message: `${counted(users.length, 'person', 'people')}.`, users };
      }),

    'users:save': async ({ userId, draft }) => {
      const saved = await diary.change(async ({ query }, { now }) => {
        const { user, before } = await saveUser(query, { id: userId, draft, now });
        const changes = before === null ? [] : differences(before, user);
        const what =
          before === null
            ? `Added ${user.name} as ${roleWords[user.role]}`
            : `Changed the entry of ${user.name}`;
        const note = { what, subject: 'user', subjectId: user.id, changes } as const;
        return {
          result: { user, isNew: before === null },
          notes: changes.length > 0 || !before ? [note] : [],
        };
      });
      signedIn.refresh();
      return {
        message: saved.isNew ? `${saved.user.name} was added.` : `${saved.user.name} was saved.`,
        user: saved.user,
      };
    },

    'users:setPin': async ({ userId, pin }) => {
      const { actor } = signedIn;
      if (actor.role !== 'owner' && actor.userId !== userId) throw notAllowed('owner', signedIn.users);
      const hash = pin === null ? null : await hashPin(pin);
      const user = await diary.change(async ({ query }) => {
        const { name } = await getUser(query, userId);
        const what = hash === null ? `Took away the PIN of ${name}` : `Set a new PIN for ${name}`;
        const changed = await setPinHash(query, userId, hash);
        return { result: changed, notes: [{ what, subject: 'user', subjectId: userId }] };
      });
      signedIn.refresh();
      return {
        message: pin === null ? `${user.name} has no PIN any more.` : `${user.name} has a new PIN.`,
        user,
      };
    },
  };
}

function signInHandlers({
  diary,
  signedIn,
  settings,
  now,
}: HandlerParts): Some<'users:getSignIn' | 'users:signIn' | 'users:signOut'> {
  const attempts = new PinAttempts(now, settings);
  let lastAttempt: Promise<unknown> = Promise.resolve();
  /** Tries come one after another, or many at once would count as one. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = lastAttempt.then(work);
    lastAttempt = mine.catch(() => null);
    return mine;
  };
  const prove = async (userId: string, pin: string): Promise<void> => {
    requireNoWait(await attempts.waitFor(userId));
    const kept = await diary.read(({ query }) => pinOf(query, userId));
    if (kept !== null && !(await isPin(pin, kept))) {
      await attempts.noteWrong(userId);
      requireNoWait(await attempts.waitFor(userId));
      throw new AppError('PIN_WRONG');
    }
  };
  return {
    'users:getSignIn': async () => {
      const { state, users, isOpen } = signedIn;
      return {
        message: isOpen ? 'The practice is open.' : 'Somebody has to sign in.',
        signIn: state,
        // Addresses are for colleagues who have said who they are.
        users: users.map((user) => ({ ...user, email: '' })),
      };
    },

    'users:signIn': ({ userId, pin }) =>
      inTurn(async () => {
        await prove(userId, pin);
        const signIn = signedIn.signIn(userId);
        await attempts.noteRight(userId);
        return { message: `${signIn.actor?.name ?? 'Nobody'} is at work.`, signIn };
      }),

    'users:signOut': async () => ({ message: 'Nobody is signed in.', signIn: signedIn.signOut() }),
  };
}

function requireNoWait(milliseconds: number): void {
  if (milliseconds === 0) return;
  const seconds = Math.ceil(milliseconds / 1000);
  const wait = seconds < 90 ? counted(seconds, 'second') : counted(Math.ceil(seconds / 60), 'minute');
  throw new AppError('PIN_WRONG', `There were too many wrong PINs. Wait ${wait} before the next try.`);
}

const roleWords: Readonly<Record<Role, string>> = { owner: 'owner', advocate: 'advocate', clerk: 'clerk' };

function differences(before: User, after: User): AuditEntry['changes'] {
  const inWords = ({ name, role, email, active }: User) => ({
    Name: name,
    Role: roleWords[role],
    Email: email,
    Active: active ? 'yes' : 'no',
  });
  const [old, now] = [inWords(before), inWords(after)];
  return (Object.keys(old) as (keyof typeof old)[])
    .filter((field) => old[field] !== now[field])
    .map((field) => ({ field, before: old[field], after: now[field] }));
}
