import type { BackupEntry, BackupId } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { suspicionsAbout } from './bad-data-guard.ts';

const backup = (
  name: string,
  counts: { cases?: number; hearings?: number; documents?: number },
  change: object = {},
) =>
  ({
    backupId: name as BackupId,
    createdAt: `2026-06-${name}T00:00:00.000Z`,
    practiceId: 'ours',
    counts: { users: 0, cases: 200, hearings: 900, tasks: 0, orders: 0, documents: 500, bytes: 0, ...counts },
    includeDatabase: true,
    includeFiles: true,
    verification: null,
    drill: null,
    fileState: 'present',
    ...change,
  }) as BackupEntry;
/** @param accepted keys, with what the backup held where that matters */
const about = (backups: readonly BackupEntry[], accepted: readonly string[] = []) =>
  suspicionsAbout({
    backups,
    practiceId: 'ours',
    accepted: accepted.map((key) => {
      const [kind, backupId = ''] = key.split(':');
      const shown = backups.find((one) => one.backupId === backupId) ?? backup(backupId, { cases: 3 });
      return { key, backupId, counts: kind === 'loss' ? shown.counts : null };
    }),
    told: [],
    deleted: [],
    dayOf: (instant) => instant.slice(0, 10),
    now: new Date('2026-06-20T00:00:00Z'),
  });

test('an ordinary history gives no reason', () => {
  expect(about([backup('12', { cases: 196 }), backup('11', {}), backup('10', { cases: 150 })])).toEqual([]);
});

test('a sudden drop is told, and the backup from before is named', () => {
  expect(about([backup('12', { cases: 3 }), backup('11', {})])).toMatchObject([
    {
      key: 'loss:12',
      kind: 'loss',
      backupId: '12',
      lastGoodBackupId: '11',
      reason: 'The backup of 12 June 2026 holds 3 cases; the one before it held 200 cases.',
    },
  ]);
  expect(about([backup('12', { documents: 0 }), backup('11', {})])[0]?.reason).toContain('500 documents');
});

test('it stays told while the bad state goes on being backed up', () => {
  expect(about([backup('13', { cases: 4 }), backup('12', { cases: 3 }), backup('11', {})])).toMatchObject([
    { backupId: '12', lastGoodBackupId: '11' },
  ]);
});

test('it is over when a later backup has everything again', () => {
  expect(about([backup('13', { cases: 199 }), backup('12', { cases: 3 }), backup('11', {})])).toEqual([]);
});

test('the person can say that it is right, and it begins anew from there', () => {
  const history = [backup('12', { cases: 3 }), backup('11', {})];
  expect(about(history, ['loss:12'])).toEqual([]);
  expect(about([backup('13', { cases: 3, documents: 1 }), ...history], ['loss:12'])).toMatchObject([
    { backupId: '13' },
  ]);
});

test('what the person said holds on after the backup that showed it is gone', () => {
  const later = [backup('14', { cases: 3 }), backup('13', { cases: 3 }), backup('11', {})];
  expect(about(later, ['loss:12'])).toEqual([]);
  expect(about([backup('15', { cases: 0 }), ...later], ['loss:12'])).toMatchObject([{ key: 'loss:15' }]);
});

test('a failed check is a reason, and a bad backup is no measure for others', () => {
  const failed = backup('11', {}, { drill: { outcome: 'failed', drilledAt: '2026-06-12T00:00:00.000Z' } });
  expect(about([failed, backup('10', {})])).toMatchObject([
    { kind: 'failed', backupId: '11', lastGoodBackupId: '10', since: '2026-06-12T00:00:00.000Z' },
  ]);
});

test('to accept a failed check does not accept that entries are gone', () => {
  const failed = backup('14', {}, { drill: { outcome: 'failed', drilledAt: '2026-06-15T00:00:00.000Z' } });
  const history = [failed, backup('13', { cases: 4 }), backup('12', { cases: 3 }), backup('11', {})];
  expect(about(history, ['failed:14:drill'])).toMatchObject([{ key: 'loss:12' }]);
});

test('the backup from before is one that is there, and whole', () => {
  const history = [
    backup('14', { cases: 3 }),
    backup('13', {}, { fileState: 'missing' }),
    backup('12', {}, { includeFiles: false }),
    backup('11', {}),
  ];
  expect(about(history)).toMatchObject([{ backupId: '14', lastGoodBackupId: '11' }]);
});

test('a small office may close a few cases, and other practices say nothing; all of them is another matter', () => {
  expect(about([backup('12', { cases: 2 }), backup('11', { cases: 6 })])).toEqual([]);
  expect(about([backup('12', { cases: 0 }), backup('11', { cases: 4 })])).toHaveLength(1);
  expect(about([backup('12', { cases: 0 }), backup('11', {}, { practiceId: 'theirs' })])).toEqual([]);
});

test('a backup that is dated after today says that a clock is wrong, until the person says that it is right', () => {
  const ahead = backup('25', {});
  expect(about([backup('11', {}), ahead])).toMatchObject([
    { kind: 'clock', reason: expect.stringContaining('25 June 2026, later than today') },
  ]);
  expect(about([backup('11', {}), ahead], ['clock:25'])).toEqual([]);
});
