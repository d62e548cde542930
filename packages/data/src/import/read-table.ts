/** Reads a CSV file into a header and rows that know their line. */
import { AppError } from '@causebook/contracts';
import { CsvError, parse } from 'csv-parse/sync';
import type { ColumnMap } from './column-map.ts';
import { decodeText } from './decode-text.ts';
import type { TextEncoding } from './decode-text.ts';
import { MAX_ROWS, refusal, tooManyRows } from './import-limits.ts';

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

const LINES_LOOKED_AT = 30;

/** What stands outside quotation marks in the first rows. */
function unquotedLines(text: string): string[] {
  const lines = [''];
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === '\n') {
      if (lines.length === LINES_LOOKED_AT) break;
      lines.push('');
    } else if (!isQuoted) lines[lines.length - 1] += character;
  }
  return lines.filter((line) => line.trim() !== '');
}

/** How many rows agree on a number of fields, and on how many. */
function agreement(lines: readonly string[], delimiter: Delimiter): { lines: number; fields: number } {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const fields = line.split(delimiter).length;
    if (fields > 1) counts.set(fields, (counts.get(fields) ?? 0) + 1);
  }
  const best = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0];
  return { fields: best?.[0] ?? 1, lines: best?.[1] ?? 0 };
}

/** The delimiter on whose number of fields most of the first rows agree; a comma where there is none. */
function detectDelimiter(text: string): Delimiter {
  const lines = unquotedLines(text);
  const found = ([',', ';', '\t'] as const).map((delimiter) => ({
    delimiter,
    ...agreement(lines, delimiter),
  }));
  return found.reduce((best, next) => (next.lines * next.fields > best.lines * best.fields ? next : best))
    .delimiter;
}

interface ParsedRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

function parseRecords(text: string, delimiter: Delimiter, firstLine: number): TableRow[] {
  let line = firstLine;
  const rows: TableRow[] = [];
  const take = (record: string[], lastLine: number): null => {
    if (rows.length > MAX_ROWS + 100) throw tooManyRows();
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
      throw refusal(`The column name "${name}" stands twice in the header (line ${line}).`, undefined, {
        column: name,
        line,
      });
    }
    seen.add(name);
  }
}

const isFilled = (row: TableRow): boolean => row.cells.some((cell) => cell !== '');

export interface CsvRows {
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
  /** Without rows in which nothing stands. */
  readonly rows: readonly TableRow[];
}

/**
 * Reads the rows of a CSV file as they stand there.
 * @throws AppError INVALID_INPUT when the bytes are not a CSV file; the message names the line.
 */
export function readCsvRows(bytes: Uint8Array, options: Pick<ColumnMap, 'encoding' | 'delimiter'>): CsvRows {
  checkIsText(bytes);
  const { text: decoded, encoding } = decodeText(bytes, options.encoding);
  const nul = decoded.indexOf('\0');
  if (nul >= 0) throw refusal('This file is not CSV: it holds binary data.', undefined, { position: nul });
  const normal = decoded.replace(/\r\n?/g, '\n');
  // Excel writes and reads a first line that only names the delimiter.
  const announced = /^sep=([,;\t])\n/i.exec(normal);
  const text = announced === null ? normal : normal.slice(announced[0].length);
  if (text.trim() === '') throw refusal('The file is empty.');
  const delimiter =
    options.delimiter !== 'auto'
      ? options.delimiter
      : ((announced?.[1] as Delimiter | undefined) ?? detectDelimiter(text));
  const rows = parseRecords(text, delimiter, announced === null ? 1 : 2).filter(isFilled);
  return { encoding, delimiter, rows };
}

/**
 * @throws AppError INVALID_INPUT when the bytes are not a CSV file with a header; the message names the line.
 */
export function readTable(bytes: Uint8Array, options: Pick<ColumnMap, 'encoding' | 'delimiter'>): Table {
  const { encoding, delimiter, rows: all } = readCsvRows(bytes, options);
  const [head, ...rows] = all;
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
