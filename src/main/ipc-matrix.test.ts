/**
 * Every channel of the contract against everything that a page could send which is not the page that it should be. Made
 * from the contract itself, so that a new channel is covered as soon as it is there.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AppError,
  calls,
  type Channel,
  type Handlers,
  type Role,
  type SignIn,
  type User,
} from '@causebook/contracts';
import {
  allChannels,
  alternatives,
  changedAt,
  inputShapes,
  partsOf,
  sampleOf,
  type Part,
  type Shape,
} from '@causebook/contracts/input-shape';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { bundledPage } from './app-origin.ts';
import { registerIpc, type HandlerContext } from './ipc.ts';
import { admit, leastRole } from './permissions.ts';

type Answer = Record<string, unknown>;
type Listener = (event: unknown, input?: unknown) => Promise<Answer>;

const electron = vi.hoisted(() => ({
  bound: new Map<string, Listener>(),
  windows: [] as { webContents: unknown; isDestroyed: () => boolean }[],
}));
vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, listener: Listener) => electron.bound.set(channel, listener),
    removeHandler: (channel: string) => electron.bound.delete(channel),
  },
  BrowserWindow: {
    fromWebContents: (contents: unknown) =>
      electron.windows.find(({ webContents }) => webContents === contents) ?? null,
    getAllWindows: () => electron.windows,
  },
}));

/** What each channel's handler was given; it stays empty as long as every call is refused. */
let reached: { readonly channel: Channel; readonly input: unknown }[];
let who: { isOpen: boolean; actor: NonNullable<SignIn['actor']>; users: readonly User[] };

const HANDLED = 'The handler was reached';

beforeEach(() => {
  electron.bound.clear();
  electron.windows.length = 0;
  reached = [];
  as('owner');
  const handlers = Object.fromEntries(
    allChannels.map((channel) => [
      channel,
      async (input: unknown) => {
        reached.push({ channel, input });
        throw new AppError('CANCELLED', HANDLED);
      },
    ]),
  );
  registerIpc({
    handlers: handlers as unknown as Handlers<HandlerContext>,
    page: bundledPage,
    log: { info: () => {}, error: () => {} },
    admit: (channel) => admit(channel, who),
  });
});

function as(role: Role): void {
  who = { isOpen: true, actor: { userId: 'a', name: 'A', role }, users: [] };
}

function openWindow(url = 'app://bundle/index.html') {
  const mainFrame = { url };
  const webContents = { id: 7, mainFrame, send: () => {} };
  const window = { webContents, isDestroyed: () => false };
  electron.windows.push(window);
  return { window, event: { sender: webContents, senderFrame: mainFrame } };
}

const send = (channel: Channel, input: unknown, event: unknown = openWindow().event): Promise<Answer> =>
  electron.bound.get(channel)!(event, input);

/** @throws when the call was not refused with that code, in words, or when its handler was reached */
function expectRefused(answer: Answer, code: string, what: string): void {
  expect({ what, ...answer, reached: reached.length }).toMatchObject({
    what,
    success: false,
    code,
    message: expect.stringMatching(/\S/),
    reached: 0,
  });
}

const shapes = new Map(allChannels.map((channel) => [channel, inputShapes(channel)]));
const shapesOf = (channel: Channel): readonly Shape[] => shapes.get(channel)!;
const sample = (channel: Channel): object => sampleOf(shapesOf(channel)[0]!) as object;

/** Every part of every form of an input, with the whole input that has it. */
const parts = (channel: Channel): readonly (Part & { readonly whole: unknown })[] =>
  shapesOf(channel).flatMap((shape) => partsOf(shape).map((part) => ({ ...part, whole: sampleOf(shape) })));

test('what the contract takes reaches the handler, so that a refusal means something', async () => {
  for (const channel of allChannels) {
    expect(await send(channel, sample(channel))).toMatchObject({ code: 'CANCELLED', message: HANDLED });
  }
  expect(reached.map(({ channel }) => channel)).toEqual(allChannels);
});

