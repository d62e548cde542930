import { calls, type Actor, type Channel, type Role, type User } from '@causebook/contracts';
import { describe, expect, test } from 'vitest';
import { admit, leastRole } from './permissions.ts';

const people: readonly User[] = (['owner', 'advocate', 'clerk'] as const).map((role) => ({
  id: role,
  name: `Some ${role}`,
  role,
  email: '',
  active: true,
  hasPin: false,
}));
const at = (role: Role, isOpen = true) => ({
  isOpen,
  actor: { userId: role, name: '', role } satisfies Actor,
  users: people,
});
const may = (role: Role, channel: Channel): boolean => {
  try {
    admit(channel, at(role));
    return true;
  } catch {
    return false;
  }
};
const channels = Object.keys(calls) as Channel[];

test('an owner may do everything, an advocate everything but decide who works here', () => {
  for (const channel of channels) {
    expect(may('owner', channel)).toBe(true);
    expect(may('advocate', channel)).toBe(channel !== 'users:save');
  }
});

test('a clerk neither deletes, nor replaces the practice, nor takes an import back', () => {
  const refused = channels.filter((channel) => !may('clerk', channel));
  const takesAway = channels.filter((channel) =>
    /:(delete(?!Filter)|undo|rollBack|restoreFromZip|deleteBackup|deleteRestorePoint)/.test(channel),
  );
  expect(takesAway.length).toBeGreaterThan(8);
  expect(refused).toEqual(expect.arrayContaining(takesAway));
  for (const channel of ['cases:save', 'hearings:record', 'documents:addPicked', 'backup:exportNow'] as const)
    expect(may('clerk', channel)).toBe(true);
});

test('every channel says who may call it', () => {
  expect(Object.keys(leastRole).toSorted()).toEqual(channels.toSorted());
});

describe('a refusal', () => {
  test('names those who may', () => {
    expect(() => admit('users:save', at('clerk'))).toThrow(
      expect.objectContaining({
        code: 'PERMISSION_DENIED',
        message: 'Only an owner may do that.',
        remedy: 'Ask Some owner.',
      }),
    );
    expect(() => admit('cases:delete', at('clerk'))).toThrow(
      expect.objectContaining({
        message: 'Only an advocate or an owner may do that.',
        remedy: 'Ask Some owner or Some advocate.',
      }),
    );
  });

  test('comes for everything but the sign-in itself, while nobody is signed in', () => {
    const open = channels.filter((channel) => {
      try {
        admit(channel, at('owner', false));
        return true;
      } catch (error) {
        expect(error).toMatchObject({ code: 'SIGN_IN_NEEDED' });
        return false;
      }
    });
    expect(open).toEqual(['app:getInfo', 'users:getSignIn', 'users:signIn']);
  });
});
