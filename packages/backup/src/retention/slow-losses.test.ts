/** Losses in small steps: seen when they add up, and not where an office works as offices do. */
import type { BackupEntry, BackupId } from '@causebook/contracts';
import { deleteEntry, deletedCounts, type DeletedCounts } from '@causebook/data';
import { expect, test } from 'vitest';
import { addCase, office, type Office } from '../../test/office.ts';
import { suspicionsAbout } from './bad-data-guard.ts';

const dayOf = (number: number): string => new Date(Date.UTC(2026, 5, number, 2)).toISOString();
const nameOf = (number: number): BackupId => String(number).padStart(3, '0') as BackupId;

/** One backup a day, the latest first, each with so many cases. */
const daily = (cases: readonly number[], change: object = {}): BackupEntry[] =>
  cases
    .map(
      (count, index) =>
        ({
          backupId: nameOf(index + 1),
          createdAt: dayOf(index + 1),
          practiceId: 'ours',
          counts: { users: 0, cases: count, hearings: 900, tasks: 0, orders: 0, documents: 500, bytes: 0 },
          includeDatabase: true,
          includeFiles: true,
          verification: null,
          drill: null,
          fileState: 'present',
          ...change,
        }) as BackupEntry,
    )
    .toReversed();

interface More {
  readonly deleted?: readonly DeletedCounts[];
  readonly told?: readonly string[];
  readonly accepted?: readonly { key: string; backupId: string; counts: BackupEntry['counts'] }[];
  readonly today?: number;
}
const about = (
  backups: readonly BackupEntry[],
  { deleted = [], told = [], accepted = [], today }: More = {},
) =>
  suspicionsAbout({
    backups,
    practiceId: 'ours',
    accepted,
    told,
    deleted,
    dayOf: (instant) => instant.slice(0, 10),
    now: new Date(dayOf(today ?? backups.length)),
  });

/** From 200 on, four fewer each day: never five at once, never a quarter. */
const leak = Array.from({ length: 14 }, (_, day) => 200 - 4 * day);
const byHand = (number: number, cases: number): DeletedCounts => ({
  at: new Date(Date.parse(dayOf(number)) - 3_600_000).toISOString(),
  cases,
  hearings: 0,
  documents: 0,
});

test('four cases a day that add up to a quarter are told like a sudden loss, with the best backup of those days', () => {
  expect(about(daily(leak))).toEqual([
    {
      key: 'leak:014',
      kind: 'loss',
      since: dayOf(14),
      backupId: '014',
      lastGoodBackupId: '001',
      reason:
        'The backup of 14 June 2026 holds 148 cases; that of 1 June 2026 held 200 cases. They became fewer little by little.',
    },
  ]);
});

test.each<[string, readonly number[], More]>([
  ['less than a quarter', leak.slice(0, 12), {}],
  ['an office that grows', leak.toReversed(), {}],
  ['a small office that loses one case a day, four in all', [8, 7, 6, 5, 4], {}],
  ['entries that came back', [...leak, 199], {}],
  ['cases that were deleted by hand', leak, { deleted: leak.map((_, index) => byHand(index + 1, 4)) }],
  ['a part deleted by hand, the rest no quarter', leak, { deleted: [byHand(7, 10)] }],
  [
    'a year of leaving one case each week',
    Array.from({ length: 365 }, (_, day) => 200 - Math.floor(day / 7)),
    {},
  ],
])('no reason: %s', (_, cases, more) => {
  expect(about(daily(cases), more)).toEqual([]);
});

test('what was deleted by hand before the best backup, or after the one that shows it, explains nothing', () => {
  expect(about(daily(leak), { deleted: [byHand(1, 60)] })).toHaveLength(1);
  expect(about(daily([...leak, 147]), { deleted: [byHand(15, 60)], told: ['leak:014'] })).toMatchObject([
    { key: 'leak:014' },
  ]);
});

test('what was told stands after the days have passed, until it is back', () => {
  const long = [...leak, ...Array.from({ length: 60 }, () => 148)];
  expect(about(daily(long), { told: ['leak:014'] })).toMatchObject([
    { key: 'leak:014', lastGoodBackupId: '001' },
  ]);
  expect(about(daily(long))).toEqual([]);
  expect(about(daily([...long, 200]), { told: ['leak:014'] })).toEqual([]);
});

test('once somebody has said that it is right, the steps are added up anew from there', () => {
  const [latest] = daily(leak);
  const accepted = [{ key: 'leak:014', backupId: '014', counts: latest!.counts }];
  expect(about(daily([...leak, 147, 146]), { accepted })).toEqual([]);
  const further = [...leak, ...Array.from({ length: 10 }, (_, day) => 144 - 4 * day)];
  expect(about(daily(further), { accepted, told: ['leak:014'] })).toMatchObject([{ key: 'leak:024' }]);
});

test('a backup that failed a check is no measure, and a sudden loss is told as such only', () => {
  const failed = { drill: { outcome: 'failed', drilledAt: dayOf(3) } };
  const backups = daily(leak).map((one) =>
    one.backupId === '001' ? { ...one, ...failed } : one,
  ) as BackupEntry[];
  expect(about(backups).filter(({ kind }) => kind === 'loss')).toEqual([]);
  expect(about(daily([...leak, 3])).map(({ key }) => key)).toEqual(['loss:015']);
});

test('entries that were deleted by hand are counted by their kinds, whatever else is among the deleted', async () => {
  const place = await office({ cases: 2 });
  await place.session.use(async (practice) => {
    const id = await addCase(place.paths, practice, 'CS 9/2026', [Buffer.from('a paper')]);
    const now = new Date('2026-06-04T10:00:00Z');
    await deleteEntry(practice.query, { kind: 'case', id, by: '', now });
    practice.database.exec(
      `INSERT INTO deletions (id, kind, title, deletedAt, deletedBy, content) VALUES ('x', 'case', '', '2026-06-05T00:00:00.000Z', '', '{}')`,
    );
    const [none, one] = deletedCounts(practice.database).toSorted((a, b) => a.cases - b.cases);
    expect(none).toMatchObject({ cases: 0, hearings: 0, documents: 0 });
    expect(one).toEqual({ at: now.toISOString(), cases: 1, hearings: 1, documents: 1 });
  });
});

async function deleteCases({ session }: Office, count: number): Promise<void> {
  await session.use(async ({ database }) => {
    database.exec(`DELETE FROM cases WHERE id IN (SELECT id FROM cases LIMIT ${count})`);
  });
}

test('backups of a practice from which entries vanish little by little keep the best one from being removed', async () => {
  let day = 0;
  const place = await office({ cases: 24, parts: { now: () => new Date(Date.now() + day * 86_400_000) } });
  const first = await place.service.exports.exportNow({}, { source: 'scheduled' });
  for (let step = 1; step <= 3; step += 1) {
    day += 1;
    await deleteCases(place, 2);
    await place.service.exports.exportNow({}, { source: 'scheduled' });
  }
  expect((await place.service.library.get(first.backupId)).protection).toMatchObject({
    by: 'guard',
    reason: expect.stringContaining('little by little'),
  });
  expect((await place.service.safety({ nextRunAt: null, consecutiveFailures: 0 })).level).toBe('danger');
});
