/** How safe a practice is said to be. */
import type { BackupEntry, PracticeCounts } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { judgeSafety } from './safety.ts';

const now = new Date('2026-11-20T12:00:00Z');
const counts: PracticeCounts = {
  users: 1,
  cases: 3,
  hearings: 0,
  tasks: 0,
  orders: 0,
  documents: 1,
  bytes: 9,
};
const backup = (hoursAgo: number, change: Partial<BackupEntry> = {}): BackupEntry =>
  ({
    backupId: 'b',
    createdAt: new Date(now.getTime() - hoursAgo * 3_600_000).toISOString(),
    size: 100,
    practiceId: 'ours',
    includeDatabase: true,
    includeFiles: true,
    fileState: 'present',
    verification: { verifiedAt: now.toISOString(), outcome: 'good', message: '' },
    drill: null,
    warnings: [],
    ...change,
  }) as BackupEntry;

const drill = (outcome: 'proven' | 'failed') => ({
  drilledAt: now.toISOString(),
  outcome,
  message: '',
  counts: null,
  documents: 0,
  durationMs: 1,
});

const judge = (backups: readonly BackupEntry[], change: Partial<Parameters<typeof judgeSafety>[0]> = {}) =>
  judgeSafety({
    backups,
    counts,
    practiceId: 'ours',
    nextRunAt: now.toISOString(),
    consecutiveFailures: 0,
    suspicions: [],
    now,
    ...change,
  });

test.each<readonly [string, readonly BackupEntry[], string, string]>([
  ['a fresh verified backup', [backup(1)], 'safe', 'Last backup 1 hour ago, read back and complete.'],
  ['none at all', [], 'danger', 'There is no backup yet.'],
  [
    'one of another practice only',
    [backup(1, { practiceId: 'theirs' })],
    'danger',
    'There is no complete backup of this practice yet.',
  ],
  [
    'one without documents only',
    [backup(1, { includeFiles: false })],
    'danger',
    'There is no complete backup of this practice yet.',
  ],
  [
    'one whose file is gone',
    [backup(1, { fileState: 'missing' })],
    'danger',
    'No backup can be used at the moment.',
  ],
  [
    'a damaged one before a good one',
    [backup(1, { verification: { verifiedAt: '', outcome: 'bad', message: '' } }), backup(5)],
    'safe',
    'Last backup 5 hours ago, read back and complete.',
  ],
  [
    'one that lacks documents',
    [backup(1, { warnings: ['Some documents are not in the backup.'] })],
    'attention',
    'Last backup 1 hour ago, read back, but not complete.',
  ],
  [
    'one that lacks documents and restores',
    [backup(1, { warnings: ['Some documents are not in the backup.'], drill: drill('proven') })],
    'attention',
    'Last backup 1 hour ago, proven restorable, but not complete.',
  ],
  ['one of yesterday', [backup(30)], 'attention', 'Last backup 30 hours ago, read back and complete.'],
  ['one of last week', [backup(24 * 9)], 'danger', 'Last backup 9 days ago, read back and complete.'],
  [
    'one that was never verified',
    [backup(1, { verification: null })],
    'attention',
    'Last backup 1 hour ago, not verified yet.',
  ],
  [
    'one that was proven',
    [backup(1, { drill: drill('proven') })],
    'safe',
    'Last backup 1 hour ago, proven restorable.',
  ],
  [
    'one that could not be restored on trial before a good one',
    [backup(1, { drill: drill('failed') }), backup(5)],
    'danger',
    'Last backup 5 hours ago, read back and complete.',
  ],
])('%s', (_, backups, level, headline) => {
  expect(judge(backups)).toMatchObject({ level, headline });
});

test('a schedule that fails is told although the last backup is fresh', () => {
  expect(judge([backup(1)], { consecutiveFailures: 2 })).toMatchObject({
    level: 'attention',
    advice: expect.stringContaining('failed'),
  });
});

test('an empty practice is in no danger', () => {
  const none = { users: 0, cases: 0, hearings: 0, tasks: 0, orders: 0, documents: 0, bytes: 0 };
  expect(judge([], { counts: none }).level).toBe('attention');
});

test('what looks wrong comes first, however fresh the last backup is', () => {
  const loss = {
    key: 'loss:b',
    kind: 'loss',
    since: now.toISOString(),
    reason: 'The backup of 20 November 2026 holds no cases.',
    backupId: null,
    lastGoodBackupId: null,
  } as const;
  expect(judge([backup(1)], { suspicions: [loss] })).toMatchObject({
    level: 'danger',
    headline: 'Entries may be missing from your practice.',
    advice: expect.stringContaining(loss.reason),
  });
  expect(judge([backup(1)], { suspicions: [{ ...loss, kind: 'clock' }] }).level).toBe('attention');
});
