/** A profile that cannot be opened: everything is refused with the reason, and one attempt after the other opens it. */
import { AppError, calls, type Channel, type Handlers } from '@causebook/contracts';
import { expect, test, vi } from 'vitest';
import { openPatiently } from './closed-profile.ts';
import type { HandlerContext } from './ipc.ts';
import type { OpenProfile } from './open-profile.ts';

vi.mock('electron', () => ({ app: {}, dialog: {}, shell: {} }));

const from = {} as HandlerContext;
const profile = { paths: {} } as unknown as OpenProfile;
const full = new AppError('INSUFFICIENT_SPACE', 'The disk is full.', { remedy: 'Make room.' });

/** Opens by answers that come one after the other; the last one stays. */
function door(answers: readonly (OpenProfile | Error)[]) {
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
    { root: '/nowhere', open, appVersion: '1.2.3', now, log },
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
