import { describe, expect, test } from 'vitest';
import { columnOrder, readDay } from './dates.ts';

describe('a day', () => {
  test.each([
    ['2024-03-12', '2024-03-12'],
    ['2024/3/12', '2024-03-12'],
    ['12.3.2024', '2024-03-12'],
    ['25/3/2024', '2024-03-25'],
    ['3/25/2024', '2024-03-25'],
    ['4/4/2024', '2024-04-04'],
    ['12-Mar-2024', '2024-03-12'],
    ['12-MARCH-2024', '2024-03-12'],
    ['12 March 2024', '2024-03-12'],
    ['1st Sept. 2024', '2024-09-01'],
    ['12 March, 2024', '2024-03-12'],
    ['March 12, 2024', '2024-03-12'],
    ['Mar 2nd 2024', '2024-03-02'],
    ['  12\u00a0March  2024 ', '2024-03-12'],
    ['29/2/2024', '2024-02-29'],
    ['29.2.2000', '2000-02-29'],
    ['2024-03-12 00:00:00', '2024-03-12'],
    ['2024-03-12T00:00:00.000Z', '2024-03-12'],
    ['25/03/2024 0:00', '2024-03-25'],
  ])('%s is read without knowing the order', (text, day) => {
    expect(readDay(text, 'unneeded')).toMatchObject({ kind: 'day', day });
  });

  test.each([
    ['12/3/2024', 'day-first', '2024-03-12'],
    ['12/3/2024', 'month-first', '2024-12-03'],
    ['12-03-2024', 'day-first', '2024-03-12'],
    ['12-03-2024', 'month-first', '2024-12-03'],
    ['12.3.2024', 'month-first', '2024-03-12'],
  ] as const)('%s is read %s as %s', (text, order, day) => {
    expect(readDay(text, order)).toEqual({ kind: 'day', day });
  });

  test.each([
    ['29/2/2023', 'does not exist'],
    ['29.2.1900', 'does not exist'],
    ['31-Apr-2024', 'does not exist'],
    ['2024-13-01', 'does not exist'],
    ['0/1/2024', 'does not exist'],
    ['12/3/24', 'two digits'],
    ['12-Mar-24', 'two digits'],
    ['12/3-2024', 'cannot be read'],
    ['12 Mars 2024', 'cannot be read'],
    ['45363', 'cannot be read'],
    ['soon', 'cannot be read'],
    ['2024-03-12 10:30', 'cannot be read'],
    ['3/4/2024', '2024-04-03 or 2024-03-04'],
  ])('%s is refused: %s', (text, reason) => {
    expect(readDay(text, 'unneeded')).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining(reason),
    });
  });

  test('does not flip its order to become possible', () => {
    expect(readDay('3/25/2024', 'day-first').kind).toBe('unreadable');
    expect(readDay('25/3/2024', 'month-first').kind).toBe('unreadable');
  });
});

describe('the order of a column', () => {
  test.each([
    [['3/4/2024', '25/3/2024', ''], 'day-first'],
    [['3/4/2024', '3/25/2024'], 'month-first'],
    [['3-4-2024', '25-3-2024'], 'day-first'],
    [['3/4/2024', '1/2/2024'], 'ambiguous'],
    [['3/25/2024', '25/3/2024', '3/4/2024'], 'contradictory'],
    [['4/4/2024', '2024-03-12', '12.3.2024', '12 March 2024', 'soon', ''], 'unneeded'],
    [['31/2/2024', '3/4/2024'], 'ambiguous'],
    [[], 'unneeded'],
  ])('of %j is %s', (values, order) => {
    expect(columnOrder(values)).toBe(order);
  });
});
