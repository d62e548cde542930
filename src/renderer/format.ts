/** Numbers, sizes, dates and durations as a person reads them; the one place that uses Intl. */
import { englishLocale } from '@causebook/contracts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface FormatOptions {
  readonly locale: string;
  /** The time zone of the computer where it is not given. */
  readonly timeZone?: string;
}

/** The weekday with which a week begins where the person lives: 1 is Monday, 7 is Sunday. */
export function firstWeekday(locale: string): number {
  // `weekInfo` is its name in older engines.
  const known = new Intl.Locale(locale) as { getWeekInfo?(): unknown; weekInfo?: unknown };
  const info = (known.getWeekInfo?.() ?? known.weekInfo) as { readonly firstDay?: number } | undefined;
  return info?.firstDay ?? 1;
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function createFormat({ locale, timeZone }: FormatOptions) {
  const zone = timeZone === undefined ? {} : { timeZone };
  const integers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  // As main writes days in its own sentences: by their day, with the month in full, wherever the person lives.
  const plainDays = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', ...zone });
  const calendarDays = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const nearDays = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const fullDays = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const weekdays = {
    long: new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }),
    short: new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }),
  };
  const daySpans = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const atNoon = (day: string): Date => new Date(`${day}T12:00:00Z`);
  const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' });
  const clockTimes = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...zone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const relativeDays = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const isoDays = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...zone,
  });

  const integer = (value: number): string => integers.format(value);

  /** `1 case`, `214 cases`. */
  const count = (value: number, one: string, many: string): string =>
    `${integer(value)} ${value === 1 ? one : many}`;

  /** Decimal units, three significant digits at most: `812 byte`, `12.4 MB`. */
  function bytes(value: number): string {
    const step = value < 1000 ? 0 : Math.min(Math.floor(Math.log10(value) / 3), BYTE_UNITS.length - 1);
    const scaled = value / 1000 ** step;
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: BYTE_UNITS[step] ?? 'byte',
      unitDisplay: step === 0 ? 'long' : 'short',
      maximumFractionDigits: step === 0 || scaled >= 100 ? 0 : 1,
    }).format(scaled);
  }

  /** The day in the calendar of the computer, as a number of days. */
  const dayNumber = (time: number): number => Date.parse(isoDays.format(time)) / DAY;

  /** `just now`, `5 minutes ago`, `yesterday`, `in 3 hours`. */
  function ago(instant: string, now: number): string {
    const time = Date.parse(instant);
    const distance = time - now;
    const size = Math.abs(distance);
    if (size < 45_000) return distance > 0 ? 'in a moment' : 'just now';
    if (size < 59.5 * MINUTE) return relative.format(Math.round(distance / MINUTE), 'minute');
    const days = dayNumber(time) - dayNumber(now);
    if (size < 22 * HOUR || days === 0) return relative.format(Math.round(distance / HOUR), 'hour');
    if (Math.abs(days) < 14) return relativeDays.format(days, 'day');
    if (Math.abs(days) < 60) return relative.format(Math.round(days / 7), 'week');
    if (Math.abs(days) < 730) return relative.format(Math.round(days / 30.44), 'month');
    return relative.format(Math.round(days / 365.25), 'year');
  }

  /** `41 seconds`, `2 minutes 5 seconds`, `1 hour 3 minutes`; never more than two parts. */
  function duration(milliseconds: number): string {
    const seconds = Math.round(milliseconds / 1000);
    if (seconds < 1) return 'under a second';
    if (seconds < 60) return count(seconds, 'second', 'seconds');
    const minutes = Math.floor(seconds / 60);
    const [large, small] =
      minutes < 60
        ? [count(minutes, 'minute', 'minutes'), count(seconds % 60, 'second', 'seconds')]
        : [count(Math.floor(minutes / 60), 'hour', 'hours'), count(minutes % 60, 'minute', 'minutes')];
    return small.startsWith('0 ') || small === `${integer(0)} seconds` ? large : `${large} ${small}`;
  }

  /** How long it will still take, no finer than it can be known. */
  function timeLeft(seconds: number | null): string {
    if (seconds === null) return 'Working out how long it will take.';
    if (seconds < 5) return 'A few seconds left.';
    if (seconds < 55) return `About ${count(Math.ceil(seconds / 5) * 5, 'second', 'seconds')} left.`;
    const minutes = Math.ceil(seconds / 60);
    if (minutes < 60) return `About ${count(minutes, 'minute', 'minutes')} left.`;
    return `About ${count(Math.round(minutes / 60), 'hour', 'hours')} left.`;
  }

  return {
    integer,
    count,
    bytes,
    ago,
    duration,
    timeLeft,
    /** From 0–100. Rounds down, so that 100 % means done. */
    percent: (value: number): string => percents.format(Math.floor(value) / 100),
    /** `20 November 2026, 14:05`, the time as the region writes it. */
    dateTime: (instant: string): string => {
      const at = new Date(instant);
      // A line ends before the time, not within it.
      return `${plainDays.format(at)}, ${clockTimes.format(at).replaceAll(/\s/g, '\u00a0')}`;
    },
    /** A day of the office's calendar; it is the same day everywhere. */
    calendarDay: (day: string): string => calendarDays.format(new Date(`${day}T00:00:00Z`)),
    /** As `calendarDay`, without the year where it is this one. */
    nearDay: (day: string, now: number): string =>
      (day.slice(0, 4) === isoDays.format(now).slice(0, 4) ? nearDays : calendarDays).format(
        new Date(`${day}T00:00:00Z`),
      ),
    /** `Tuesday, 5 May 2026` */
    fullDay: (day: string): string => fullDays.format(atNoon(day)),
    /** `May 2026` */
    month: (day: string): string => months.format(atNoon(day)),
    weekday: (day: string, length: 'long' | 'short'): string => weekdays[length].format(atNoon(day)),
    /** `4–10 May 2026` */
    daySpan: (from: string, to: string): string => daySpans.formatRange(atNoon(from), atNoon(to)),
    firstWeekday: firstWeekday(locale),
    /** `HH:MM` of the wall clock. */
    timeOfDay: (time: string): string => times.format(new Date(`1970-01-01T${time}:00Z`)),
    /** The time of an instant on the clock of the computer. */
    clockTime: (instant: string): string => clockTimes.format(new Date(instant)),
    /** The day of an instant in the calendar of the computer: `20 November 2026`. */
    dayOf: (instant: string): string => plainDays.format(new Date(instant)),
    /** `a, b and c`. */
    list: (parts: readonly string[]): string => lists.format(parts),
  };
}

export type Format = ReturnType<typeof createFormat>;

/** The format of this person on this computer. */
export const format = createFormat({ locale: englishLocale(globalThis.navigator?.language) });
