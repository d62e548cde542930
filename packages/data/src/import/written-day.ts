/** Reads what stands in a day's column of an office's own register: a day, often with more around it. */
import { columnOrder, readDay, type ColumnOrder, type DateOrder } from './dates.ts';
import { readTime } from './read-case.ts';

export type WrittenDay =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'day';
      readonly day: string;
      /** `HH:MM` where a time of day stood beside it. */
      readonly time: string | null;
      /** What was made of it that a person should know once for the column. */
      readonly habit: 'short-year' | 'serial' | null;
    }
  /** Words without any figure, such as "Reserved for orders": no day is lost when it is kept as a note. */
  | { readonly kind: 'words' }
  | { readonly kind: 'unreadable'; readonly reason: string };

const nothing =
  /^(?:[-–—.·*?]+|n\.?\s?a\.?|n\/a|nil|none|null|tb[ad]|not fixed|no date|0{1,4}[-/.]0{1,2}[-/.]0{1,4})$/i;
const weekday =
  /^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+|\s*\(?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\)?$/gi;
const timeBeside =
  /(?:[T,]\s?|\s+(?:at\s+)?)(\d{1,2}[:.]\d{2})(:\d{2}(?:\.\d+)?)?\s?([ap]\.?m\.?)?(?:\s?Z|\s?hrs?\.?)?$/i;
const serial = /^(\d{5})(?:\.(\d+))?$/;
const shortNumeric = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{2})$/;
const shortNamed = /^(\d{1,2}(?:st|nd|rd|th)?[ -]*[a-z]{3,9}\.?,?[ -]*)'?(\d{2})$/i;

const DAY_MS = 24 * 60 * 60_000;
const EXCEL_DAY_0 = Date.UTC(1899, 11, 30);
/** 1954 to 2119: what a case can have, and no small number. */
const [FIRST_SERIAL, LAST_SERIAL] = [20_000, 80_000];

/** As spreadsheets read years of two digits: 00 to 29 are of this century. */
const fullYear = (short: string): string => `${Number(short) < 30 ? '20' : '19'}${short}`;

interface PlainDay {
  readonly text: string;
  readonly time: string | null;
  readonly habit: 'short-year' | 'serial' | null;
}

function ofSerial(days: number, fraction: string | undefined): PlainDay {
  const part = fraction === undefined ? 0 : Number(`0.${fraction}`);
  const moment = new Date(EXCEL_DAY_0 + days * DAY_MS + Math.round((part * DAY_MS) / 60_000) * 60_000);
  const [text, time] = [moment.toISOString().slice(0, 10), moment.toISOString().slice(11, 16)];
  return { text, time: time === '00:00' ? null : time, habit: 'serial' };
}

/** The day alone, with a year of four digits. */
function plainDay(value: string): PlainDay {
  let text = value.trim().replace(/\s+/g, ' ').replace(weekday, '').replace(/[,;]$/, '');
  text = text.replace(/(\d)(?:st|nd|rd|th)? (?:day )?of /i, '$1 ').replace(/(\d) ?([-/.]) ?(?=\d)/g, '$1$2');
  const days = serial.exec(text);
  if (days !== null && Number(days[1]) >= FIRST_SERIAL && Number(days[1]) <= LAST_SERIAL)
    return ofSerial(Number(days[1]), days[2]);
  let time: string | null = null;
  const beside = timeBeside.exec(text);
  if (beside !== null) {
    const read = readTime(`${beside[1]}${beside[3] === undefined ? '' : ` ${beside[3]}`}`);
    if (read !== null) {
      text = text.slice(0, beside.index).trim().replace(/,$/, '');
      time = read === '00:00' ? null : read;
    }
  }
  const short = shortNumeric.exec(text);
  if (short !== null) {
    const [, first, sign, second, year] = short;
    // 31.12.24 is 31 December in every order; readDay knows what a full stop says.
    return { text: `${first}${sign}${second}${sign}${fullYear(year!)}`, time, habit: 'short-year' };
  }
  const named = shortNamed.exec(text);
  if (named !== null) return { text: spaced(`${named[1]}${fullYear(named[2]!)}`), time, habit: 'short-year' };
  return { text: spaced(text), time, habit: null };
}

/** "12Mar2024" → "12 Mar 2024". */
const spaced = (text: string): string =>
  text
    .replace(/^(\d{1,2})([a-z]{3,9})[.,]?\s?(\d{4})$/i, '$1 $2 $3')
    .replace(/^([a-z]{3,9})[- ](\d{1,2}),?[- ](\d{4})$/i, '$1 $2 $3');

/** As `columnOrder`, for days as offices write them. */
export function writtenOrder(values: Iterable<string>): ColumnOrder {
  const plain: string[] = [];
  for (const value of values) if (value !== '') plain.push(plainDay(value).text);
  return columnOrder(plain);
}

/** @param order null where it cannot be told: only days that do not depend on it are read then */
export function readWrittenDay(value: string, order: DateOrder | null): WrittenDay {
  const trimmed = value.trim();
  if (trimmed === '' || nothing.test(trimmed)) return { kind: 'empty' };
  if (!/\d/.test(trimmed)) return { kind: 'words' };
  const { text, time, habit } = plainDay(trimmed);
  const reading = readDay(text, order ?? 'ambiguous');
  if (reading.kind === 'day') return { kind: 'day', day: reading.day, time, habit };
  const { either } = reading;
  if (either === undefined) return reading;
  return {
    kind: 'unreadable',
    reason: `This can be ${either[0]} or ${either[1]}: choose whether the day or the month comes first.`,
  };
}

/** "10:30", "10.30 am", "11 am", "1430 hrs", and the fraction of a day that a spreadsheet keeps; null when it is no time. */
export function readWrittenTime(value: string): string | null {
  const text = value
    .trim()
    .replace(/\s?(?:hrs?|hours|uhr|noon)\.?$/i, '')
    .replace(/^(\d{1,2}[:.]\d{2})[:.]\d{2}(?:\.\d+)?(?!\d)/, '$1');
  const fraction = /^0?\.\d+$/.test(text) ? Number(text) : null;
  if (fraction !== null) return new Date(Math.round(fraction * 24 * 60) * 60_000).toISOString().slice(11, 16);
  const hour = /^(\d{1,2})\s?([ap])\.?m\.?$/i.exec(text);
  if (hour !== null) return readTime(`${hour[1]}:00 ${hour[2]}m`);
  const bare = /^(\d{2})(\d{2})$/.exec(text);
  return readTime(bare === null ? text : `${bare[1]}:${bare[2]}`);
}
