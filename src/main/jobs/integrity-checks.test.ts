import { AppError, type IntegrityReport } from '@causebook/contracts';
import { expect, test, vi } from 'vitest';
import { IntegrityChecks } from './integrity-checks.ts';

const longAwake = { awakeSince: new Date('2026-06-20T00:00:00Z'), clockSetBackAt: null };
const signal = new AbortController().signal;
const reportOf = (failedChecks: number) => ({ report: { failedChecks } as IntegrityReport });

function office(
  answers: {
    due?: 'quick' | 'thorough' | null;
    check?: (thorough: boolean) => Promise<{ report: IntegrityReport }>;
  } = {},
) {
  const now = new Date('2026-06-20T12:00:00Z');
  const [onProblems, onFailed] = [vi.fn(), vi.fn()];
  const check = vi.fn(answers.check ?? (() => Promise.resolve(reportOf(0))));
  const due = answers.due === undefined ? 'quick' : answers.due;
  const checks = new IntegrityChecks({
    now: () => now,
    due: () => Promise.resolve(due),
    check,
    onProblems,
    onFailed,
  });
  const minutes = (): number => (checks.nextRun(now, longAwake).getTime() - now.getTime()) / 60_000;
  return { checks, minutes, check, onProblems, onFailed, now };
}

test('leaves the first minutes after a start to the person', () => {
  const { checks, now } = office();
  const wait = checks.nextRun(now, { ...longAwake, awakeSince: now }).getTime() - now.getTime();
  expect(wait).toBeGreaterThan(2 * 60_000);
});

test('makes the check that is due, and looks again after an hour', async () => {
  const quick = office();
  await quick.checks.run(signal);
  expect(quick.check).toHaveBeenCalledWith(false, signal);
  expect(quick.minutes()).toBe(60);
  const thorough = office({ due: 'thorough' });
  await thorough.checks.run(signal);
  expect(thorough.check).toHaveBeenCalledWith(true, signal);
  const none = office({ due: null });
  await none.checks.run(signal);
  expect(none.check).not.toHaveBeenCalled();
  expect(none.minutes()).toBe(60);
});

test('what was found is told once, and a practice that is well is not spoken of', async () => {
  const bad = office({ check: () => Promise.resolve(reportOf(2)) });
  await bad.checks.run(signal);
  expect(bad.onProblems).toHaveBeenCalledExactlyOnceWith({ failedChecks: 2 });
  const good = office();
  await good.checks.run(signal);
  expect(good.onProblems).not.toHaveBeenCalled();
});

test.each(['CANCELLED', 'BUSY'] as const)(
  'one that gave way (%s) is no failure and is tried again soon',
  async (code) => {
    const { checks, minutes, onFailed } = office({ check: () => Promise.reject(new AppError(code)) });
    await checks.run(signal);
    expect(onFailed).not.toHaveBeenCalled();
    expect(minutes()).toBe(10);
  },
);

test('one that could not be made is told', async () => {
  const { checks, onFailed } = office({ check: () => Promise.reject(new AppError('ENGINE_CRASHED')) });
  await checks.run(signal);
  expect(onFailed).toHaveBeenCalledOnce();
});

test('a state of which nothing is known is checked soon', async () => {
  const { checks, minutes } = office({ due: null });
  await checks.run(signal);
  checks.wanted();
  expect(minutes()).toBe(1);
});
