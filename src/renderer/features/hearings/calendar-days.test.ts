import { expect, test } from 'vitest';
import { dayByKey, monthPlus, monthWeeks, stretchOf, subjectOf, turnedBy, weekOf } from './calendar-days.ts';
import { dayOf } from '../../stores/day-of-office.ts';

const MONDAY = 1;
const SUNDAY = 7;
const SATURDAY = 6;

test('a month is shown in whole weeks, as many as it needs', () => {
  const weeks = monthWeeks('2026-05-05', MONDAY);
  expect([weeks.length, weeks[0]![0], weeks.at(-1)![6]]).toEqual([5, '2026-04-27', '2026-05-31']);
  expect(monthWeeks('2027-02-10', MONDAY)).toHaveLength(4);
  expect(monthWeeks('2026-08-31', MONDAY)).toHaveLength(6);
});

test.each([
  [MONDAY, '2026-05-04'],
  [SUNDAY, '2026-05-03'],
  [SATURDAY, '2026-05-02'],
])('a week begins on the weekday of the region: %i', (first, start) => {
  const week = weekOf('2026-05-05', first);
  expect([week[0], week.length, week.includes('2026-05-05')]).toEqual([start, 7, true]);
});

test('a month later is the last day where that month is shorter', () => {
  expect(monthPlus('2026-01-31', 1)).toBe('2026-02-28');
  expect(monthPlus('2026-03-31', -1)).toBe('2026-02-28');
  expect(monthPlus('2026-12-15', 1)).toBe('2027-01-15');
  expect(monthPlus('2026-01-15', -1)).toBe('2025-12-15');
});

test('no stretch is longer than what main answers', () => {
  for (let month = 1; month <= 12; month += 1) {
    for (const first of [MONDAY, SATURDAY, SUNDAY]) {
      const { from, to } = stretchOf('month', `2026-${String(month).padStart(2, '0')}-15`, first);
      expect((Date.parse(to) - Date.parse(from)) / 86_400_000 + 1).toBeLessThanOrEqual(42);
    }
  }
});

test('a month is exported without the days of others', () => {
  expect(subjectOf('month', '2026-05-05', MONDAY)).toEqual({ from: '2026-05-01', to: '2026-05-31' });
  expect(subjectOf('week', '2026-05-05', MONDAY)).toEqual({ from: '2026-05-04', to: '2026-05-10' });
});

test('buttons turn by what is shown', () => {
  expect(turnedBy('day', '2026-05-31', 1)).toBe('2026-06-01');
  expect(turnedBy('week', '2026-05-05', -1)).toBe('2026-04-28');
  expect(turnedBy('month', '2026-05-31', 1)).toBe('2026-06-30');
});

test('keys lead by days, weeks and months, and scroll where they would in a list', () => {
  const from = (key: string, view: 'month' | 'week' | 'day') =>
    dayByKey(key, view, '2026-05-31', '2026-06-09');
  expect(from('ArrowLeft', 'day')).toBe('2026-05-30');
  expect(from('ArrowRight', 'month')).toBe('2026-06-01');
  expect([from('ArrowUp', 'month'), from('ArrowUp', 'day')]).toEqual(['2026-05-24', null]);
  expect([from('PageDown', 'month'), from('PageDown', 'day')]).toEqual(['2026-06-30', null]);
  expect([from('t', 'week'), from('x', 'month')]).toEqual(['2026-06-09', null]);
});

test('the day is that of the wall clock', () => {
  expect(dayOf(new Date(2026, 4, 5, 0, 1).getTime())).toBe('2026-05-05');
  expect(dayOf(new Date(2026, 4, 5, 23, 59).getTime())).toBe('2026-05-05');
});
