/** Words and groups of tasks. */
import { expect, test } from 'vitest';
import { createFormat } from '../../format.ts';
import { whenInWords, groupOf } from './task-words.ts';

const today = '2026-05-06';
const now = Date.parse('2026-05-06T08:00:00Z');
const f = createFormat({ locale: 'en-GB', timeZone: 'UTC' });

test.each([
  ['2026-05-05', 'overdue', 'Was due yesterday'],
  ['2025-12-31', 'overdue', 'Was due Wed, 31 Dec 2025, 126 days ago'],
  ['2026-05-06', 'today', 'Due today'],
  ['2026-05-07', 'soon', 'Due tomorrow'],
  ['2026-05-13', 'soon', 'Due Wed 13 May'],
  ['2026-05-14', 'later', 'Due Thu 14 May'],
  ['2027-01-04', 'later', 'Due Mon, 4 Jan 2027'],
])('%s is %s: %s', (dueOn, group, words) => {
  expect(groupOf({ doneAt: null, dueOn }, today)).toBe(group);
  expect(whenInWords({ doneAt: null, dueOn }, { today, now }, f)).toBe(words);
});

test('what is done is done, whenever it was due, and what has no day has none', () => {
  const done = { doneAt: '2026-05-01T12:00:00Z', dueOn: '2026-04-30' };
  expect(groupOf(done, today)).toBe('done');
  expect(whenInWords(done, { today, now }, f)).toBe('Done Fri 1 May');
  expect(whenInWords({ doneAt: null, dueOn: null }, { today, now }, f)).toBe('');
  expect(groupOf({ doneAt: null, dueOn: null }, today)).toBe('undated');
});
