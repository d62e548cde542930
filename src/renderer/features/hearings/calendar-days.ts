/** Which days a calendar shows, and where the keys and buttons lead. Days are `YYYY-MM-DD`. */
import type { HearingsView } from '../../stores/navigation-store.ts';

const DAY_MS = 86_400_000;
const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const two = (value: number): string => String(value).padStart(2, '0');

export const dayPlus = (day: string, days: number): string =>
  new Date(timeOf(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The same day of another month, or the last one where that month is shorter. */
export function monthPlus(day: string, months: number): string {
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0));
  const date = Math.min(dayOfMonth, last.getUTCDate());
  return `${last.getUTCFullYear()}-${two(last.getUTCMonth() + 1)}-${two(date)}`;
}

/** @param firstWeekday 1 is Monday, 7 is Sunday */
function weekStart(day: string, firstWeekday: number): string {
  return dayPlus(day, -((new Date(timeOf(day)).getUTCDay() - firstWeekday + 7) % 7));
}

export const weekOf = (day: string, firstWeekday: number): readonly string[] => {
  const start = weekStart(day, firstWeekday);
  return Array.from({ length: 7 }, (_, index) => dayPlus(start, index));
};

/** The weeks that have a day of this month. */
export function monthWeeks(day: string, firstWeekday: number): readonly (readonly string[])[] {
  const month = day.slice(0, 7);
  const weeks: (readonly string[])[] = [];
  let week = weekOf(`${month}-01`, firstWeekday);
  while (weeks.length === 0 || week[0]!.slice(0, 7) === month) {
    weeks.push(week);
    week = weekOf(dayPlus(week[0]!, 7), firstWeekday);
  }
  return weeks;
}

export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** What is read for a view: a month with the days of other months in its first and last week. */
export function stretchOf(view: HearingsView, day: string, firstWeekday: number): Stretch {
  switch (view) {
    case 'day':
      return { from: day, to: day };
    case 'week': {
      const week = weekOf(day, firstWeekday);
      return { from: week[0]!, to: week[6]! };
    }
    case 'month': {
      const weeks = monthWeeks(day, firstWeekday);
      return { from: weeks[0]![0]!, to: weeks.at(-1)![6]! };
    }
  }
}

/** What a view is about, for exporting it: a month without the days of others. */
export function subjectOf(view: HearingsView, day: string, firstWeekday: number): Stretch {
  if (view !== 'month') return stretchOf(view, day, firstWeekday);
  const from = `${day.slice(0, 7)}-01`;
  return { from, to: dayPlus(monthPlus(from, 1), -1) };
}

/** The stretch before or after. */
export function turnedBy(view: HearingsView, day: string, steps: -1 | 1): string {
  switch (view) {
    case 'day':
      return dayPlus(day, steps);
    case 'week':
      return dayPlus(day, 7 * steps);
    case 'month':
      return monthPlus(day, steps);
  }
}

/** Where a key leads from a day; null where it leads nowhere in this view. */
export function dayByKey(key: string, view: HearingsView, day: string, today: string): string | null {
  switch (key) {
    case 'ArrowLeft':
      return dayPlus(day, -1);
    case 'ArrowRight':
      return dayPlus(day, 1);
    // In a list these scroll.
    case 'ArrowUp':
      return view === 'month' ? dayPlus(day, -7) : null;
    case 'ArrowDown':
      return view === 'month' ? dayPlus(day, 7) : null;
    case 'PageUp':
      return view === 'day' ? null : monthPlus(day, -1);
    case 'PageDown':
      return view === 'day' ? null : monthPlus(day, 1);
    case 't':
    case 'T':
      return today;
    default:
      return null;
  }
}
