/** Days and instants as the sample writes them. */

/** "12-03-2024" */
export function shortDay(day: string): string {
  return day.split('-').toReversed().join('-');
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** An instant on that day; `minute` counts from midnight UTC. */
export function instant(day: string, minute: number): string {
  return `${day}T${pad(Math.floor(minute / 60))}:${pad(minute % 60)}:00.000Z`;
}