describe('the same channels are everywhere', () => {
  test('bound, in the contract, and in the table of who may what', () => {
    expect([...electron.bound.keys()].toSorted()).toEqual(allChannels.toSorted());
    expect(Object.keys(leastRole).toSorted()).toEqual(allChannels.toSorted());
  });

  test('and only one file of main binds any, and only one of the page calls any', () => {
    const files = (folder: string): string[] =>
      readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
        .map((name) => join(folder, name));
    const naming = (folder: string, word: RegExp): string[] =>
      files(folder).filter((name) => word.test(readFileSync(join(import.meta.dirname, name), 'utf8')));
    expect(naming('.', /\bipcMain\b/)).toEqual(['ipc.ts']);
    expect(naming('../preload', /\bipcRenderer\b/)).toEqual(['../preload/index.ts']);
    expect(naming('../renderer', /window\.app\b/)).toEqual(['../renderer/bridge.ts']);
  });

  test('and another than these has nobody who answers', () => {
    for (const name of ['backup:everything', 'constructor', '__proto__', 'toString', ''])
      expect(electron.bound.has(name)).toBe(false);
  });
});

describe('who asks', () => {
  const own = 'app://bundle/index.html';
  const senders: Readonly<Record<string, () => unknown>> = {
    'a frame inside the page': () => ({ ...openWindow().event, senderFrame: { url: own } }),
    'a frame that is gone': () => ({ ...openWindow().event, senderFrame: null }),
    'a window that is gone': () => {
      const { window, event } = openWindow();
      window.isDestroyed = () => true;
      return event;
    },
    'contents without a window': () => {
      const { event } = openWindow();
      electron.windows.length = 0;
      return event;
    },
    ...Object.fromEntries(
      [
        'https://example.com/',
        'http://bundle/index.html',
        'app://bundle.evil/index.html',
        'app://evil/index.html',
        'app://bundle:80@evil/index.html',
        'file:///usr/share/causebook/index.html',
        'devtools://devtools/bundled/devtools_app.html',
        'data:text/html,app://bundle/',
        'blob:app://bundle/6f1e',
        'about:blank',
        '',
      ].map((url) => [`a page of ${url || 'no address'}`, () => openWindow(url).event]),
    ),
  };

  test.each(Object.entries(senders))('%s is refused', async (what, sender) => {
    for (const channel of allChannels)
      expectRefused(
        await send(channel, sample(channel), sender()),
        'PERMISSION_DENIED',
        `${what}: ${channel}`,
      );
  });

  test('somebody who has not signed in is refused everything but the sign-in', async () => {
    who = { ...who, isOpen: false };
    const open = new Set<Channel>(['app:getInfo', 'users:getSignIn', 'users:signIn']);
    for (const channel of allChannels.filter((name) => !open.has(name)))
      expectRefused(await send(channel, sample(channel)), 'SIGN_IN_NEEDED', channel);
  });

  test.each<[Role, readonly Role[]]>([
    ['clerk', ['advocate', 'owner']],
    ['advocate', ['owner']],
  ])('the role of %s is refused what is for others', async (role, others) => {
    as(role);
    const refused = allChannels.filter((channel) => others.includes(leastRole[channel]));
    expect(refused).not.toEqual([]);
    for (const channel of refused)
      expectRefused(await send(channel, sample(channel)), 'PERMISSION_DENIED', channel);
  });
});

/** Of each kind that JSON knows, and of none. */
const values: readonly (readonly [kind: string, value: unknown])[] = [
  ['string', 'text'],
  ['number', 12.5],
  ['boolean', true],
  ['null', null],
  ['array', [{}]],
  ['object', { any: 1 }],
];
const kindsOf = (shape: Shape): ReadonlySet<string> =>
  new Set(
    alternatives(shape).map((one) => {
      if (one.const !== undefined) return typeof one.const;
      if (one.enum !== undefined) return typeof one.enum[0];
      return one.type === 'integer' ? 'number' : (one.type ?? '');
    }),
  );

