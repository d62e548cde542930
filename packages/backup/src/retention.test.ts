import { defaultRetention, type BackupId, type Drill, type RetentionPolicy } from '@causebook/contracts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideRetention, type Candidate } from './retention.ts';

const proven = { outcome: 'proven' } as Drill;
const on: RetentionPolicy = {
  ...defaultRetention,
  enabled: true,
  keepLast: 2,
  keepDaily: 0,
  keepWeekly: 0,
  keepMonthly: 0,
  keepYearly: 0,
};
const backup = (day: string, change: Partial<Candidate> = {}): Candidate => ({
  backupId: day as BackupId,
  createdAt: `${day}T10:00:00.000Z`,
  practiceId: 'ours',
  size: 100,
  includeDatabase: true,
  includeFiles: true,
  fileState: 'present',
  drill: proven,
  name: '',
  ...change,
});
const decide = (
  backups: readonly Candidate[],
  policy: Partial<RetentionPolicy> = {},
  protectedBy: ReadonlyMap<string, string> = new Map(),
) =>
  decideRetention({
    backups,
    policy: { ...on, ...policy },
    practiceId: 'ours',
    protectedBy,
    dayOf: (instant) => instant.slice(0, 10),
  });
const gone = (...args: Parameters<typeof decide>): string[] =>
  decide(...args)
    .filter(({ keep }) => !keep)
    .map(({ backupId }) => backupId);

const week = [
  '2026-06-15',
  '2026-06-14',
  '2026-06-13',
  '2026-06-12',
  '2026-05-30',
  '2026-05-01',
  '2025-12-31',
];
const all = week.map((day) => backup(day));

test.each<readonly [string, Partial<RetentionPolicy>, readonly string[]]>([
  ['the latest', {}, ['2026-06-15', '2026-06-14']],
  ['the latest of each day', { keepDaily: 3 }, ['2026-06-15', '2026-06-14', '2026-06-13']],
  ['the latest of each week', { keepWeekly: 3 }, ['2026-06-15', '2026-06-14', '2026-05-30']],
  ['the latest of each month', { keepMonthly: 3 }, ['2026-06-15', '2026-06-14', '2026-05-30', '2025-12-31']],
  ['the latest of each year', { keepYearly: 2 }, ['2026-06-15', '2026-06-14', '2025-12-31']],
  ['no more than fits', { keepLast: 7, largestTotal: 350 }, ['2026-06-15', '2026-06-14', '2026-06-13']],
])('keeps %s', (_, policy, kept) => {
  expect(gone(all, policy)).toEqual(week.filter((day) => !kept.includes(day)));
});

test('nothing goes while pruning is off', () => {
  expect(gone(all, { enabled: false })).toEqual([]);
});

test('nothing goes that is not older than the last proven backup', () => {
  const unproven = week.map((day) => backup(day, day < '2026-06-13' ? {} : { drill: null }));
  expect(gone(unproven)).toEqual(['2026-05-30', '2026-05-01', '2025-12-31']);
  expect(gone(week.map((day) => backup(day, { drill: null })))).toEqual([]);
});

test('what has a name, is protected, is of another practice or out of reach stays, and does not count', () => {
  const special = [
    backup('2026-06-15', { fileState: 'missing' }),
    backup('2026-06-14', { practiceId: 'theirs' }),
    backup('2026-06-13'),
    backup('2026-06-12'),
    backup('2026-06-11', { name: 'Before the move' }),
    backup('2026-06-10'),
    backup('2026-06-09'),
  ];
  expect(gone(special, {}, new Map([['2026-06-10', 'another backup needs it']]))).toEqual(['2026-06-09']);
});

test('a backup from a clock that ran ahead displaces none that is proven', () => {
  const ahead = [backup('2031-01-01', { drill: null }), ...all];
  expect(gone(ahead, { keepLast: 1 })).not.toContain('2026-06-15');
});

test('whatever the history, a proven backup is left, everything newer stays, and the decision is the same again', () => {
  const histories = fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 1500 }),
      size: fc.integer({ min: 1, max: 500 }),
      isProven: fc.boolean(),
      isThere: fc.boolean(),
    }),
    { maxLength: 40 },
  );
  const policies = fc.record({
    keepLast: fc.integer({ min: 1, max: 5 }),
    keepDaily: fc.integer({ min: 0, max: 5 }),
    keepMonthly: fc.integer({ min: 0, max: 5 }),
    largestTotal: fc.option(fc.integer({ min: 1, max: 2000 })),
  });
  fc.assert(
    fc.property(histories, policies, (history, policy) => {
      const backups = history.map(({ day, size, isProven, isThere }, index) =>
        backup(new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10), {
          backupId: `b${index}` as BackupId,
          size,
          drill: isProven ? proven : null,
          fileState: isThere ? 'present' : 'missing',
        }),
      );
      const pruned = new Set(gone(backups, policy));
      const left = backups.filter(({ backupId }) => !pruned.has(backupId));
      const good = backups.filter(({ drill, fileState }) => drill && fileState === 'present');
      const newest = good
        .map(({ createdAt }) => createdAt)
        .toSorted()
        .at(-1);
      if (newest !== undefined) {
        expect(left.some(({ createdAt, drill }) => createdAt === newest && drill)).toBe(true);
        expect(backups.filter((one) => one.createdAt > newest && pruned.has(one.backupId))).toEqual([]);
      } else expect(pruned.size).toBe(0);
      expect(gone(left, policy)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
