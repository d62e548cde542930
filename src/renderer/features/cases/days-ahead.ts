/** How far away a day of the calendar is, in words. */

const DAY = 24 * 60 * 60_000;

/** The day of the computer's calendar on which an instant lies, as a number of days. */
function dayNumber(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY;
}

/** "Today", "Tomorrow", "In 5 days", "In 3 weeks"; for days that lie ahead. */
export function daysAhead(day: string, now: number): string {
  const days = Math.round(Date.parse(`${day}T00:00:00Z`) / DAY - dayNumber(now));
  if (days <= 0) return 'Today';
  if (days === 1) return 'Tomorrow';
  if (days < 21) return `In ${days} days`;
  return days < 120 ? `In ${Math.round(days / 7)} weeks` : `In ${Math.round(days / 30.44)} months`;
}
