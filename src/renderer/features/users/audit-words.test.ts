import type { AuditEntry } from '@causebook/contracts';
import { expect, test } from 'vitest';
import { byDay, changeInWords } from './audit-words.ts';

test.each([
  ['Arguments', 'Judgment', 'Stage: “Arguments” became “Judgment”'],
  ['', 'Judgment', 'Stage: “Judgment”'],
  ['Arguments', '', 'Stage: “Arguments” was removed'],
])('from %o to %o it says what became of the field', (before, after, words) => {
  expect(changeInWords({ field: 'Stage', before, after })).toBe(words);
});

test('a long text is cut, not shown whole', () => {
  const words = changeInWords({ field: 'Notes', before: 'a', after: 'b'.repeat(5000) });
  expect(words.length).toBeLessThan(250);
  expect(words).toMatch(/b…”$/);
});

test('entries are grouped by their days in the order in which they come', () => {
  const at = (instant: string) => ({ at: instant }) as AuditEntry;
  const entries = ['2026-05-04T10', '2026-05-04T09', '2026-05-02T09'].map(at);
  const days = byDay(entries, (instant) => instant.slice(0, 10));
  expect(days).toEqual([
    { day: '2026-05-04', entries: entries.slice(0, 2) },
    { day: '2026-05-02', entries: entries.slice(2) },
  ]);
  expect(byDay([], String)).toEqual([]);
});
