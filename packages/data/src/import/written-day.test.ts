import { describe, expect, test } from 'vitest';
import { readWrittenDay, readWrittenTime, writtenOrder } from './written-day.ts';

const day = (value: string, order: 'day-first' | 'month-first' | null = 'day-first') => {
  const reading = readWrittenDay(value, order);
  return reading.kind === 'day' ? [reading.day, reading.time] : reading.kind;
};

describe('a day as offices write it', () => {
  test.each([
    ['12.3.2024', '2024-03-12'],
    ['12-3-2024', '2024-03-12'],
    ['12/03/2024', '2024-03-12'],
    ['12 / 03 / 2024', '2024-03-12'],
    ['12 Mar 2024', '2024-03-12'],
    ['12-Mar-2024', '2024-03-12'],
    ['12Mar2024', '2024-03-12'],
    ['12th of March, 2024', '2024-03-12'],
    ['March 12, 2024', '2024-03-12'],
    ['Tue, 12 March 2024', '2024-03-12'],
    ['Tuesday 12.03.2024', '2024-03-12'],
    ['12.03.2024 (Tue)', '2024-03-12'],
    ['2024-03-12', '2024-03-12'],
    ['2024/3/12', '2024-03-12'],
  ])('%s is %s', (value, expected) => expect(day(value)).toEqual([expected, null]));

  test.each([
    ['12.03.2024 10.30', '10:30'],
    ['12/03/2024 10:30 am', '10:30'],
    ['12/03/2024, 2:15 PM', '14:15'],
    ['2024-03-12T14:15:00.000Z', '14:15'],
    ['12/03/2024 at 14:15 hrs', '14:15'],
    ['12/03/2024 00:00:00', null],
  ])('%s gives its time, too', (value, time) => expect(day(value)).toEqual(['2024-03-12', time]));

  test.each([
    ['12/3/24', '2024-03-12'],
    ['12.3.99', '1999-03-12'],
    ['12-Mar-24', '2024-03-12'],
    ["12 Mar '24", '2024-03-12'],
  ])('%s has a year of two digits, read as spreadsheets do', (value, expected) =>
    expect(readWrittenDay(value, 'day-first')).toMatchObject({ day: expected, habit: 'short-year' }),
  );

  test("Excel's count of days is the day it stands for", () => {
    expect(readWrittenDay('45383', null)).toMatchObject({ day: '2024-04-01', time: null, habit: 'serial' });
    expect(readWrittenDay('45383.4375', null)).toMatchObject({ day: '2024-04-01', time: '10:30' });
    expect(readWrittenDay('1234', null).kind).toBe('unreadable');
  });

  test.each(['', '-', '--', 'N/A', 'nil', '0000-00-00', '00/00/0000', 'TBD'])(
    '%s is no day at all',
    (value) => expect(day(value)).toBe('empty'),
  );

  test.each(['Reserved for orders', 'sine die', 'awaited'])(
    '%s is words, with no day that could be lost',
    (value) => expect(day(value)).toBe('words'),
  );

  test.each(['31/2/2024', '12/2024', '12 or 13/3/2024', '99/99/2024', 'item 4', '12.3.2024 25:00'])(
    '%s is refused',
    (value) => expect(day(value)).toBe('unreadable'),
  );

  test('3/4/2024 is refused where nobody knows which comes first, and 13/4/2024 is not', () => {
    expect(readWrittenDay('3/4/2024', null)).toEqual({
      kind: 'unreadable',
      reason: 'This can be 2024-04-03 or 2024-03-04: choose whether the day or the month comes first.',
    });
    expect(day('13/4/2024', null)).toEqual(['2024-04-13', null]);
    expect(day('3/4/2024', 'month-first')).toEqual(['2024-03-04', null]);
  });
});

test('a column says its order through short years and through times of day', () => {
  expect(writtenOrder(['3/4/24', '25/4/24 10:30'])).toBe('day-first');
  expect(writtenOrder(['3/4/24', '4/25/24'])).toBe('month-first');
  expect(writtenOrder(['3/4/24', '5/6/24'])).toBe('ambiguous');
});

describe('a time of day', () => {
  test.each([
    ['10:30', '10:30'],
    ['10.30 am', '10:30'],
    ['2:15 PM', '14:15'],
    ['11 am', '11:00'],
    ['12 pm', '12:00'],
    ['1430 hrs', '14:30'],
    ['10:30:00', '10:30'],
    ['0.4375', '10:30'],
  ])('%s is %s', (value, expected) => expect(readWrittenTime(value)).toBe(expected));
  test.each(['25:00', '10', 'after lunch', '10:75'])('%s is none', (value) =>
    expect(readWrittenTime(value)).toBeNull(),
  );
});
