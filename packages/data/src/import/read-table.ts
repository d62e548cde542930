/** Reads a CSV file into a header and rows that know their line. */
import { AppError } from '@causebook/contracts';
import { CsvError, parse } from 'csv-parse/sync';
import type { ColumnMap } from './column-map.ts';
import { decodeText } from './decode-text.ts';
import type { TextEncoding } from './decode-text.ts';

export type Delimiter = ',' | ';' | '\t';

export interface TableRow {
  /** The line of the file at which the row begins; the first line is 1. */
  readonly line: number;
  /** Trimmed, in the order of the header. */
  readonly cells: readonly string[];
}

/** A row that has another number of fields than the header. */
export interface Misfit {
  readonly line: number;
  readonly fields: number;
}

export interface Table {
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
  readonly header: readonly string[];
  /** Without rows in which nothing stands. */
  readonly rows: readonly TableRow[];
  readonly misfits: readonly Misfit[];
}

const refusal = (message: string, details: Record<string, string | number> = {}): AppError =>
  new AppError('INVALID_INPUT', message, { details });

const foreignFiles = [
  { mark: 'PK\x03\x04', what: 'an Excel workbook or another ZIP file. Open it and save it as CSV' },
  { mark: '\xd0\xcf\x11\xe0', what: 'an old Excel workbook. Open it and save it as CSV' },
  { mark: '%PDF-', what: 'a PDF' },
] as const;

function checkIsText(bytes: Uint8Array): void {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  const foreign = foreignFiles.find(({ mark }) => head.startsWith(mark));
  if (foreign !== undefined) throw refusal(`This file is not CSV; it is ${foreign.what}.`);
}

/** Every character outside quotation marks of the first line. */
function unquotedFirstLine(text: string): string {
  let result = '';
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === '\n') break;
    else if (!isQuoted) result += character;
  }
  return result;
}

/** The delimiter that the first line has most of; a comma where it has none. */
function detectDelimiter(text: string): Delimiter {
  const line = unquotedFirstLine(text);
  const counts = ([',', ';', '\t'] as const).map((delimiter) => ({
    delimiter,
    count: line.split(delimiter).length,
  }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

interface ParsedRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function parseRecords(text: string, delimiter: Delimiter, firstLine: number): TableRow[] {
  let line = firstLine;
  const rows: TableRow[] = [];
  const take = (record: string[], lastLine: number): null => {
    rows.push({ line, cells: record.map((cell) => cell.trim()) });
    line = firstLine + lastLine;
    return null;
  };
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      // `A "the elder" v. B` is what many programs write.
      relax_quotes: true,
      info: true,
      on_record: (parsed) => {
        const { record, info } = parsed as unknown as ParsedRecord;
        return take(record, info.lines);
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const reason =
      error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quotation mark is opened and never closed' : error.message;
    throw new AppError('INVALID_INPUT', `The row that begins at line ${line} cannot be read: ${reason}.`, {
      cause: error,
      details: { line },
    });
  }
  return rows;
}

function checkHeader(header: readonly string[], line: number): void {
  const seen = new Set<string>();
  for (const name of header) {
    if (name !== '' && seen.has(name)) {
      throw refusal(`The column name "${name}" stands twice in the header (line ${line}).`, {
        column: name,
        line,
      });
    }
    seen.add(name);
  }
}

const isFilled = (row: TableRow): boolean => row.cells.some((cell) => cell !== '');

/**
 * @throws AppError INVALID_INPUT when the bytes are not a CSV file with a header; the message names the line.
 */
export function readTable(bytes: Uint8Array, options: Pick<ColumnMap, 'encoding' | 'delimiter'>): Table {
  checkIsText(bytes);
  const { text: decoded, encoding } = decodeText(bytes, options.encoding);
  const nul = decoded.indexOf('\0');
  if (nul >= 0) throw refusal('This file is not CSV: it holds binary data.', { position: nul });
  const normal = decoded.replace(/\r\n?/g, '\n');
  // Excel writes and reads a first line that only names the delimiter.
  const announced = /^sep=([,;\t])\n/i.exec(normal);
  const text = announced === null ? normal : normal.slice(announced[0].length);
  if (text.trim() === '') throw refusal('The file is empty.');
  const delimiter =
    options.delimiter !== 'auto'
      ? options.delimiter
      : ((announced?.[1] as Delimiter | undefined) ?? detectDelimiter(text));
  const [head, ...rows] = parseRecords(text, delimiter, announced === null ? 1 : 2).filter(isFilled);
  if (head === undefined) throw refusal('The file is empty.');
  const header = head.cells;
  checkHeader(header, head.line);
  const fitting: TableRow[] = [];
  const misfits: Misfit[] = [];
  for (const { line, cells } of rows) {
    // Also where the cells too many are empty: an unquoted comma would have moved the others into wrong columns.
    if (cells.length === header.length) fitting.push({ line, cells });
    else misfits.push({ line, fields: cells.length });
  }
  return { encoding, delimiter, header, rows: fitting, misfits };
}
