/** The people of a practice, on a real database. */
import type { UserDraft } from '@causebook/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { now, tempProfile } from '../../test/profile.ts';
import { closePractice, createPractice, openPractice, writeSetting, type Practice } from '../practice.ts';
import { prepareProfile } from '../profile.ts';
import { listUsers, pinOf, saveUser, setPinHash, signInFacts } from './users.ts';

let practice: Practice;
beforeEach(async () => {
  const paths = await tempProfile();
  await prepareProfile(paths);
  await createPractice(paths, { now, name: '' });
  practice = await openPractice(paths);
});
afterEach(() => closePractice(practice));

const draft = (change: Partial<UserDraft> = {}): UserDraft => ({
  name: 'Asha Rao',
  role: 'owner',
  email: '',
  ...change,
});
const save = (change: Partial<UserDraft>, id: string | null = null) =>
  saveUser(practice.query, { id, draft: draft(change), now });
const refused = (words: RegExp) => ({ code: 'INVALID_INPUT', message: expect.stringMatching(words) });

test('people are added, changed and listed, those who are active first', async () => {
  const asha = await save({});
  expect(asha).toMatchObject({ before: null, user: { name: 'Asha Rao', active: true, hasPin: false } });
  const bina = await save({ name: 'Bina Shah', role: 'clerk' });
  const changed = await save({ name: 'Bina Shah-Roy', role: 'advocate', active: false }, bina.user.id);
  expect(changed.before).toEqual(bina.user);
  await save({ name: 'Chetan Das', role: 'advocate' });
  expect((await listUsers(practice.query)).map(({ name, role, active }) => [name, role, active])).toEqual([
    ['Asha Rao', 'owner', true],
    ['Chetan Das', 'advocate', true],
    ['Bina Shah-Roy', 'advocate', false],
  ]);
});

test('names are unique, however they are written', async () => {
  const { user } = await save({});
  await expect(save({ name: 'asha rao' })).rejects.toMatchObject(refused(/somebody called Asha Rao already/));
  // One's own name is not taken by oneself.
  await save({ name: 'ASHA RAO' }, user.id);
  const second = await save({ name: 'Bina', role: 'clerk' });
  await save({ name: 'Bina', role: 'clerk', active: false }, second.user.id);
  await expect(save({ name: 'Bina', role: 'clerk' })).rejects.toMatchObject(refused(/worked here before/));
});

test('an active owner is always left', async () => {
  await expect(save({ role: 'clerk' })).rejects.toMatchObject(refused(/at least one active owner/));
  const { user } = await save({});
  await save({ name: 'Bina', role: 'advocate' });
  await expect(save({ role: 'advocate' }, user.id)).rejects.toMatchObject(refused(/active owner/));
  await expect(save({ active: false }, user.id)).rejects.toMatchObject(refused(/active owner/));
  await save({ name: 'Chetan', role: 'owner' });
  expect((await save({ role: 'advocate' }, user.id)).user.role).toBe('advocate');
});

test('nothing is written of a change that is refused', async () => {
  const { user } = await save({});
  await expect(save({ name: 'Other', role: 'clerk' }, user.id)).rejects.toThrow();
  expect(await listUsers(practice.query)).toEqual([user]);
});

test('a PIN is kept apart from what is told about its user, and taken away again', async () => {
  const { user } = await save({});
  expect(await setPinHash(practice.query, user.id, 'scrypt$…')).toEqual({ ...user, hasPin: true });
  expect(await pinOf(practice.query, user.id)).toBe('scrypt$…');
  expect(JSON.stringify(await listUsers(practice.query))).not.toContain('scrypt');
  expect(await setPinHash(practice.query, user.id, null)).toEqual(user);
  await expect(setPinHash(practice.query, 'nobody', null)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(save({ name: 'X', role: 'owner' }, 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('somebody inactive has no PIN to sign in with', async () => {
  await save({});
  const { user } = await save({ name: 'Bina', role: 'clerk' });
  await save({ name: 'Bina', role: 'clerk', active: false }, user.id);
  await expect(pinOf(practice.query, user.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an invented office asks nobody, until somebody changes who works in it', async () => {
  writeSetting(practice.database, 'practice.signIn', 'never');
  expect(signInFacts(practice.database)).toEqual({ users: [], asks: false });
  const { user } = await save({});
  expect(signInFacts(practice.database)).toEqual({ users: [user], asks: true });
});
