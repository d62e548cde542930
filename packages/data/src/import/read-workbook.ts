/** Reads one sheet of an Excel workbook into rows of text, as the person sees them in Excel. */
import { AppError } from '@causebook/contracts';
import { readSheet } from 'read-excel-file/universal';
import { refusal } from './import-limits.ts';
import { openWorkbook, type OpenWorkbook, type WorkbookSheet } from './open-workbook.ts';
import type { TableRow } from './read-table.ts';

export interface WorkbookRows {
  readonly sheets: readonly string[];
  /** The sheet that was read. */
  readonly sheet: string;
  /** With the number that each has in Excel; without rows in which nothing stands. */
  readonly rows: readonly TableRow[];
}

const MINUTE_MS = 60_000;
/** Excel's day 0: a cell with a time and no day. */
const FIRST_DAY_MS = Date.UTC(1900, 0, 1);

function textOfDate(date: Date): string {
  // Excel counts in fractions of a day: 10:30 may be a millisecond short.
  const exact = new Date(Math.round(date.getTime() / MINUTE_MS) * MINUTE_MS);
  const [day, time] = [exact.toISOString().slice(0, 10), exact.toISOString().slice(11, 16)];
  if (exact.getTime() < FIRST_DAY_MS) return time;
  return time === '00:00' ? day : `${day} ${time}`;
}

type CellValue = string | number | boolean | Date | null;

function textOf(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
  return Number.isNaN(value.getTime()) ? '' : textOfDate(value);
}

async function rowsOf(workbook: OpenWorkbook, sheet: WorkbookSheet): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for (const [index, values] of (await parse(workbook.only(sheet), sheet)).entries()) {
    const cells = values.map(textOf);
    if (cells.some((cell) => cell !== '')) rows.push({ line: index + 1, cells });
  }
  return rows;
}

async function parse(
  archive: ArrayBuffer,
  { name, number }: WorkbookSheet,
): Promise<readonly (readonly CellValue[])[]> {
  try {
    return (await readSheet(archive, number)) as readonly (readonly CellValue[])[];
  } catch (error) {
    throw new AppError('INVALID_INPUT', `The sheet "${name}" cannot be read.`, {
      cause: error,
      details: { reason: error instanceof Error ? error.message : String(error) },
      remedy: 'Open the workbook in Excel, save the sheet as CSV, and import that.',
    });
  }
}

/**
 * @param wanted the sheet to read; without one, the first in which something like a table stands
 * @throws AppError INVALID_INPUT
 */
export async function readWorkbook(bytes: Uint8Array, wanted: string | null): Promise<WorkbookRows> {
  const workbook = openWorkbook(bytes);
  const sheets = workbook.sheets.map(({ name }) => name);
  if (wanted !== null) {
    const sheet = workbook.sheets.find(({ name }) => name === wanted);
    if (sheet === undefined) throw refusal(`The workbook has no sheet "${wanted}".`, 'Choose another sheet.');
    return { sheets, sheet: wanted, rows: await rowsOf(workbook, sheet) };
  }
  let first: WorkbookRows | null = null;
  for (const sheet of workbook.sheets) {
    const read = { sheets, sheet: sheet.name, rows: await rowsOf(workbook, sheet) };
    if (read.rows.length > 1) return read;
    first ??= read;
  }
  return first!;
}
