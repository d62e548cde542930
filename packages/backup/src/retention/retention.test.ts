import { defaultRetention, type BackupId, type Drill, type RetentionPolicy } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { decideRetention, type Candidate } from './retention.ts';

const proven = { outcome: 'proven' } as Drill;
const now = new Date('2026-06-16T00:00:00Z');
const on: RetentionPolicy = {
  ...defaultRetention,
  enabled: true,
  keepLast: 2,
  keepDays: 0,
  keepHourly: 0,
  keepDaily: 0,
  keepWeekly: 0,
  keepMonthly: 0,
  keepYearly: 0,
};
const backup = (day: string, change: Partial<Candidate> = {}): Candidate => ({
  backupId: day as BackupId,
  createdAt: `${day}T10:00:00.000Z`,
  startedAt: `${day}T10:00:00.000Z`,
  source: 'scheduled',
  verification: null,
  practiceId: 'ours',
  size: 100,
  includeDatabase: true,
  includeFiles: true,
  fileState: 'present',
  drill: proven,
  name: '',
  increment: null,
  ...change,
});
const decide = (
  backups: readonly Candidate[],
  policy: Partial<RetentionPolicy> = {},
  protectedBy: ReadonlyMap<string, string> = new Map(),
  lacking: readonly string[] = [],
) =>
  decideRetention({
    backups,
    policy: { ...on, ...policy },
    practiceId: 'ours',
    protectedBy,
    lacking: new Set(lacking),
    dayOf: (instant) => instant.slice(0, 10),
    now,
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
const leaning = { badFiles: [{ fileName: 'base.zip', problem: 'missing' }] } as Candidate['increment'];
const all = week.map((day) => backup(day));

test.each<readonly [string, Partial<RetentionPolicy>, readonly string[]]>([
  ['the latest', {}, ['2026-06-15', '2026-06-14']],
  ['what is young', { keepDays: 3 }, ['2026-06-15', '2026-06-14', '2026-06-13']],
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

test.each<readonly [string, Partial<Candidate>]>([
  ['made by hand', { source: 'manual' }],
  ['found and not made here', { startedAt: null }],
])('one that was %s goes only if the person wants that', (_, change) => {
  const backups = [...all, backup('2025-01-01', change)];
  expect(gone(backups)).not.toContain('2025-01-01');
  expect(gone(backups, { includeManual: true })).toContain('2025-01-01');
});

test.each<readonly [string, Partial<Candidate>]>([
  ['changed on the disk', { fileState: 'changed' }],
  ['failed its verification', { verification: { outcome: 'bad', verifiedAt: '', message: '' } }],
  ['could not be restored on trial', { drill: { outcome: 'failed' } as Drill }],
  ['cannot be restored because a file that it needs is not there', { increment: leaning }],
  ['holds no documents', { includeFiles: false }],
  ['holds no diary', { includeDatabase: false }],
])('one that %s neither goes nor takes the place of one that can be restored', (_, change) => {
  const backups = [backup('2026-06-16', change), ...all];
  expect(gone(backups)).toEqual(gone(all));
});

test.each<readonly [string, readonly string[], string | null, Partial<RetentionPolicy>]>([
  ['while the last proven one has no holes, none is kept for that', ['2026-06-13'], null, {}],
  ['where it is kept anyway, nothing else is', ['2026-06-15'], null, {}],
  ['behind three with holes, the fourth', week.slice(0, 3), '2026-06-12', {}],
  ['whatever room there is', week.slice(0, 4), '2026-05-30', { largestTotal: 1 }],
  ['where all have holes, none', week, null, {}],
])('the last proven one in which no document is missing stays: %s', (_, lacking, kept, policy) => {
  const without = gone(all, policy);
  expect(gone(all, policy, new Map(), lacking)).toEqual(without.filter((day) => day !== kept));
  const reasons = decide(all, policy, new Map(), lacking).find(({ backupId }) => backupId === kept)?.reasons;
  if (kept !== null)
    expect(reasons).toEqual(['the latest proven restorable in which no document is missing']);
});

test.each<readonly [string, Partial<Candidate>]>([
  ['is not proven', { drill: null }],
  ['failed a check', { verification: { outcome: 'bad', verifiedAt: '', message: '' } }],
  ['is out of reach', { fileState: 'missing' }],
  ['holds no documents', { includeFiles: false }],
  ['is of another practice', { practiceId: 'theirs' }],
])('one without holes that %s does not stand in for that', (_, change) => {
  const backups = all.map((one) => (one.backupId === '2026-06-12' ? { ...one, ...change } : one));
  expect(gone(backups, {}, new Map(), week.slice(0, 3))).not.toContain('2026-05-30');
});

test('however little room there is, the three latest stay', () => {
  expect(gone(all, { keepLast: 7, largestTotal: 1 })).toEqual(week.slice(3));
});

test('two on one day are two hours, and one day', () => {
  const twice = [
    backup('2026-06-15b', { createdAt: '2026-06-15T12:00:00.000Z' }),
    backup('2026-06-15a', { createdAt: '2026-06-15T10:00:00.000Z' }),
  ];
  expect(gone(twice, { keepLast: 1, keepHourly: 2 })).toEqual([]);
  expect(gone(twice, { keepLast: 1, keepDaily: 2 })).toEqual(['2026-06-15a']);
});

test('the order is that of the ids, and where a date speaks against it nothing goes', () => {
  const proof = backup('2', { createdAt: '2026-06-10T00:00:00.000Z' });
  const newest = backup('3', { createdAt: '2020-01-01T00:00:00.000Z', drill: null });
  const older = backup('1', { createdAt: '2026-06-09T00:00:00.000Z' });
  expect(gone([proof, newest, older], { keepLast: 1 })).toEqual(['1']);
  const dated = backup('1', { createdAt: '2026-06-12T00:00:00.000Z' });
  expect(gone([proof, newest, dated], { keepLast: 1 })).toEqual([]);
});

test('every reason is told in words', () => {
  const [latest, , , , third] = decide(all, { keepMonthly: 2, keepDays: 3 });
  expect(latest?.reasons).toEqual([
    'the latest that is proven restorable',
    'one of the 2 latest',
    'younger than 3 days',
    'the latest of June 2026',
  ]);
  expect(third?.reasons).toEqual(['the latest of May 2026']);
});

test('a backup from a clock that ran ahead displaces none that is proven', () => {
  const ahead = [backup('2031-01-01', { drill: null }), ...all];
  expect(gone(ahead, { keepLast: 1 })).not.toContain('2026-06-15');
});
