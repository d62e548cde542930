import type { BackupEntry, BackupId } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { suspicionAbout } from './bad-data-guard.ts';

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
    verification: null,
    drill: null,
    fileState: 'present',
    ...change,
  }) as BackupEntry;
const about = (backups: readonly BackupEntry[], accepted: readonly string[] = []) =>
  suspicionAbout(backups, 'ours', new Set(accepted));

test('an ordinary history gives no reason', () => {
  expect(about([backup('12', { cases: 196 }), backup('11', {}), backup('10', { cases: 150 })])).toBeNull();
});

test('a sudden drop is told, and the backup from before is named', () => {
  expect(about([backup('12', { cases: 3 }), backup('11', {})])).toMatchObject({
    backupId: '12',
    lastGoodBackupId: '11',
    reason: 'The backup holds 3 cases; the one before it held 200 cases.',
  });
  expect(about([backup('12', { documents: 0 }), backup('11', {})])?.reason).toContain('500 documents');
});

test('it stays told while the bad state goes on being backed up', () => {
  expect(about([backup('13', { cases: 4 }), backup('12', { cases: 3 }), backup('11', {})])).toMatchObject({
    backupId: '12',
    lastGoodBackupId: '11',
  });
});

test('the person can say that it is right, and it begins anew from there', () => {
  const history = [backup('12', { cases: 3 }), backup('11', {})];
  expect(about(history, ['12'])).toBeNull();
  expect(about([backup('13', { cases: 3, documents: 1 }), ...history], ['12'])).toMatchObject({
    backupId: '13',
  });
});

test('a failed check is a reason, and a bad backup is no measure for others', () => {
  const failed = backup('11', {}, { drill: { outcome: 'failed' } });
  expect(about([failed, backup('10', {})])).toMatchObject({ backupId: '11', lastGoodBackupId: '10' });
});

test('a small office may close a few cases, and other practices say nothing', () => {
  expect(about([backup('12', { cases: 2 }), backup('11', { cases: 6 })])).toBeNull();
  expect(about([backup('12', { cases: 0 }), backup('11', {}, { practiceId: 'theirs' })])).toBeNull();
});
