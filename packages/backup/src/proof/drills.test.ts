import { expect, test } from 'vitest';
import { nextToDrill } from './drills.ts';

const now = new Date('2026-06-20T12:00:00Z');
const counts = { users: 0, cases: 1, hearings: 0, tasks: 0, orders: 0, documents: 0, bytes: 0 };
const drilled = (drilledAt: string, outcome: 'proven' | 'failed' = 'proven') => ({
  drilledAt,
  outcome,
  message: '',
  counts,
  documents: 0,
  durationMs: 1,
});
const backup = (name: string, change: object = {}) => ({
  name,
  createdAt: `2026-06-${name}T00:00:00.000Z`,
  fileState: 'present' as const,
  includeDatabase: true,
  drill: null,
  increment: null,
  ...change,
});
const next = (...backups: ReturnType<typeof backup>[]) => nextToDrill(backups, now)?.name ?? null;

test('the newest that was never proven comes first', () => {
  expect(next(backup('10'), backup('12'), backup('11', { drill: drilled('2026-01-01T00:00:00.000Z') }))).toBe(
    '12',
  );
});

test('then the one whose proof is the oldest, once it is older than a week', () => {
  const old = backup('10', { drill: drilled('2026-06-12T00:00:00.000Z') });
  const older = backup('11', { drill: drilled('2026-06-11T00:00:00.000Z') });
  const fresh = backup('12', { drill: drilled('2026-06-19T00:00:00.000Z') });
  expect(next(old, older, fresh)).toBe('11');
  expect(next(fresh)).toBeNull();
});

test('one that needs a file which is not there cannot be proven, and keeps no other from its turn', () => {
  expect(
    next(
      backup('12', { increment: { badFiles: [{ fileName: 'base.zip', problem: 'missing' }] } }),
      backup('10'),
    ),
  ).toBe('10');
});

test('one that failed is tried again after a day', () => {
  expect(next(backup('10', { drill: drilled('2026-06-19T00:00:00.000Z', 'failed') }))).toBe('10');
  expect(next(backup('10', { drill: drilled('2026-06-20T06:00:00.000Z', 'failed') }))).toBeNull();
});

test('a proof from the future proves nothing', () => {
  expect(next(backup('10', { drill: drilled('2027-01-01T00:00:00.000Z') }))).toBe('10');
});

test('what has no file, or no database, has no turn', () => {
  expect(next(backup('10', { fileState: 'missing' }), backup('11', { includeDatabase: false }))).toBeNull();
});
