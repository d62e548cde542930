/** Import of cases from a spreadsheet: what was found in a file, how its columns are read, and what came of it. */
import { z } from 'zod';
import { EntryId, Instant, Line } from './practice.ts';

/** A field of a case, or of the hearing or order that a row may bring, that a column can fill. */
export const ImportField = z.enum([
  'number',
  'title',
  'kind',
  'court',
  'judge',
  'stage',
  'status',
  'clientName',
  'clientContact',
  'opponent',
  'reference',
  'otherNumbers',
  'notes',
  'filedOn',
  'nextHearingDay',
  'nextHearingTime',
  'nextHearingPurpose',
  'lastHearingDay',
  'lastHearingOutcome',
  'disposedOn',
]);
export type ImportField = z.infer<typeof ImportField>;

/** Which column fills which field; fields without one are left empty. Columns by their position, from 0; a sheet has at most 16,384. */
export const ImportMapping = z.partialRecord(ImportField, z.int().min(0).max(16_383));
export type ImportMapping = z.infer<typeof ImportMapping>;

export const ImportReading = z.object({
  /** Workbooks only. */
  sheet: Line.nullable().default(null),
  encoding: z.enum(['auto', 'utf-8', 'windows-1252']).default('auto'),
  delimiter: z.enum(['auto', ',', ';', '\t']).default('auto'),
  dateOrder: z.enum(['auto', 'day-first', 'month-first']).default('auto'),
});
export type ImportReading = z.output<typeof ImportReading>;

/** Something to say about one line of the file. */
export const LineNote = z.object({
  /** The first line of the file is 1; in a workbook the first row. */
  line: z.int().positive(),
  column: z.string().nullable(),
  value: z.string(),
  reason: z.string(),
});
export type LineNote = z.infer<typeof LineNote>;

export const ImportPreview = z.object({
  fileName: z.string(),
  format: z.enum(['csv', 'xlsx']),
  /** Sheets of a workbook; empty for CSV. */
  sheets: z.array(z.string()),
  /** How the file was read, with what was detected where `auto` was asked. */
  reading: z.object({
    sheet: z.string().nullable(),
    encoding: z.string(),
    delimiter: z.string(),
    dateOrder: z.enum(['day-first', 'month-first', 'unclear']),
  }),
  /** The line at which the names of the columns stand. */
  headerLine: z.int().positive(),
  columns: z.array(z.object({ name: z.string(), examples: z.array(z.string()).max(3) })),
  /** Remembered from the last import with these columns, else guessed from their names. */
  mapping: ImportMapping,
  isRemembered: z.boolean(),
  rows: z.int().nonnegative(),
  /** The first rows as they would become cases. */
  examples: z
    .array(
      z.object({
        line: z.int().positive(),
        fields: z.partialRecord(ImportField, z.string()),
        problem: z.string().nullable(),
      }),
    )
    .max(20),
  /** Lines that cannot be taken as they are; at most 200 are named. */
  refusedTotal: z.int().nonnegative(),
  refused: z.array(LineNote).max(200),
  warningsTotal: z.int().nonnegative(),
  warnings: z.array(LineNote).max(200),
  /** Lines whose case number the practice, or an earlier line, has already; at most 200 are named. */
  duplicatesTotal: z.int().nonnegative(),
  duplicates: z
    .array(
      z.object({ line: z.int().positive(), number: z.string(), title: z.string(), existing: z.string() }),
    )
    .max(200),
  /** Null when everything can be imported; else what is missing, in words. */
  problem: z.string().nullable(),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

/** What to do with a line whose case number is known already. */
export const DuplicateChoice = z.enum(['skip', 'import']);
export type DuplicateChoice = z.infer<typeof DuplicateChoice>;

export const ImportReport = z.object({
  importId: EntryId,
  fileName: z.string(),
  importedAt: Instant,
  importedBy: z.string(),
  rows: z.int().nonnegative(),
  cases: z.int().nonnegative(),
  hearings: z.int().nonnegative(),
  orders: z.int().nonnegative(),
  skippedDuplicates: z.int().nonnegative(),
  refused: z.array(LineNote),
  warnings: z.array(LineNote),
  /** At most 500 notes are kept; these are the true numbers. */
  refusedTotal: z.int().nonnegative(),
  warningsTotal: z.int().nonnegative(),
  undoneAt: Instant.nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;
