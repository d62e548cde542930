/** A profile that cannot be opened: all is refused with the reason, until an attempt opens it; a copy keeps it closed. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, calls, type Channel, type Handlers } from '@causebook/contracts';
import { lockProfile, profilePaths } from '@causebook/data';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openPatiently } from './closed-profile.ts';
import type { HandlerContext } from './ipc.ts';
import type { OpenProfile } from './open-profile.ts';

const electron = vi.hoisted(() => ({ folder: '', gate: Promise.resolve() }));
vi.mock('electron', () => ({
  app: {},
  dialog: { showOpenDialog: async () => ({ canceled: false, filePaths: [electron.folder] }) },
  shell: {},
}));
// The real one, behind a gate: a copy takes as long as a test wants.
vi.mock('@causebook/data', async (original) => {
  const data = await original<typeof import('@causebook/data')>();
  const saveReadable: typeof data.saveReadable = async (...args) => {
    await electron.gate;
    return data.saveReadable(...args);
  };
  return { ...data, saveReadable };
});

const from = {} as HandlerContext;
const profile = { paths: {} } as unknown as OpenProfile;
const full = new AppError('INSUFFICIENT_SPACE', 'The disk is full.', { remedy: 'Make room.' });

/** Opens by answers that come one after the other; the last one stays. */
function door(answers: readonly (OpenProfile | Error)[], root = '/nowhere') {
  let asked = 0;
  let handlers: Handlers<HandlerContext> | null = null;
  const open = async (): Promise<OpenProfile> => {
    const answer = answers[Math.min(asked, answers.length - 1)]!;
    asked += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const log = { info: () => {}, error: () => {} };
  const now = (): Date => new Date('2026-05-04T10:00:00Z');
  const opened = openPatiently(
    { root, open, appVersion: '1.2.3', now, log },
    { show: (given) => (handlers = given) },
  );
  return { opened, asked: () => asked, handlers: () => handlers };
}

test('a profile that opens shows no such window', async () => {
  const { opened, handlers } = door([profile]);
  expect(await opened).toBe(profile);
  expect(handlers()).toBeNull();
});

test('every channel but the ways out is refused with the reason and what helps', async () => {
  const { handlers } = door([full]);
  await vi.waitFor(() => expect(handlers()).not.toBeNull());
  const waysOut = ['recovery:getOptions', 'recovery:saveReadable', 'recovery:showFolder', 'recovery:quit'];
  const others = (Object.keys(calls) as Channel[]).filter((channel) => !waysOut.includes(channel));
  for (const channel of others) {
    const call = handlers()![channel] as (input: unknown, context: HandlerContext) => Promise<unknown>;
    await expect(call({}, from)).rejects.toMatchObject({
      code: 'PROFILE_CLOSED',
      message: 'The disk is full.',
      remedy: 'Make room.',
    });
  }
});

test('asking for the ways out tries again, once at a time, and opens when it can', async () => {
  const busy = new AppError('BUSY');
  const { opened, asked, handlers } = door([full, busy, profile]);
  await vi.waitFor(() => expect(handlers()).not.toBeNull());
  const options = async () => (await handlers()!['recovery:getOptions'](undefined, from)).options.problem;
  const [one, other] = await Promise.all([options(), options()]);
  expect([one?.code, other?.code]).toEqual(['BUSY', 'BUSY']);
  expect(asked()).toBe(2);
  await expect(handlers()!['recovery:saveReadable'](undefined, from)).rejects.toMatchObject({ code: 'BUSY' });
  expect(await options()).toBeNull();
  expect(await opened).toBe(profile);
  expect(await options()).toBeNull();
  expect(asked()).toBe(3);
});

describe('a copy of the folder', () => {
  let root: string;
  beforeEach(async () => {
    electron.folder = mkdtempSync(join(tmpdir(), 'causebook-closed-'));
    electron.gate = Promise.resolve();
    root = join(electron.folder, 'profile');
    mkdirSync(join(root, 'data'), { recursive: true });
    writeFileSync(join(root, 'data', 'CURRENT'), 'one');
  });
  afterEach(() => rmSync(electron.folder, { recursive: true }));

  /** A profile that can be opened at the second attempt. */
  const closed = async () => {
    const { opened, asked, handlers } = door([full, profile], root);
    await vi.waitFor(() => expect(handlers()).not.toBeNull());
    return {
      opened,
      asked,
      save: () => handlers()!['recovery:saveReadable'](undefined, from),
      problem: async () => (await handlers()!['recovery:getOptions'](undefined, from)).options.problem,
    };
  };
  const copies = (): string[] => readdirSync(electron.folder).filter((name) => name.startsWith('Causebook'));

  test('is not disturbed: whoever tries again meanwhile is told, and opens the profile after it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    electron.gate = promise;
    const { opened, asked, save, problem } = await closed();
    const copying = save();
    await vi.waitFor(() =>
      expect(() => lockProfile(profilePaths(root)).release()).toThrow('already at work'),
    );
    expect(await problem()).toMatchObject({
      code: 'BUSY',
      sentence: expect.stringContaining('being copied'),
    });
    await expect(save()).rejects.toMatchObject({
      code: 'BUSY',
      message: expect.stringContaining('being copied'),
    });
    expect(asked()).toBe(1);
    resolve();
    expect(await copying).toMatchObject({ files: 1, unreadable: 0 });
    lockProfile(profilePaths(root)).release();
    expect(await problem()).toBeNull();
    expect(await opened).toBe(profile);
  });

  test('is not made of a folder in which somebody else is at work', async () => {
    const { save } = await closed();
    const other = lockProfile(profilePaths(root));
    await expect(save()).rejects.toMatchObject({ code: 'BUSY' });
    expect(copies()).toEqual([]);
    other.release();
    expect(await save()).toMatchObject({ files: 1 });
  });

  test('is not made of a folder that was opened while the person chose where to', async () => {
    const { save, problem } = await closed();
    const [saved] = await Promise.allSettled([save(), problem()]);
    expect(saved).toMatchObject({ status: 'rejected', reason: { code: 'BUSY' } });
    expect(copies()).toEqual([]);
  });

  test('is made where there is no lock to be had, and says what is not in it', async () => {
    mkdirSync(profilePaths(root).lock);
    symlinkSync(tmpdir(), join(root, 'data', 'elsewhere'));
    const { save } = await closed();
    const { message, ...copied } = await save();
    expect(copied).toMatchObject({ files: 1, unreadable: 1 });
    expect(message).toContain(
      `1 not at all, because the disk did not give it or a link leads elsewhere; the first is ${join('data', 'elsewhere')}.`,
    );
    expect(copies()).toHaveLength(1);
  });
});
