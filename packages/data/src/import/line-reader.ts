/** Reads single cells of one line of a register, and collects what there is to say about them. */
import type { ImportField, ImportMapping, LineNote } from '@causebook/contracts';
import type { DateOrder } from './dates.ts';
import type { TableRow } from './read-table.ts';
import { readWrittenDay, readWrittenTime } from './written-day.ts';

export interface LineContext {
  readonly columns: readonly string[];
  readonly mapping: ImportMapping;
  /** Null where it cannot be told. */
  readonly dateOrder: DateOrder | null;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** What was said once for a column already; shared by all lines of a file. */
  readonly habitsTold: Set<string>;
}

/** What fits into a field of one line. */
export const LONGEST_LINE = 500;
const LONGEST_QUOTE = 120;

export const quoted = (text: string): string =>
  text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text;

export const onOneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ').trim();
/** Invisible characters, which programs leave in exports, make two equal texts differ. */
const visible = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200b\ufeff]/g, '');

/** The cells of a line by their fields, and the notes on them. */
function createNotes({ line, cells }: TableRow, { columns, mapping, habitsTold }: LineContext) {
  const fields: Partial<Record<ImportField, string>> = {};
  const problems: LineNote[] = [];
  const warnings: LineNote[] = [];
  /** What finds no place in its own field goes to the notes of the case, so that nothing is lost. */
  const kept: string[] = [];
  const columnOf = (field: ImportField): string => columns[mapping[field] ?? -1] ?? '';
  const cell = (field: ImportField): string => {
    const column = mapping[field];
    return column === undefined ? '' : visible(cells[column] ?? '').trim();
  };
  const note = (field: ImportField, reason: string): LineNote => ({
    line,
    column: columnOf(field),
    value: quoted(cell(field)),
    reason,
  });
  return {
    fields,
    problems,
    warnings,
    kept,
    cell,
    note,
    keep: (field: ImportField): void => void kept.push(`${columnOf(field)}: ${cell(field)}`),
    warn: (field: ImportField, reason: string): void => void warnings.push(note(field, reason)),
    /** Says it of the first line only in which it is so. */
    warnOnce(field: ImportField, habit: string, reason: string): void {
      const key = `${habit} ${columnOf(field)}`;
      if (habitsTold.has(key)) return;
      habitsTold.add(key);
      warnings.push(note(field, reason));
    },
  };
}

const habitWords = {
  'short-year': (day: string) => `Years of two digits are read as 1930 to 2029; this is ${day}.`,
  serial: (day: string) => `Excel's count of days is read as the day it stands for; this is ${day}.`,
} as const;

/** Reads fields of one line; what cannot be read becomes a problem, what is read otherwise than it stands a warning. */
export function createLine(row: TableRow, context: LineContext) {
  const notes = createNotes(row, context);
  const { fields, problems, cell, note, keep, warn, warnOnce } = notes;
  return {
    ...notes,
    text(field: ImportField): string {
      const value = onOneLine(cell(field));
      if (value === '') return '';
      fields[field] = quoted(value);
      if (value.length <= LONGEST_LINE) return value;
      keep(field);
      warn(field, 'This is too long for its field; the whole text was put into the notes.');
      return `${value.slice(0, LONGEST_LINE - 1)}…`;
    },
    day(field: ImportField): { readonly day: string; readonly time: string | null } | null {
      const reading = readWrittenDay(cell(field), context.dateOrder);
      if (reading.kind === 'empty') return null;
      if (reading.kind === 'words') {
        keep(field);
        warn(field, 'This is no date; it was put into the notes.');
        return null;
      }
      if (reading.kind === 'unreadable') {
        fields[field] = quoted(cell(field));
        problems.push(note(field, reading.reason));
        return null;
      }
      fields[field] = reading.day;
      if (reading.habit !== null) warnOnce(field, reading.habit, habitWords[reading.habit](reading.day));
      return reading;
    },
    time(field: ImportField): string | null {
      const value = cell(field);
      if (value === '' || /^[-–—.]+$/.test(value)) return null;
      const read = readWrittenTime(value);
      if (read !== null) {
        fields[field] = read;
        return read;
      }
      keep(field);
      warn(field, 'This is no time of day; it was put into the notes.');
      return null;
    },
  };
}
export type Line = ReturnType<typeof createLine>;
