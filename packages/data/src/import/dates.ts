/** Reads days of the calendar as people write them, and finds out from a whole column whether the day or the month comes first. */

export type DateOrder = 'day-first' | 'month-first';

/**
 * What a column says about its own order. `ambiguous`: every day fits both ways. `contradictory`: some fit only one
 * way and some only the other. `unneeded`: no day in it depends on the order.
 */
export type ColumnOrder = DateOrder | 'ambiguous' | 'contradictory' | 'unneeded';

export type DayReading =
  | { readonly kind: 'day'; readonly day: string }
  | {
      readonly kind: 'unreadable';
      readonly reason: string;
      /** The two days that it can be, where only the order keeps it from being read. */
      readonly either?: readonly [string, string];
    };

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const fullNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const numeric = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;
const dayAndName = /^(\d{1,2})(?:st|nd|rd|th)?[ -]+([a-z]{3,9})\.?,?[ -]+(\d{4})$/i;
const nameAndDay = /^([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})$/i;
const shortYear = /^(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|\d{1,2}[ -]+[a-z]{3,9}\.?,?[ -]+'?\d{2})$/i;
/** Spreadsheets and databases add this to a day; any other time of day is a reason to refuse. */
const midnight = /[ T]0?0:00(?::00(?:\.0+)?)?(?: ?Z)?$/;

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

interface DayParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function exists({ year, month, day }: DayParts): boolean {
  return year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

function reading(parts: DayParts): DayReading {
  return exists(parts)
    ? { kind: 'day', day: `${pad(parts.year, 4)}-${pad(parts.month)}-${pad(parts.day)}` }
    : { kind: 'unreadable', reason: 'This day does not exist.' };
}

function monthOf(name: string): number {
  const lower = name.toLowerCase();
  const full = fullNames.indexOf(lower);
  return (full >= 0 ? full : lower === 'sept' ? 8 : monthNames.indexOf(lower)) + 1;
}

/** Both ways to read a day whose order has to be known; null for every other text. */
function bothWays(text: string): { readonly dayFirst: DayParts; readonly monthFirst: DayParts } | null {
  const match = numeric.exec(text.replace(midnight, ''));
  // 12.3.2024 is written where the day comes first, and only there.
  if (match === null || match[2] === '.') return null;
  const [first, second, year] = [Number(match[1]), Number(match[3]), Number(match[4])];
  return {
    dayFirst: { year, month: second, day: first },
    monthFirst: { year, month: first, day: second },
  };
}

/**
 * What the days of one column say together: a day such as 25/3/2024 decides for all of them.
 * Empty cells and texts that are no days say nothing.
 */
export function columnOrder(values: Iterable<string>): ColumnOrder {
  let [dayFirst, monthFirst, open] = [false, false, false];
  for (const value of values) {
    const ways = bothWays(value.trim());
    if (ways === null) continue;
    const [asDayFirst, asMonthFirst] = [exists(ways.dayFirst), exists(ways.monthFirst)];
    if (asDayFirst && asMonthFirst) open ||= ways.dayFirst.day !== ways.dayFirst.month;
    else if (asDayFirst) dayFirst = true;
    else if (asMonthFirst) monthFirst = true;
  }
  if (dayFirst && monthFirst) return 'contradictory';
  if (dayFirst) return 'day-first';
  if (monthFirst) return 'month-first';
  return open ? 'ambiguous' : 'unneeded';
}

function readNumeric(ways: NonNullable<ReturnType<typeof bothWays>>, order: ColumnOrder): DayReading {
  if (order === 'day-first') return reading(ways.dayFirst);
  if (order === 'month-first') return reading(ways.monthFirst);
  const [dayFirst, monthFirst] = [reading(ways.dayFirst), reading(ways.monthFirst)];
  if (dayFirst.kind === 'unreadable') return monthFirst;
  if (monthFirst.kind === 'unreadable' || monthFirst.day === dayFirst.day) return dayFirst;
  return {
    kind: 'unreadable',
    either: [dayFirst.day, monthFirst.day],
    reason: `This can be ${dayFirst.day} or ${monthFirst.day}; say in the column map, as "dateOrder", which comes first.`,
  };
}

/**
 * Reads one day: 2024-03-12, 2024/3/12, 12/3/2024 and 12-3-2024 (in the given order), 12.3.2024, 12-Mar-2024,
 * 12 March 2024, March 12, 2024. Years have four digits; days that do not exist are refused.
 */
export function readDay(value: string, order: ColumnOrder): DayReading {
  const text = value.trim().replace(/\s+/g, ' ').replace(midnight, '');
  const ways = bothWays(text);
  if (ways !== null) return readNumeric(ways, order);
  let match = yearFirst.exec(text);
  if (match) return reading({ year: Number(match[1]), month: Number(match[3]), day: Number(match[4]) });
  match = numeric.exec(text);
  if (match) return reading({ year: Number(match[4]), month: Number(match[3]), day: Number(match[1]) });
  match = dayAndName.exec(text);
  if (match && monthOf(match[2]!) > 0)
    return reading({ year: Number(match[3]), month: monthOf(match[2]!), day: Number(match[1]) });
  match = nameAndDay.exec(text);
  if (match && monthOf(match[1]!) > 0)
    return reading({ year: Number(match[3]), month: monthOf(match[1]!), day: Number(match[2]) });
  const reason = shortYear.test(text)
    ? 'The year has only two digits; write all four.'
    : 'This cannot be read as a day; write it like 2024-03-12 or 12 March 2024.';
  return { kind: 'unreadable', reason };
}
