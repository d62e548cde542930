import type { BackupEntry, HistoryEntry, OperationProgress, RestorePoint } from '@causebook/contracts';
import { describe, expect, it } from 'vitest';
import { busyReasons } from '../words.ts';
import { newestFirst } from './backups-store.ts';
import { filterHistory } from './history-store.ts';
import { selectBusyReason, selectIsCancelling } from './operation-store.ts';
import { undoTarget } from './restore-points-store.ts';

describe('the running operation', () => {
  const operation = { operationId: 'a', kind: 'export' } as OperationProgress;
  const idle = { operation: null, requested: null, cancelling: null };

  it('keeps the buttons waiting, from the click on', () => {
    expect(selectBusyReason(idle)).toBeNull();
    expect(selectBusyReason({ ...idle, requested: 'restore' })).toBe(busyReasons.restore);
    expect(selectBusyReason({ ...idle, operation, requested: 'restore' })).toBe(busyReasons.export);
  });

  it('is being cancelled only if it is the one that was asked to stop', () => {
    expect(selectIsCancelling({ ...idle, operation, cancelling: 'a' })).toBe(true);
    expect(selectIsCancelling({ ...idle, operation, cancelling: 'b' })).toBe(false);
    expect(selectIsCancelling({ ...idle, cancelling: 'a' })).toBe(false);
  });
});

it('shows backups newest first, whatever order main has', () => {
  const at = (createdAt: string) => ({ createdAt }) as BackupEntry;
  const backups = [at('2026-01-02T00:00:00Z'), at('2026-03-01T00:00:00Z'), at('2026-02-01T00:00:00Z')];
  expect(newestFirst(backups).map(({ createdAt }) => createdAt.slice(0, 7))).toEqual([
    '2026-03',
    '2026-02',
    '2026-01',
  ]);
});

it('filters the history by both filters together', () => {
  const entry = (kind: HistoryEntry['kind'], status: HistoryEntry['status']) =>
    ({ kind, status, code: null, message: '2 of 14 checks found a problem.' }) as HistoryEntry;
  const entries = [entry('export', 'failed'), entry('export', 'completed'), entry('restore', 'failed')];
  expect(filterHistory(entries, { kind: null, outcome: null })).toHaveLength(3);
  expect(filterHistory(entries, { kind: 'export', outcome: null })).toHaveLength(2);
  expect(filterHistory(entries, { kind: 'export', outcome: 'failed' })).toEqual([entries[0]]);
  const check = entry('check', 'completed');
  expect(filterHistory([...entries, check], { kind: null, outcome: 'found' })).toEqual([check]);
  expect(filterHistory([...entries, check], { kind: null, outcome: 'completed' })).toEqual([entries[1]]);
});

it('undoes to where main says, and nowhere else', () => {
  const point = (isUndoTarget: boolean) => ({ isUndoTarget }) as RestorePoint;
  const target = point(true);
  expect(undoTarget([point(false), target])).toBe(target);
  expect(undoTarget([point(false)])).toBeUndefined();
});
