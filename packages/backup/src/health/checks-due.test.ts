import { expect, test } from 'vitest';
import { checkDue } from './checks-due.ts';

const now = new Date('2026-06-20T12:00:00Z');
const ago = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();

test.each([
  ['never checked', null, 'thorough'],
  ['checked an hour ago', { checkedAt: ago(1), thoroughAt: ago(1) }, null],
  ['checked yesterday', { checkedAt: ago(25), thoroughAt: ago(25) }, 'quick'],
  ['every document read eight days ago', { checkedAt: ago(1), thoroughAt: ago(24 * 8) }, 'thorough'],
  ['every document never read', { checkedAt: ago(1), thoroughAt: null }, 'thorough'],
  ['checked by a clock that was a month ahead', { checkedAt: ago(-720), thoroughAt: ago(1) }, 'quick'],
] as const)('%s: %o', (_, report, due) => {
  expect(checkDue(report, now)).toBe(due);
});
