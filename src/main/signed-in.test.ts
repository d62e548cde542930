import type { Actor, User } from '@causebook/contracts';
import { describe, expect, test } from 'vitest';
import { judgeSignIn, nobodyInParticular } from './signed-in.ts';

const user = (name: string, change: Partial<User> = {}): User => ({
  id: name.toLowerCase(),
  name,
  role: 'owner',
  email: '',
  active: true,
  hasPin: false,
  ...change,
});
const [asha, bina] = [user('Asha'), user('Bina', { role: 'clerk' })];
const as = ({ id, name, role }: User): Actor => ({ userId: id, name, role });
const judged = (users: readonly User[], present: Actor | null = nobodyInParticular, asks = true) =>
  judgeSignIn({ users, asks }, present);

describe('somebody has to sign in', () => {
  test.each<[string, readonly User[], boolean]>([
    ['not where nobody is entered', [], false],
    ['not where one person works without a PIN', [asha], false],
    ['where one person has a PIN', [{ ...asha, hasPin: true }], true],
    ['where two people work', [asha, bina], true],
  ])('%s', (_, users, needed) => {
    expect(judged(users).needed).toBe(needed);
    expect(judged(users).actor === null).toBe(needed);
  });

  test('not in an invented office', () => {
    expect(judged([asha, bina], null, false)).toEqual({ needed: false, actor: nobodyInParticular });
  });
});

test('one person alone acts under their own name', () => {
  expect(judged([asha], null).actor).toEqual(as(asha));
});

test('whoever is at work stays, with the role that they have now', () => {
  expect(judged([asha, bina], as(bina)).actor).toEqual(as(bina));
  expect(judged([asha, { ...bina, role: 'advocate' }], as(bina)).actor?.role).toBe('advocate');
  expect(judged([{ ...asha, hasPin: true }], as(asha)).actor).toEqual(as(asha));
});

test('whoever does not work here any more has to go', () => {
  expect(judged([asha, user('Chetan')], as(bina)).actor).toBeNull();
});

test('where no owner is left, whoever is there may do everything', () => {
  expect(judged([bina, user('Chetan', { role: 'advocate' })], as(bina)).actor?.role).toBe('owner');
});
