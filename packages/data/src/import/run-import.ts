/**
 * Imports a file: reads it, and writes what can be taken in one transaction.
 *
 * All of it happens in the process of the import, over a connection of its own to the practice's database. The app's
 * connection is shared by everybody who reads, and would show them half an import; a second connection in the app's own
 * process would keep its event loop busy with every row. Here the app reads on undisturbed (WAL), sees the import when it
 * is committed, and a process that is ended or breaks leaves a transaction that SQLite takes back. Other writers of the
 * app wait meanwhile, because the import runs as one of its changes.
 */
import {
  AppError,
  throwIfCancelled,
  type DuplicateChoice,
  type ImportMapping,
  type ImportReading,
  type ImportReport,
  type LineNote,
} from '@causebook/contracts';
import { openDatabase, type Database } from '../database.ts';
import { insertInto } from '../insert-into.ts';
import { beginImport, finishImport, numberedCases, rememberMapping } from '../repositories/imports.ts';
import type { CaseRow, HearingRow, OrderRow } from '../schema.ts';
import { uniqueId } from '../unique-id.ts';
import { fingerprint } from './fingerprint.ts';
import { headerSignature } from './header-signature.ts';
import { everyNow, type ImportHooks } from './import-hooks.ts';
import { isSkipped, oddNotes, planImport, plannedLines, type ImportPlan } from './import-plan.ts';
import type { ReadCase } from './read-case.ts';
import { readSpreadsheet } from './spreadsheet.ts';

export interface RunTask {
  readonly kind: 'import-run';
  readonly filePath: string;
  /** The database of the live practice. */
  readonly database: string;
  readonly reading: ImportReading;
  readonly mapping: ImportMapping;
  readonly duplicates: DuplicateChoice;
  readonly importId: string;
  readonly importedAt: string;
  readonly importedBy: string;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

const MOST_NOTES = 500;
const CACHE_KB = 128 * 1024;

/** Writes cases with what belongs to them, and answers by what each is known again. */
function createWriter(database: Database, { importId, importedAt }: RunTask): (read: ReadCase) => string {
  const now = new Date(importedAt);
  const insertCase = insertInto(database, 'cases');
  const insertHearing = insertInto(database, 'hearings');
  const insertOrder = insertInto(database, 'orders');
  return (read) => {
    const caseId = uniqueId(now);
    const own = { id: caseId, importId, lawyerId: null, createdAt: importedAt, updatedAt: importedAt };
    const row: CaseRow = { ...read.case, ...own };
    const of = { caseId, createdAt: importedAt };
    const hearings = read.hearings.map((hearing): HearingRow => ({ ...hearing, ...of, id: uniqueId(now) }));
    const orders = read.orders.map((order): OrderRow => ({
      ...order,
      ...of,
      id: uniqueId(now),
      hearingId: null,
      documentId: null,
    }));
    insertCase.run(row);
    for (const hearing of hearings) insertHearing.run(hearing);
    for (const order of orders) insertOrder.run(order);
    return fingerprint({ case: row, parties: [], hearings, tasks: [], documents: [], orders });
  };
}

/** The most important first: what was refused, then what was taken with a warning. */
function limited(refused: readonly LineNote[], warnings: readonly LineNote[]) {
  const shownRefused = refused.toSorted((a, b) => a.line - b.line).slice(0, MOST_NOTES);
  return {
    refused: shownRefused,
    warnings: warnings.slice(0, MOST_NOTES - shownRefused.length),
    refusedTotal: refused.length,
    warningsTotal: warnings.length,
  };
}

async function writeAll(
  database: Database,
  { plan, task }: { readonly plan: ImportPlan; readonly task: RunTask },
  { signal, onProgress }: ImportHooks,
): Promise<ImportReport> {
  const { table, fileName } = plan.spreadsheet;
  const { importId, importedAt, importedBy, duplicates } = task;
  const write = createWriter(database, task);
  const refused = oddNotes(table);
  const warnings: LineNote[] = [];
  const fingerprints: string[] = [];
  const counts = { cases: 0, hearings: 0, orders: 0, skippedDuplicates: 0 };
  const pause = everyNow();
  let done = 0;
  beginImport(database, { id: importId, fileName, importedAt, importedBy });
  for (const planned of plannedLines(plan, { known: numberedCases(database), today: task.today })) {
    if (planned.kind === 'refused') refused.push(planned.problem);
    else if (isSkipped(planned, duplicates)) counts.skippedDuplicates += 1;
    else {
      fingerprints.push(write(planned.read));
      counts.cases += 1;
      counts.hearings += planned.read.hearings.length;
      counts.orders += planned.read.orders.length;
      warnings.push(...planned.warnings);
    }
    done += 1;
    if (await pause()) {
      throwIfCancelled(signal);
      onProgress({ done, total: table.rows.length });
    }
  }
  const report: ImportReport = {
    importId,
    fileName,
    importedAt,
    importedBy,
    rows: table.rows.length + table.odd.length,
    ...counts,
    ...limited(refused, warnings),
    undoneAt: null,
  };
  finishImport(database, report, fingerprints);
  rememberMapping(database, { signature: headerSignature(table.columns), mapping: plan.mapping });
  return report;
}

/**
 * Reads the file again and writes it as it was previewed. When it throws, nothing was written.
 * @throws AppError INVALID_INPUT when the file cannot be imported so; CANCELLED
 */
export async function runImport(task: RunTask, hooks: ImportHooks): Promise<ImportReport> {
  const spreadsheet = await readSpreadsheet(task.filePath, task.reading);
  const plan = planImport(spreadsheet, task.mapping, task.reading);
  if (plan.problem !== null) throw new AppError('INVALID_INPUT', plan.problem);
  throwIfCancelled(hooks.signal);
  const database = openDatabase(task.database);
  try {
    // Every row touches a dozen indexes at random places: with little room they would be written out again and again.
    database.pragma(`cache_size = -${CACHE_KB}`);
    database.exec('BEGIN IMMEDIATE');
    const report = await writeAll(database, { plan, task }, hooks);
    throwIfCancelled(hooks.signal);
    database.exec('COMMIT');
    return report;
  } finally {
    if (database.inTransaction) database.exec('ROLLBACK');
    database.close();
  }
}
