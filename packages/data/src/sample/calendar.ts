/** Days of the calendar as strings, without clock, time zone or locale. */

const msPerDay = 86_400_000;
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

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * msPerDay).toISOString().slice(0, 10);
}

/** The same day, or the Monday after it when it falls on a weekend. */
export function courtDay(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 6 ? addDays(day, 2) : weekday === 0 ? addDays(day, 1) : day;
}

/** "12 March 2024" */
export function longDay(day: string): string {
  const [year, month, dayOfMonth] = day.split('-');
  return `${Number(dayOfMonth)} ${months[Number(month) - 1]} ${year}`;
}

/** "12-03-2024" */
export function shortDay(day: string): string {
  return day.split('-').toReversed().join('-');
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** An instant on that day; `minute` counts from midnight UTC. */
export function instant(day: string, minute: number): string {
  return `${day}T${pad(Math.floor(minute / 60))}:${pad(minute % 60)}:00.000Z`;
}
