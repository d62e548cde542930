import { AppError, type PruneResult } from '@causebook/contracts';
import { expect, test, vi } from 'vitest';
import { Pruning } from './pruning.ts';

const signal = new AbortController().signal;
const HOUR = 3600;
const removed = { removed: [{}], freedBytes: 9, dryRun: false, message: '1 old backup was removed.' };
const nothing = { ...removed, removed: [] };

function settingsOf(kept: Record<string, string> = {}) {
  return {
    kept,
    setting: async (key: string) => kept[key] ?? null,
    putSetting: async (key: string, value: string) => void (kept[key] = value),
  };
}

async function office(answer: () => Promise<unknown>, settings = settingsOf()) {
  let now = new Date('2026-06-20T12:00:00Z');
  const parts = { onRemoved: vi.fn(), onFailed: vi.fn() };
  const prune = vi.fn(answer as () => Promise<PruneResult & { message: string }>);
  const pruning = await Pruning.load({ settings, now: () => now, prune, ...parts });
  const awakeSince = new Date('2026-06-20T00:00:00Z');
  return {
    ...parts,
    pruning,
    prune,
    settings,
    /** In seconds; 0 is now. */
    dueIn: (since = awakeSince): number =>
      Math.max(
        0,
        pruning.nextRun(now, { awakeSince: since, clockSetBackAt: null }).getTime() - now.getTime(),
      ) / 1000,
    later: (seconds: number): void => void (now = new Date(now.getTime() + seconds * 1000)),
    now: () => now,
  };
}

test('what was removed is told once, and the next removal is a day later, also after another start', async () => {
  const { pruning, dueIn, onRemoved, settings } = await office(() => Promise.resolve(removed));
  expect(dueIn()).toBe(0);
  await pruning.run(signal);
  expect(onRemoved).toHaveBeenCalledExactlyOnceWith('1 old backup was removed.');
  pruning.wanted();
  expect(dueIn()).toBe(24 * HOUR);
  const again = await office(() => Promise.resolve(removed), settings);
  expect(again.dueIn()).toBe(24 * HOUR);
});

test('nothing is told when nothing was removed; a backup that is proven is looked at soon', async () => {
  const { pruning, dueIn, onRemoved, onFailed } = await office(() => Promise.resolve(nothing));
  await pruning.run(signal);
  expect(onRemoved).not.toHaveBeenCalled();
  expect(onFailed).not.toHaveBeenCalled();
  expect(dueIn()).toBe(6 * HOUR);
  pruning.wanted();
  expect(dueIn()).toBe(20);
});

test.each(['PRUNING_HELD', 'CANCELLED', 'BUSY', 'INVALID_CONFIG'] as const)(
  '%s is no failure',
  async (code) => {
    const { pruning, onFailed } = await office(() => Promise.reject(new AppError(code)));
    await pruning.run(signal);
    expect(onFailed).not.toHaveBeenCalled();
  },
);

test('a failure is told, and not tried again at once because of its own record', async () => {
  const { pruning, dueIn, onFailed } = await office(() => Promise.reject(new AppError('PERMISSION_DENIED')));
  await pruning.run(signal);
  expect(onFailed).toHaveBeenCalledOnce();
  pruning.wanted();
  expect(dueIn()).toBe(6 * HOUR);
});

test('the first moments after a start are left alone, and a mark from the future means nothing', async () => {
  const settings = settingsOf({ 'retention.prunedAt': '2031-01-01T00:00:00.000Z' });
  const { dueIn, now } = await office(() => Promise.resolve(nothing), settings);
  expect(dueIn()).toBe(0);
  expect(dueIn(now())).toBeGreaterThan(0);
});
