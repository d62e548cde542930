import { AppError, type BackupEntry } from '@causebook/contracts';
import { expect, test, vi } from 'vitest';
import { Drills } from './drills.ts';

const backup = { backupId: 'b', fileName: 'backup.zip' } as BackupEntry;
const longAwake = { awakeSince: new Date('2026-06-20T00:00:00Z'), clockSetBackAt: null };
const signal = new AbortController().signal;

function office(answers: { next?: BackupEntry | null; drill?: () => Promise<unknown> } = {}) {
  let now = new Date('2026-06-20T12:00:00Z');
  const onFailed = vi.fn();
  const drill = vi.fn(answers.drill ?? (() => Promise.resolve()));
  const drills = new Drills({
    now: () => now,
    next: () => Promise.resolve(answers.next === undefined ? backup : answers.next),
    drill,
    onFailed,
  });
  const dueIn = (): number => (drills.nextRun(now, longAwake).getTime() - now.getTime()) / 1000;
  const later = (seconds: number): void => void (now = new Date(now.getTime() + seconds * 1000));
  return { drills, dueIn, later, drill, onFailed };
}

test('looks for something to prove as soon as the app has settled', () => {
  const { drills } = office();
  const awakeSince = new Date('2026-06-20T12:00:00Z');
  expect(drills.nextRun(awakeSince, { ...longAwake, awakeSince }).getTime()).toBeGreaterThan(
    awakeSince.getTime(),
  );
});

test('goes on with the next one after a pause, and rests when there is none', async () => {
  const one = office();
  await one.drills.run(signal);
  expect(one.drill).toHaveBeenCalledOnce();
  expect(one.dueIn()).toBe(60);
  const none = office({ next: null });
  await none.drills.run(signal);
  expect(none.drill).not.toHaveBeenCalled();
  expect(none.dueIn()).toBe(6 * 3600);
});

test('a new backup is proven soon, but not before what is due anyway', async () => {
  const { drills, dueIn, later } = office({ next: null });
  await drills.run(signal);
  drills.wanted();
  expect(dueIn()).toBe(10);
  later(5);
  drills.wanted();
  expect(dueIn()).toBe(5);
});

test('one that gave way, or found another at work, is no failure; one that failed is told', async () => {
  for (const code of ['CANCELLED', 'BUSY'] as const) {
    const gaveWay = office({ drill: () => Promise.reject(new AppError(code)) });
    await gaveWay.drills.run(signal);
    expect(gaveWay.onFailed).not.toHaveBeenCalled();
    expect(gaveWay.dueIn()).toBe(600);
  }
  const failed = office({ drill: () => Promise.reject(new AppError('FILE_CORRUPTION')) });
  await failed.drills.run(signal);
  expect(failed.onFailed).toHaveBeenCalledOnce();
});
