/** The present day in the calendar of this computer; it changes while a window stays open over midnight. */
import { useClock } from './clock-store.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** `YYYY-MM-DD` in the time zone of this computer. */
export function dayOf(instant: number): string {
  const date = new Date(instant);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export const useDayOfOffice = (): string => useClock(({ now }) => dayOf(now));
