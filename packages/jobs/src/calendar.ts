/** When a wall-clock rule falls due, as instants: local time of an IANA zone, right across changes of the clock. */

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** A rule that names times of the day, `HH:MM`. */
export type WallClockRule =
  | { readonly kind: 'daily'; readonly at: string }
  | { readonly kind: 'weekly'; readonly on: readonly Weekday[]; readonly at: string };

/** A day of the calendar and its weekday; `day` counts days since 1970-01-01, without any zone. */
interface WallClock {
  readonly day: number;
  readonly minutes: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Zones lie between UTC-12 and UTC+14; historical ones a little further. */
const WIDEST_OFFSET_MS = 16 * HOUR_MS;
/** 1970-01-01 was a Thursday. */
const weekdayOfDay: readonly Weekday[] = [
  'thursday',
  'friday',
  'saturday',
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
];
const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone of the computer; asked each time, because people travel. */
export function systemZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}

/** What the zone adds to UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const seconds = Math.floor(instant / 1000) * 1000;
  const field: Record<string, number> = {};
  for (const { type, value } of formatFor(zone).formatToParts(seconds)) field[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = field;
  return Date.UTC(year, month - 1, day, hour, minute, second) - seconds;
}

function dayOf(instant: number, zone: string): number {
  return Math.floor((instant + offsetAt(instant, zone)) / DAY_MS);
}

/** The first instant of (from, to] at which the zone has the offset that it has at `to`. */
function transitionBetween(from: number, to: number, zone: string): number {
  const after = offsetAt(to, zone);
  let [early, late] = [from, to];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offsetAt(middle, zone) === after) late = middle;
    else early = middle;
  }
  return late;
}

/**
 * The instant of a wall-clock time. A time that the clock skips is the first instant after the gap; a time that
 * comes twice is its first coming.
 */
function instantOf({ day, minutes }: WallClock, zone: string): number {
  const asIfUtc = day * DAY_MS + minutes * 60_000;
  const [from, to] = [asIfUtc - WIDEST_OFFSET_MS, asIfUtc + WIDEST_OFFSET_MS];
  const [before, after] = [offsetAt(from, zone), offsetAt(to, zone)];
  if (before === after) return asIfUtc - before;
  const real = [asIfUtc - before, asIfUtc - after].filter(
    (instant) => instant + offsetAt(instant, zone) === asIfUtc,
  );
  return real.length > 0 ? Math.min(...real) : transitionBetween(from, to, zone);
}

function minutesOf(at: string): number {
  const [hours, minutes] = at.split(':').map(Number);
  if (hours === undefined || minutes === undefined || !(hours * 60 + minutes < 24 * 60)) {
    throw new RangeError(`Not a time of the day: ${at}`);
  }
  return hours * 60 + minutes;
}

function isOn(rule: WallClockRule, day: number): boolean {
  if (rule.kind === 'daily') return true;
  const weekday = weekdayOfDay[((day % 7) + 7) % 7];
  return weekday !== undefined && rule.on.includes(weekday);
}

/** The last instant, not after `now`, at which the rule fell due. */
export function latestDue(rule: WallClockRule, now: Date, zone: string): Date {
  const minutes = minutesOf(rule.at);
  const today = dayOf(now.getTime(), zone);
  for (let day = today; day > today - 9; day -= 1) {
    if (!isOn(rule, day)) continue;
    const due = instantOf({ day, minutes }, zone);
    if (due <= now.getTime()) return new Date(due);
  }
  throw new RangeError('A weekly rule names no weekday');
}

/** The first instant after `after` at which the rule falls due. */
export function nextDue(rule: WallClockRule, after: Date, zone: string): Date {
  const minutes = minutesOf(rule.at);
  // A skipped day falls due on the next one, so the search begins a day early.
  const first = dayOf(after.getTime(), zone) - 1;
  for (let day = first; day < first + 11; day += 1) {
    if (!isOn(rule, day)) continue;
    const due = instantOf({ day, minutes }, zone);
    if (due > after.getTime()) return new Date(due);
  }
  throw new RangeError('A weekly rule names no weekday');
}

/** The calendar day, `YYYY-MM-DD`, that is `plusDays` after the one of an instant. */
export function calendarDay(instant: Date, zone: string, plusDays = 0): string {
  return new Date((dayOf(instant.getTime(), zone) + plusDays) * DAY_MS).toISOString().slice(0, 10);
}
