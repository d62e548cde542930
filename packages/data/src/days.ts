/** Days of the office's calendar, `YYYY-MM-DD`: reckoned without clock, time zone or locale. */

const DAY_MS = 86_400_000;
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const weekdayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;

const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const dayPlus = (day: string, days: number): string =>
  new Date(timeOf(day) + days * DAY_MS).toISOString().slice(0, 10);

/** Days from one day to another; negative where the other lies before. */
export const daysFrom = (day: string, other: string): number =>
  Math.round((timeOf(other) - timeOf(day)) / DAY_MS);

/** 0 is Sunday. */
export const weekdayOf = (day: string): number => new Date(timeOf(day)).getUTCDay();

export const isWorkingDay = (day: string): boolean => weekdayOf(day) % 6 !== 0;

/** The day itself, or the Monday after it where it falls on a weekend. */
export const workingDayFrom = (day: string): string => {
  const weekday = weekdayOf(day);
  return weekday === 6 ? dayPlus(day, 2) : weekday === 0 ? dayPlus(day, 1) : day;
};

/** Every day from one to another, both included. */
export const daysBetween = (from: string, to: string): string[] =>
  Array.from({ length: Math.max(0, daysFrom(from, to) + 1) }, (_, index) => dayPlus(from, index));

/** "3 May 2026"; what is no day, in a practice that came from elsewhere, is given as it stands. */
export function dayInWords(day: string): string {
  const [, year, month, dayOfMonth] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? day : `${Number(dayOfMonth)} ${name} ${year}`;
}

/** "May 2026" for any day in it. */
export const monthInWords = (day: string): string => dayInWords(day).replace(/^\d+ /, '');
