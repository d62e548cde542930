/** Brings cases from a CSV file into a practice. */
import { AppError, throwIfCancelled } from '@causebook/contracts';
import type { Database } from 'better-sqlite3';
import { insertInto } from '../insert-into.ts';
import { dayColumns, namedColumns } from './column-map.ts';
import type { ColumnMap } from './column-map.ts';
import { columnOrder } from './dates.ts';
import type { ColumnOrder } from './dates.ts';
import type { TextEncoding } from './decode-text.ts';
import { readCase } from './read-case.ts';
import type { CellNote, ReadCase } from './read-case.ts';
import { readTable } from './read-table.ts';
import type { Delimiter, Table } from './read-table.ts';

export interface ImportRequest {
  /** A raw connection to the practice; nobody else writes through it meanwhile. */
  readonly database: Database;
  /** The bytes of the file. */
  readonly csv: Uint8Array;
  readonly map: ColumnMap;
  readonly now: Date;
  /** Makes the id of a new row. */
  readonly newId: () => string;
  readonly signal?: AbortSignal;
  /** Rows read so far; called every 500 rows and at the end. */
  onProgress?(done: number, total: number): void;
}

export interface ImportReport {
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
  /** How each column of days was read. */
  readonly dateOrder: Readonly<Record<string, ColumnOrder>>;
  /** Rows below the header in which something stands. Those that are no case now were refused. */
  readonly rows: number;
  readonly imported: { readonly cases: number; readonly hearings: number; readonly orders: number };
  /** Everything that is wrong with the rows that were not taken. */
  readonly refused: readonly CellNote[];
  /** What a person should know about rows that were taken. */
  readonly warnings: readonly CellNote[];
}

/** @throws AppError INVALID_INPUT that names the first column of the map which the file has not. */
function columnIndexes(table: Table, map: ColumnMap): ReadonlyMap<string, number> {
  const indexes = new Map<string, number>();
  for (const [column, field] of namedColumns(map)) {
    const index = table.header.indexOf(column);
    if (index < 0) {
      const similar = table.header.find((name) => name.toLowerCase() === column.toLowerCase());
      const hint =
        similar === undefined
          ? `It has: ${table.header.filter((name) => name !== '').join(', ')}.`
          : `Did you mean "${similar}"?`;
      throw new AppError(
        'INVALID_INPUT',
        `The file has no column "${column}", which the column map names for "${field}". ${hint}`,
        {
          details: { column, field },
        },
      );
    }
    indexes.set(column, index);
  }
  return indexes;
}

function findOrders(
  table: Table,
  map: ColumnMap,
  indexes: ReadonlyMap<string, number>,
): ReadonlyMap<string, ColumnOrder> {
  return new Map(
    dayColumns(map).map((column) => {
      if (map.dateOrder !== 'auto') return [column, map.dateOrder];
      const index = indexes.get(column)!;
      return [column, columnOrder(table.rows.map((row) => row.cells[index]!))];
    }),
  );
}

/** Answers a function that writes one case with its hearings and orders. */
function createWriter({ database, now, newId }: ImportRequest): (read: ReadCase) => void {
  const createdAt = now.toISOString();
  const insertCase = insertInto(database, 'cases');
  const insertHearing = insertInto(database, 'hearings');
  const insertOrder = insertInto(database, 'orders');
  return (read) => {
    const caseId = newId();
    insertCase.run({ ...read.case, id: caseId, lawyerId: null, createdAt, updatedAt: createdAt });
    for (const hearing of read.hearings) insertHearing.run({ ...hearing, id: newId(), caseId, createdAt });
    for (const order of read.orders) {
      insertOrder.run({ ...order, id: newId(), caseId, hearingId: null, documentId: null, createdAt });
    }
  };
}

function writeRows(
  request: ImportRequest,
  table: Table,
  orders: ReadonlyMap<string, ColumnOrder>,
): ImportReport {
  const { database, map, signal, onProgress } = request;
  const indexes = columnIndexes(table, map);
  const write = createWriter(request);
  const known = new Set(
    database.prepare<[], string>("SELECT DISTINCT number FROM cases WHERE number <> ''").pluck().all(),
  );
  const imported = { cases: 0, hearings: 0, orders: 0 };
  const refused: CellNote[] = table.misfits.map(({ line, fields }) => ({
    line,
    column: null,
    value: '',
    reason: `The row has ${fields} fields; the header has ${table.header.length}.`,
  }));
  const warnings: CellNote[] = [];
  for (const [done, { line, cells }] of table.rows.entries()) {
    if (done % 500 === 0) {
      throwIfCancelled(signal);
      onProgress?.(done, table.rows.length);
    }
    const reading = readCase({ map, line, orders, cell: (column) => cells[indexes.get(column)!]! });
    if (reading.kind === 'refused') {
      refused.push(...reading.problems);
      continue;
    }
    const { read } = reading;
    write(read);
    imported.cases += 1;
    imported.hearings += read.hearings.length;
    imported.orders += read.orders.length;
    warnings.push(...read.warnings);
    if (known.has(read.case.number)) {
      const reason = 'The practice already had a case with this number; it was taken as another one.';
      warnings.push({ line, column: null, value: read.case.number, reason });
    }
  }
  throwIfCancelled(signal);
  onProgress?.(table.rows.length, table.rows.length);
  const { encoding, delimiter, rows } = table;
  return {
    encoding,
    delimiter,
    dateOrder: Object.fromEntries(orders),
    rows: rows.length + table.misfits.length,
    imported,
    refused: refused.toSorted((a, b) => a.line - b.line),
    warnings,
  };
}

/**
 * Reads the file and writes every row that can be taken, in one transaction: when it throws, nothing was written.
 * A row is taken whole or refused and reported with its line; nothing of it is left out silently.
 * @throws AppError INVALID_INPUT when the file is not a CSV file that fits the map; CANCELLED.
 */
export function importCases(request: ImportRequest): ImportReport {
  const table = readTable(request.csv, request.map);
  const orders = findOrders(table, request.map, columnIndexes(table, request.map));
  return request.database.transaction(() => writeRows(request, table, orders)).immediate();
}
