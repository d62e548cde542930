/** Turns one row of a table into a case with its hearings and orders, or into the reasons why it cannot. */
import { CaseStatus } from '@causebook/contracts';
import type { CaseRow, HearingRow, OrderRow } from '../schema.ts';
import { columnOf } from './column-map.ts';
import type { ColumnMap, Source } from './column-map.ts';
import { readDay } from './dates.ts';
import type { ColumnOrder } from './dates.ts';

/** Something about one cell, for a person. */
export interface CellNote {
  /** The line of the file at which the row begins. */
  readonly line: number;
  /** Null where it concerns the row as a whole. */
  readonly column: string | null;
  readonly value: string;
  /** One sentence. */
  readonly reason: string;
}

/** The fields of a case and its parts that a file can give; ids and instants come later. */
export interface ReadCase {
  readonly case: Omit<CaseRow, 'id' | 'lawyerId' | 'createdAt' | 'updatedAt'>;
  readonly hearings: readonly Omit<HearingRow, 'id' | 'caseId' | 'createdAt'>[];
  readonly orders: readonly Omit<OrderRow, 'id' | 'caseId' | 'hearingId' | 'documentId' | 'createdAt'>[];
  readonly warnings: readonly CellNote[];
}

export type CaseReading =
  | { readonly kind: 'case'; readonly read: ReadCase }
  | { readonly kind: 'refused'; readonly problems: readonly CellNote[] };

export interface CaseContext {
  readonly map: ColumnMap;
  readonly line: number;
  /** The cell of a column that the map names. */
  readonly cell: (column: string) => string;
  readonly orders: ReadonlyMap<string, ColumnOrder>;
}

/** "10:30", "10.30 am", "2:15 PM" → `HH:MM`; null when it is no time of day. */
export function readTime(value: string): string | null {
  const match = /^(\d{1,2})[:.](\d{2})(?::00)?(?: ?([ap])\.?m\.?)?$/i.exec(value);
  if (match === null) return null;
  const half = match[3]?.toLowerCase();
  const [written, minute] = [Number(match[1]), Number(match[2])];
  if (minute > 59 || written > 23 || (half !== undefined && (written < 1 || written > 12))) return null;
  const hour = half === undefined ? written : (written % 12) + (half === 'p' ? 12 : 0);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const onOneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

/** Reads fields of one row and collects what is wrong with them. */
function createReader({ line, cell, orders }: CaseContext) {
  const problems: CellNote[] = [];
  const warnings: CellNote[] = [];
  const note = (source: Source | undefined, reason: string): CellNote => {
    const column = columnOf(source);
    return { line, column, value: column === null ? '' : cell(column), reason };
  };
  const text = (source: Source | undefined): string => {
    if (source === undefined) return '';
    if (typeof source === 'string') return cell(source);
    if ('ifFilled' in source) return cell(source.ifFilled) === '' ? source.otherwise : source.text;
    if ('text' in source) return source.text;
    const value = cell(source.column);
    if (value === '' || source.words === undefined) return value;
    const word = Object.hasOwn(source.words, value) ? source.words[value] : source.otherwise;
    if (word === undefined) problems.push(note(source, 'The column map has no words for this value.'));
    return word ?? '';
  };
  const orderOf = (source: Source): ColumnOrder => orders.get(columnOf(source) ?? '') ?? 'unneeded';
  return {
    problems,
    warnings,
    note,
    text,
    line: (source: Source | undefined): string => onOneLine(text(source)),
    /** Null where nothing stands, or where it cannot be read, which is a problem. */
    day(source: Source | undefined): string | null {
      const value = text(source);
      if (source === undefined || value === '') return null;
      const reading = readDay(value, orderOf(source));
      if (reading.kind === 'day') return reading.day;
      problems.push(note(source, reading.reason));
      return null;
    },
    time(source: Source | undefined): string | null {
      const value = text(source);
      if (value === '') return null;
      const time = readTime(value);
      if (time === null)
        problems.push(note(source, 'This cannot be read as a time of day; write it like 10:30.'));
      return time;
    },
    status(source: Source | undefined): CaseStatus {
      const value = text(source).toLowerCase();
      const status = CaseStatus.safeParse(value === '' ? 'open' : value);
      if (status.success) return status.data;
      problems.push(note(source, 'The status of a case is "open", "closed" or "archived".'));
      return 'open';
    },
  };
}
type Reader = ReturnType<typeof createReader>;

/** What stands beside an empty day is not taken; the person is told. */
function warnOfLoss(reader: Reader, day: Source, sources: readonly (Source | undefined)[]): void {
  for (const source of sources) {
    const column = columnOf(source);
    if (column === null || column === columnOf(day) || reader.text(source) === '') continue;
    reader.warnings.push(
      reader.note(source, `This was not taken, because no day stands in the column "${columnOf(day)}".`),
    );
  }
}

function readHearings(map: ColumnMap, reader: Reader, court: string): ReadCase['hearings'] {
  return map.hearings.flatMap((fields) => {
    if (reader.text(fields.day) === '') {
      warnOfLoss(reader, fields.day, [fields.time, fields.outcome, fields.notes, fields.purpose]);
      return [];
    }
    return {
      day: reader.day(fields.day) ?? '',
      time: reader.time(fields.time),
      court: reader.line(fields.court) || court,
      purpose: reader.line(fields.purpose),
      outcome: reader.text(fields.outcome),
      notes: reader.text(fields.notes),
      room: '',
    };
  });
}

function readOrders(map: ColumnMap, reader: Reader): ReadCase['orders'] {
  return map.orders.flatMap((fields) => {
    if (reader.text(fields.orderedOn) === '') {
      warnOfLoss(reader, fields.orderedOn, [fields.title, fields.summary]);
      return [];
    }
    return {
      orderedOn: reader.day(fields.orderedOn) ?? '',
      title: reader.line(fields.title) || 'Order',
      summary: reader.text(fields.summary),
    };
  });
}

/** A row is taken whole or not at all: a day that cannot be read refuses the row. */
export function readCase(context: CaseContext): CaseReading {
  const { map } = context;
  const fields = map.case;
  const reader = createReader(context);
  const court = reader.line(fields.court);
  const read: ReadCase = {
    case: {
      number: reader.line(fields.number),
      title: reader.line(fields.title),
      kind: reader.line(fields.kind),
      court,
      judge: reader.line(fields.judge),
      stage: reader.line(fields.stage),
      status: reader.status(fields.status),
      clientName: reader.line(fields.clientName),
      clientContact: reader.line(fields.clientContact),
      opponent: reader.line(fields.opponent),
      reference: reader.line(fields.reference),
      notes: reader.text(fields.notes),
      filedOn: reader.day(fields.filedOn),
      otherNumbers: '',
      importId: null,
    },
    hearings: readHearings(map, reader, court),
    orders: readOrders(map, reader),
    warnings: reader.warnings,
  };
  if (read.case.title === '') {
    reader.problems.push(
      reader.note(
        fields.title,
        read.case.number === '' ? 'The case has neither a title nor a number.' : 'The case has no title.',
      ),
    );
  } else if (read.case.number === '' && fields.number !== undefined) {
    reader.warnings.push(reader.note(fields.number, 'The case has no number; it was taken without one.'));
  }
  return reader.problems.length > 0 ? { kind: 'refused', problems: reader.problems } : { kind: 'case', read };
}