/** Every alternative of a part is too narrow for the value that is made of it. */
function tooMuch({ shape }: Part): readonly unknown[] {
  const ones = alternatives(shape);
  const longest = Math.max(...ones.map(({ maxLength }) => maxLength ?? 0));
  const most = Math.max(...ones.map(({ maxItems }) => maxItems ?? 0));
  const largest = Math.max(...ones.map(({ maximum }) => maximum ?? -Infinity));
  const smallest = Math.min(...ones.map(({ minimum }) => minimum ?? Infinity));
  return [
    ...(kindsOf(shape).has('string') ? ['x'.repeat(longest + 1), 'x'.repeat(10_000_000)] : []),
    ...(most > 0 ? [Array.from({ length: most + 1 }, () => sampleOf(ones[0]?.items ?? {}))] : []),
    ...(Number.isFinite(largest) ? [largest + 1, Number.MAX_SAFE_INTEGER + 1, Infinity, NaN] : []),
    ...(Number.isFinite(smallest) ? [smallest - 1] : []),
  ];
}

const deep = (depth: number): unknown =>
  Array.from({ length: depth }).reduce((inner: unknown) => ({ inner }), 'end');

describe.each(allChannels)('%s', (channel) => {
  const refuse = async (input: unknown, what: string): Promise<void> =>
    expectRefused(await send(channel, input), 'INVALID_INPUT', `${channel}: ${what}`);

  test('a value of the wrong kind, anywhere in it', async () => {
    for (const { place, shape, whole } of parts(channel)) {
      const allowed = kindsOf(shape);
      for (const [kind, value] of values.filter(([name]) => !allowed.has(name)))
        await refuse(
          changedAt(whole, place, () => value),
          `${place.join('.')} as ${kind}`,
        );
    }
  });

  test('a value that is too long, too many, too large or too small, anywhere in it', async () => {
    for (const part of parts(channel)) {
      for (const value of tooMuch(part))
        await refuse(
          changedAt(part.whole, part.place, () => value),
          `${part.place.join('.')} too much`,
        );
    }
  });

  test('without what it needs', async () => {
    const needed = parts(channel).filter(({ isRequired, place }) => isRequired && place.length > 0);
    for (const { place, whole } of needed)
      await refuse(
        changedAt(whole, place, () => undefined),
        `without ${place.join('.')}`,
      );
  });

  test('with what belongs to all objects, anywhere in it', async () => {
    const hostile = ['__proto__', 'constructor', 'prototype'].map((name) =>
      JSON.parse(`{"${name}":{"isAdmin":true,"role":"owner"}}`),
    );
    for (const { place, whole } of parts(channel)) {
      for (const value of hostile)
        await refuse(
          changedAt(whole, place, () => value),
          `${place.join('.')} ${Object.getOwnPropertyNames(value)[0]}`,
        );
    }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  test('with something that is no plain data, is endless, or is too deep', async () => {
    const endless: Record<string, unknown> = {};
    endless['self'] = endless;
    for (const value of [
      new Map(),
      new Date(),
      new Uint8Array(9),
      1n,
      Symbol('x'),
      () => 1,
      /x/,
      new Error('x'),
    ])
      await refuse({ ...sample(channel), extra: value }, 'not plain');
    await refuse({ ...sample(channel), extra: endless }, 'endless');
    await refuse({ ...sample(channel), extra: deep(100_000) }, 'deep');
    await refuse(deep(10_000), 'deep');
    await refuse({ ...sample(channel), extra: 'x'.repeat(10_000_000) }, '10 MB');
  });

  test('what nobody asked for does not reach the handler', async () => {
    const given = sample(channel);
    const isStrict = shapesOf(channel).some((one) => one.additionalProperties === false);
    const extra = { ...given, isAdmin: true, role: 'owner', webContentsId: 1, window: 'x' };
    const answer = await send(channel, extra);
    if (isStrict) return expectRefused(answer, 'INVALID_INPUT', channel);
    expect(reached).toEqual([{ channel, input: calls[channel].input.parse(given) }]);
  });
});
