/** Users, roles, PINs and the audit log over a real practice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupService, inPlaceRunner } from '@causebook/backup';
import type { Channel, EventName, Role } from '@causebook/contracts';
import { inPlaceImports } from '@causebook/data';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Diary } from '../diary.ts';
import { GrantedPaths } from '../granted-paths.ts';
import type { HandlerContext } from '../ipc.ts';
import { AutomaticExport } from '../jobs/automatic-export.ts';
import { createSchedulers } from '../jobs/schedulers.ts';
import { openProfile, type OpenProfile } from '../open-profile.ts';
import { admit } from '../permissions.ts';
import { SignedIn } from '../signed-in.ts';
import { allHandlers } from './index.ts';

vi.mock('electron', () => ({ ipcMain: {}, BrowserWindow: {}, dialog: {}, shell: {} }));

const context: HandlerContext = { window: {} as BrowserWindow, webContentsId: 1 };
const logged: string[] = [];
const log = { info: () => {}, error: (what: string) => void logged.push(what) };
const nothing = undefined;

let folder: string;
let profile: OpenProfile;
let handlers: ReturnType<typeof allHandlers>;
let signedIn: SignedIn;
let told: EventName[];
let time: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causebook-users-'));
  time = Date.parse('2026-05-04T08:00:00Z');
  const now = (): Date => new Date((time += 1));
  profile = await openProfile(join(folder, 'profile'), now);
  const { session, catalog } = profile;
  told = [];
  logged.length = 0;
  const broadcast = (event: EventName): void => void told.push(event);
  signedIn = new SignedIn({
    present: () => session.present,
    onChange: () => broadcast('users:signInChanged'),
  });
  const automaticExport = await AutomaticExport.load({
    settings: catalog,
    now,
    exportNow: () => Promise.reject(new Error('not here')),
    onDone: () => {},
    onFailed: () => {},
  });
  const scheduler = createSchedulers([automaticExport], log);
  handlers = allHandlers({
    session,
    diary: new Diary({
      session,
      audit: catalog.audit,
      actor: () => signedIn.actor,
      now,
      broadcast,
      log,
    }),
    audit: catalog.audit,
    signedIn,
    service: new BackupService({
      ...profile,
      runner: inPlaceRunner,
      appVersion: '0.1.0',
      now,
      background: scheduler,
      onTrouble: () => {},
      onDataReplaced: () => signedIn.refresh(),
    }),
    imports: inPlaceImports,
    automaticExport,
    scheduler,
    grants: new GrantedPaths(now),
    settings: catalog,
    broadcast,
    now,
    today: () => '2026-05-04',
    appVersion: '0.1.0',
  });
});
afterEach(() => {
  profile.close();
  rmSync(folder, { recursive: true });
});

const begin = (ownerName = 'Asha Rao') =>
  handlers['practice:begin']({ practiceName: 'Rao & Co', ownerName }, context);
const add = async (name: string, role: Role) => {
  const draft = { name, role, email: `${name}@rao.example`, active: true };
  return (await handlers['users:save']({ userId: null, draft }, context)).user;
};
const signIn = (userId: string, pin = '') => handlers['users:signIn']({ userId, pin }, context);
const may = (channel: Channel): void => admit(channel, signedIn);
const code = (name: string) => expect.objectContaining({ code: name });
const audit = async (request: object = {}) =>
  handlers['audit:list']({ caseId: null, userId: null, after: null, limit: 50, ...request }, context);

test('a solo practitioner who gives a name is the owner, and is never asked who they are', async () => {
  await begin();
  expect(signedIn.state).toMatchObject({ needed: false, actor: { name: 'Asha Rao', role: 'owner' } });
  const { entries } = await audit();
  expect(entries.map(({ what }) => what)).toEqual([
    'Added Asha Rao as owner',
    'Started the practice Rao & Co',
  ]);
  await expect(begin()).rejects.toEqual(code('PRACTICE_NOT_EMPTY'));
});

test('a practice is begun without a name of its owner, and renamed', async () => {
  await begin('');
  expect(signedIn.actor).toMatchObject({ userId: null, role: 'owner' });
  await handlers['practice:rename']({ practiceName: 'Rao Chambers' }, context);
  expect(await handlers['app:getInfo'](nothing, context)).toMatchObject({
    practiceName: 'Rao Chambers',
    isBegun: true,
    counts: { users: 0 },
  });
  expect((await audit({ limit: 1 })).entries[0]).toMatchObject({
    what: 'Renamed the practice',
    changes: [{ field: 'Name', before: 'Rao & Co', after: 'Rao Chambers' }],
  });
});

test('with the second person everybody is asked, but not whoever is at work', async () => {
  await begin();
  const bina = await add('Bina', 'clerk');
  expect(signedIn.state).toMatchObject({ needed: true, actor: { name: 'Asha Rao' } });
  await handlers['users:signOut'](nothing, context);
  expect(told.at(-1)).toBe('users:signInChanged');
  expect(() => may('cases:list')).toThrow(code('SIGN_IN_NEEDED'));
  const asked = await handlers['users:getSignIn'](nothing, context);
  expect(asked.users.map(({ name, email }) => [name, email])).toEqual([
    ['Asha Rao', ''],
    ['Bina', ''],
  ]);
  expect(await handlers['app:getInfo'](nothing, context)).toMatchObject({
    practiceName: 'Rao & Co',
    profilePath: '',
    counts: { users: 0 },
  });

  expect(await signIn(bina.id)).toMatchObject({ signIn: { actor: { name: 'Bina', role: 'clerk' } } });
  may('cases:save');
  for (const channel of ['cases:delete', 'backup:restoreFromZip', 'import:undo', 'users:save'] as const)
    expect(() => may(channel)).toThrow(code('PERMISSION_DENIED'));
});

test('what people do is kept under their names, with what was before', async () => {
  await begin();
  const bina = await add('Bina', 'clerk');
  const draft = { name: 'Bina Shah', role: 'advocate' as const, email: bina.email, active: true };
  await handlers['users:save']({ userId: bina.id, draft }, context);
  // Nothing was changed, so nothing is told.
  await handlers['users:save']({ userId: bina.id, draft }, context);
  await signIn(bina.id);
  await handlers['practice:rename']({ practiceName: 'Shah & Rao' }, context);
  const { entries } = await audit();
  expect(entries.map(({ userName, what }) => `${userName}: ${what}`)).toEqual([
    'Bina Shah: Renamed the practice',
    'Asha Rao: Changed the entry of Bina Shah',
    'Asha Rao: Added Bina as clerk',
    ': Added Asha Rao as owner',
    ': Started the practice Rao & Co',
  ]);
  expect(entries[1]?.changes).toEqual([
    { field: 'Name', before: 'Bina', after: 'Bina Shah' },
    { field: 'Role', before: 'clerk', after: 'advocate' },
  ]);
  const first = await audit({ limit: 2 });
  expect(first).toMatchObject({ hasMore: true, entries: { length: 2 } });
  const rest = await audit({ limit: 3, after: first.entries.at(-1)!.id });
  expect([...first.entries, ...rest.entries]).toEqual(entries);
  expect(rest.hasMore).toBe(false);
  expect((await audit({ userId: bina.id })).entries).toHaveLength(1);
});

test('a PIN opens the door to its owner alone, and guessing it is slow', async () => {
  await begin();
  const { users } = await handlers['users:list'](nothing, context);
  const asha = users[0]!;
  expect(await handlers['users:setPin']({ userId: asha.id, pin: '4711' }, context)).toMatchObject({
    user: { hasPin: true },
  });
  expect(signedIn.state).toMatchObject({ needed: true, actor: { name: 'Asha Rao' } });
  await handlers['users:signOut'](nothing, context);
  for (const pin of ['', '4712', '0000', '1234'])
    await expect(signIn(asha.id, pin)).rejects.toEqual(code('PIN_WRONG'));
  // Many at once count one by one.
  const guesses = await Promise.allSettled(['1', '2', '3', '4'].map((pin) => signIn(asha.id, pin)));
  expect(guesses.map((guess) => guess.status === 'rejected' && guess.reason.message)).toEqual(
    Array(4).fill('There were too many wrong PINs. Wait 30 seconds before the next try.'),
  );
  await expect(signIn(asha.id, '4711')).rejects.toThrow('too many wrong PINs');
  time += 30_000;
  await signIn(asha.id, '4711');
  expect(signedIn.actor.name).toBe('Asha Rao');
  await handlers['users:setPin']({ userId: asha.id, pin: null }, context);
  expect(signedIn.state).toMatchObject({ needed: false, actor: { name: 'Asha Rao' } });
});

test('people set their own PINs, and only an owner those of others', async () => {
  await begin();
  const bina = await add('Bina', 'clerk');
  const chetan = await add('Chetan', 'advocate');
  await signIn(bina.id);
  await handlers['users:setPin']({ userId: bina.id, pin: '1111' }, context);
  await expect(handlers['users:setPin']({ userId: chetan.id, pin: '2222' }, context)).rejects.toEqual(
    code('PERMISSION_DENIED'),
  );
  await expect(signIn(chetan.id.replace(/.$/, 'x'))).rejects.toEqual(code('NOT_FOUND'));
});

test('after a restore the people of the restored practice are asked', async () => {
  await begin();
  const { backupId } = await handlers['backup:exportNow']({}, context);
  const bina = await add('Bina', 'clerk');
  const both = await handlers['backup:exportNow']({}, context);
  await signIn(bina.id);
  // Bina does not exist in the state before; there Asha works alone.
  const early = await handlers['backup:previewRestore']({ backupId }, context);
  const token = { confirmationToken: early.preview.confirmationToken };
  await handlers['backup:restoreFromZip']({ backupId, ...token }, context);
  expect(signedIn.state).toMatchObject({ needed: false, actor: { name: 'Asha Rao' } });
  const late = await handlers['backup:previewRestore']({ backupId: both.backupId }, context);
  await handlers['backup:restoreFromZip'](
    { backupId: both.backupId, confirmationToken: late.preview.confirmationToken },
    context,
  );
  expect(signedIn.state).toMatchObject({ needed: true, actor: { name: 'Asha Rao' } });
  expect((await audit({ limit: 2 })).entries.map(({ userName, what }) => [userName, what])).toEqual([
    ['Asha Rao', 'Restored the practice from a backup'],
    ['Bina', 'Restored the practice from a backup'],
  ]);
});

test('whoever opens the sample keeps their role in it, also after another start, and is at work again when it is left', async () => {
  await begin();
  const bina = await add('Bina', 'clerk');
  await signIn(bina.id);
  await handlers['practice:openSample'](nothing, context);
  expect(signedIn.state).toMatchObject({ needed: false, actor: { name: 'Bina', role: 'clerk' } });
  const restarted = new SignedIn({ present: () => profile.session.present, onChange: () => {} });
  expect(restarted.actor).toMatchObject({ name: 'Bina', role: 'clerk' });
  await handlers['practice:leaveSample'](nothing, context);
  expect(signedIn.state).toMatchObject({ needed: true, actor: { name: 'Bina' } });
  expect(await handlers['app:getInfo'](nothing, context)).toMatchObject({
    practiceName: 'Rao & Co',
    isSample: false,
  });
});

test('whoever leaves a sample after another start has to say again who they are', async () => {
  await begin();
  const { users } = await handlers['users:list'](nothing, context);
  await handlers['users:setPin']({ userId: users[0]!.id, pin: '4711' }, context);
  await handlers['practice:openSample'](nothing, context);
  signedIn = new SignedIn({ present: () => profile.session.present, onChange: () => {} });
  expect(signedIn.actor).toMatchObject({ name: 'Asha Rao', role: 'owner' });
  await handlers['practice:leaveSample'](nothing, context);
  expect(signedIn.state).toEqual({ needed: true, actor: null });
  expect(() => may('cases:list')).toThrow(code('SIGN_IN_NEEDED'));
});

test('a backup that was made is told, also when the audit log cannot be written', async () => {
  await begin();
  vi.spyOn(profile.catalog.audit, 'append').mockRejectedValue(new Error('the disk is full'));
  await expect(handlers['backup:exportNow']({}, context)).resolves.toMatchObject({ warnings: [] });
  expect(logged).toEqual(['the audit log could not be written']);
});
