/** Looks at a file as it would be imported, and writes nothing. */
import {
  throwIfCancelled,
  type ImportMapping,
  type ImportPreview,
  type ImportReading,
  type LineNote,
} from '@causebook/contracts';
import { openReadOnly } from '../database.ts';
import { numberedCases, rememberedMapping } from '../repositories/imports.ts';
import { guessMapping, samplesOf } from './guess-mapping.ts';
import { headerSignature } from './header-signature.ts';
import {
  oddNotes,
  planImport,
  plannedLines,
  type DuplicateLine,
  type ImportPlan,
  type NumberedCase,
} from './import-plan.ts';
import { quoted } from './line-reader.ts';
import { readSpreadsheet, type Spreadsheet } from './spreadsheet.ts';
import { everyNow, type ImportHooks } from './import-hooks.ts';

export interface PreviewTask {
  readonly kind: 'import-preview';
  readonly filePath: string;
  /** The database of the live practice. */
  readonly database: string;
  readonly reading: ImportReading;
  /** Null asks for the remembered or guessed one. */
  readonly mapping: ImportMapping | null;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

const EXAMPLE_CASES = 20;
const EXAMPLE_CELLS = 3;
const NAMED = 200;

/** Counts all, keeps the first. */
function createList<T>() {
  const named: T[] = [];
  let total = 0;
  return {
    named,
    get total() {
      return total;
    },
    add(entry: T): void {
      total += 1;
      if (named.length < NAMED) named.push(entry);
    },
  };
}

function chooseMapping(
  { mapping }: PreviewTask,
  { table }: Spreadsheet,
  remembered: (signature: string) => ImportMapping | null,
): { readonly mapping: ImportMapping; readonly isRemembered: boolean } {
  if (mapping !== null) return { mapping, isRemembered: false };
  const earlier = remembered(headerSignature(table.columns));
  return earlier === null
    ? { mapping: guessMapping(table), isRemembered: false }
    : { mapping: earlier, isRemembered: true };
}

const describeColumns = ({ table }: Spreadsheet): ImportPreview['columns'] =>
  table.columns.map((name, column) => ({
    name,
    examples: [...new Set(samplesOf(table, column))].slice(0, EXAMPLE_CELLS).map((value) => quoted(value)),
  }));

async function readAll(
  plan: ImportPlan,
  { today, known }: { readonly today: string; readonly known: Iterable<NumberedCase> },
  { signal, onProgress }: ImportHooks,
) {
  const { rows } = plan.spreadsheet.table;
  const [refused, warnings, duplicates] = [
    createList<LineNote>(),
    createList<LineNote>(),
    createList<DuplicateLine>(),
  ];
  const examples: ImportPreview['examples'] = [];
  for (const note of oddNotes(plan.spreadsheet.table)) refused.add(note);
  let done = 0;
  const pause = everyNow();
  for (const planned of plannedLines(plan, { known, today })) {
    const problem = planned.kind === 'refused' ? planned.problem.reason : null;
    if (examples.length < EXAMPLE_CASES)
      examples.push({ line: planned.line, fields: planned.fields, problem });
    if (planned.kind === 'refused') refused.add(planned.problem);
    else for (const note of planned.warnings) warnings.add(note);
    if (planned.duplicate !== null) duplicates.add(planned.duplicate);
    done += 1;
    if (await pause()) {
      throwIfCancelled(signal);
      onProgress({ done, total: rows.length });
    }
  }
  return { refused, warnings, duplicates, examples };
}

/** @throws AppError INVALID_INPUT, CANCELLED */
export async function previewImport(task: PreviewTask, hooks: ImportHooks): Promise<ImportPreview> {
  const spreadsheet = await readSpreadsheet(task.filePath, task.reading);
  throwIfCancelled(hooks.signal);
  const database = openReadOnly(task.database);
  try {
    const { mapping, isRemembered } = chooseMapping(task, spreadsheet, (signature) =>
      rememberedMapping(database, signature),
    );
    const plan = planImport(spreadsheet, mapping, task.reading);
    const { refused, warnings, duplicates, examples } = await readAll(
      plan,
      { today: task.today, known: numberedCases(database) },
      hooks,
    );
    const { fileName, format, sheets, sheet, encoding, delimiter, table } = spreadsheet;
    return {
      fileName,
      format,
      sheets: [...sheets],
      reading: { sheet, encoding, delimiter, dateOrder: plan.dateOrder },
      headerLine: table.headerLine,
      columns: describeColumns(spreadsheet),
      mapping: plan.mapping,
      isRemembered,
      rows: table.rows.length + table.odd.length,
      examples,
      refusedTotal: refused.total,
      refused: refused.named.toSorted((a, b) => a.line - b.line),
      warningsTotal: warnings.total,
      warnings: warnings.named,
      duplicatesTotal: duplicates.total,
      duplicates: duplicates.named,
      problem: plan.problem,
    };
  } finally {
    database.close();
  }
}
