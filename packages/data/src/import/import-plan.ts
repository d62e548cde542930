/** What an import would do with a file: how its columns and days are read, and what becomes of every line. */
import type { DuplicateChoice, ImportMapping, ImportReading, LineNote } from '@causebook/contracts';
import { plainNumber } from './case-numbers.ts';
import type { ColumnOrder, DateOrder } from './dates.ts';
import type { NamedTable } from './find-header.ts';
import { isDayField } from './guess-mapping.ts';
import { quoted } from './line-reader.ts';
import { readLine, type LineReading } from './read-line.ts';
import type { Spreadsheet } from './spreadsheet.ts';
import { writtenOrder } from './written-day.ts';

export interface ImportPlan {
  readonly spreadsheet: Spreadsheet;
  readonly mapping: ImportMapping;
  readonly dateOrder: DateOrder | 'unclear';
  /** Null when the file can be imported. */
  readonly problem: string | null;
}

/** How many rows are asked about the order of their days where the columns that matter say nothing. */
const ROWS_ASKED = 5_000;

function* columnValues({ rows }: NamedTable, column: number, limit = Infinity): Iterable<string> {
  let left = limit;
  for (const { cells } of rows) {
    if ((left -= 1) < 0) return;
    yield cells[column] ?? '';
  }
}

function agreed(orders: readonly ColumnOrder[]): DateOrder | 'ambiguous' | 'contradictory' | 'unneeded' {
  const has = (order: ColumnOrder): boolean => orders.includes(order);
  if (has('contradictory') || (has('day-first') && has('month-first'))) return 'contradictory';
  if (has('day-first')) return 'day-first';
  if (has('month-first')) return 'month-first';
  return has('ambiguous') ? 'ambiguous' : 'unneeded';
}

/** One file is written in one order: a day such as 25/3/2024 anywhere decides for all of its columns. */
export function dateOrderOf(table: NamedTable, mapping: ImportMapping): DateOrder | 'unclear' {
  const columns = dayColumnsOf(mapping);
  const own = agreed(columns.map((column) => writtenOrder(columnValues(table, column))));
  if (own === 'day-first' || own === 'month-first') return own;
  // Nothing depends on it.
  if (own === 'unneeded') return 'day-first';
  if (own === 'contradictory') return 'unclear';
  const others = table.columns.flatMap((_, column) =>
    columns.includes(column) ? [] : [writtenOrder(columnValues(table, column, ROWS_ASKED))],
  );
  const said = agreed(others);
  return said === 'day-first' || said === 'month-first' ? said : 'unclear';
}

const dayColumnsOf = (mapping: ImportMapping): number[] =>
  Object.entries(mapping).flatMap(([field, column]) =>
    column !== undefined && isDayField(field as keyof ImportMapping) ? [column] : [],
  );

function problemOf(
  table: NamedTable,
  mapping: ImportMapping,
  dateOrder: ImportPlan['dateOrder'],
): string | null {
  if (table.rows.length === 0) return 'There is no line below the names of the columns.';
  const names = [mapping.number, mapping.title, mapping.clientName, mapping.opponent];
  if (names.every((column) => column === undefined))
    return 'Say which column holds the case number, or the title of the case, or the client.';
  if (dateOrder === 'unclear')
    return 'Whether 3/4/2024 is 3 April or 4 March cannot be told from this file. Choose which comes first, the day or the month.';
  return null;
}

export function planImport(
  spreadsheet: Spreadsheet,
  wanted: ImportMapping,
  reading: ImportReading,
): ImportPlan {
  const { table } = spreadsheet;
  const mapping = Object.fromEntries(
    Object.entries(wanted).filter(([, column]) => column !== undefined && column < table.columns.length),
  ) as ImportMapping;
  const dateOrder = reading.dateOrder === 'auto' ? dateOrderOf(table, mapping) : reading.dateOrder;
  return { spreadsheet, mapping, dateOrder, problem: problemOf(table, mapping, dateOrder) };
}

/** A case that has a number, for a person. */
export interface NumberedCase {
  readonly number: string;
  readonly title: string;
  readonly court: string;
}

export interface DuplicateLine {
  readonly line: number;
  readonly number: string;
  readonly title: string;
  /** Which case has the number already. */
  readonly existing: string;
}

export type PlannedLine = LineReading & { readonly line: number; readonly duplicate: DuplicateLine | null };

const nameOf = ({ title, court }: NumberedCase): string =>
  quoted(court === '' ? title : `${title} (${court})`);

/** Every line of the table in turn, with what it becomes and what has its number already. */
export function* plannedLines(
  { spreadsheet: { table }, mapping, dateOrder }: ImportPlan,
  { known, today }: { readonly known: Iterable<NumberedCase>; readonly today: string },
): Generator<PlannedLine> {
  const taken = new Map<string, string>();
  for (const entry of known) taken.set(plainNumber(entry.number), `In the practice: ${nameOf(entry)}`);
  const context = {
    columns: table.columns,
    mapping,
    dateOrder: dateOrder === 'unclear' ? null : dateOrder,
    today,
    habitsTold: new Set<string>(),
  };
  for (const row of table.rows) {
    const reading = readLine(row, context);
    if (reading.kind === 'refused') {
      yield { ...reading, line: row.line, duplicate: null };
      continue;
    }
    const { number, title } = reading.read.case;
    const plain = plainNumber(number);
    const existing = plain === '' ? undefined : taken.get(plain);
    if (plain !== '' && existing === undefined)
      taken.set(plain, `Line ${row.line}: ${nameOf(reading.read.case)}`);
    yield {
      ...reading,
      line: row.line,
      duplicate:
        existing === undefined
          ? null
          : { line: row.line, number: quoted(number), title: quoted(title), existing },
    };
  }
}

/** Lines that are no rows of the table, as they are reported. */
export const oddNotes = ({ odd }: NamedTable): LineNote[] =>
  odd.map(({ line, value, reason }) => ({ line, column: null, value: quoted(value), reason }));

export const isSkipped = ({ duplicate }: PlannedLine, choice: DuplicateChoice): boolean =>
  duplicate !== null && choice === 'skip';
