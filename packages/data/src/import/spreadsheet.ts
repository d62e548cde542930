/** Reads a spreadsheet file of any kind that the import takes into one table with named columns. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportReading } from '@causebook/contracts';
import { findHeader, type NamedTable } from './find-header.ts';
import { MAX_FILE_BYTES, refusal, tooLarge } from './import-limits.ts';
import { passwordProtected } from './open-workbook.ts';
import { readCsvRows } from './read-table.ts';
import { readWorkbook } from './read-workbook.ts';

export interface Spreadsheet {
  readonly fileName: string;
  readonly format: 'csv' | 'xlsx';
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  /** Empty for workbooks. */
  readonly encoding: string;
  readonly delimiter: string;
  readonly table: NamedTable;
}

/** @throws AppError INVALID_INPUT when it is too large; what the system says when it cannot be read */
async function readBounded(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > MAX_FILE_BYTES) throw tooLarge(`it has more than ${MAX_FILE_BYTES / 1024 / 1024} MB`);
    if (size === 0) throw refusal('The file is empty.', 'Choose another file.');
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Old workbooks, and new ones under a password, come in the same container. */
function refuseContainer(bytes: Buffer): void {
  if (bytes.readUInt32BE(0) !== 0xd0cf11e0) return;
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw passwordProtected();
  throw refusal(
    'This is a workbook of an old Excel (.xls), which cannot be read.',
    'Open it in Excel, save it as an Excel workbook (.xlsx), and import that.',
  );
}

/** @throws AppError INVALID_INPUT when the file is no table that can be read; the message says why */
export async function readSpreadsheet(path: string, reading: ImportReading): Promise<Spreadsheet> {
  const bytes = await readBounded(path);
  const fileName = basename(path);
  if (bytes.length >= 4) refuseContainer(bytes);
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    const { rows, sheet, sheets } = await readWorkbook(bytes, reading.sheet);
    const table = findHeader(rows, { mayBeRagged: true });
    return { fileName, format: 'xlsx', sheets, sheet, encoding: '', delimiter: '', table };
  }
  const { rows, encoding, delimiter } = readCsvRows(bytes, reading);
  const table = findHeader(rows, { mayBeRagged: false });
  return { fileName, format: 'csv', sheets: [], sheet: null, encoding, delimiter, table };
}
