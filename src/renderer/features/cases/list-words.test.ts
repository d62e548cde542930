import { expect, test } from 'vitest';
import { noFilter } from '../../stores/cases-store.ts';
import { daysAhead } from './days-ahead.ts';
import { filterInWords } from './list-words.ts';

test('what was not found is said in one sentence', () => {
  expect(filterInWords(noFilter, null)).toBe('cases');
  expect(
    filterInWords(
      {
        search: ' rao ',
        status: 'closed',
        court: 'High Court',
        kind: 'Writ',
        lawyerId: 'u',
        nextHearing: 'week',
      },
      'Meera Rao',
    ),
  ).toBe(
    'closed cases of the kind “Writ” before “High Court” of Meera Rao with a hearing in the next 7 days with the words “rao”',
  );
});

test.each([
  ['2026-05-04', 'Today'],
  ['2026-05-05', 'Tomorrow'],
  ['2026-05-09', 'In 5 days'],
  ['2026-06-01', 'In 4 weeks'],
  ['2026-11-04', 'In 6 months'],
])('%s is %s', (day, words) => {
  expect(daysAhead(day, new Date(2026, 4, 4, 23, 59).getTime())).toBe(words);
});
