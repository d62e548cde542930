/** Guesses from the names of the columns, and from what stands in them, which of them fills which field of a case. */
import type { ImportField, ImportMapping } from '@causebook/contracts';
import { fieldsOf, isCounter, plainName } from './header-words.ts';
import { readTime } from './read-case.ts';
import type { NamedTable } from './find-header.ts';
import { readWrittenDay } from './written-day.ts';

const ROWS_LOOKED_AT = 300;
/** How much of a column has to be of the right kind. */
const ENOUGH = 0.6;

const dayFields: readonly ImportField[] = ['filedOn', 'nextHearingDay', 'lastHearingDay', 'disposedOn'];
export const isDayField = (field: ImportField): boolean => dayFields.includes(field);

/** Fields that hold names or words; a column of codes or figures is none of them. */
const worded: readonly ImportField[] = [
  'title',
  'court',
  'judge',
  'clientName',
  'opponent',
  'kind',
  'stage',
  'status',
  'lastHearingOutcome',
];

const share = (values: readonly string[], is: (value: string) => boolean): number =>
  values.length === 0 ? 1 : values.filter(is).length / values.length;

const isFigure = (value: string): boolean => /^[\d\s.,-]+$/.test(value);
/** A day, or what was meant as one: a mistyped day has to be seen, not passed over. */
const looksLikeDay = (value: string): boolean =>
  /\d.*[-/. ].*\d\d/.test(value) || readWrittenDay(value, 'day-first').kind === 'day';

function fits(
  { field, name }: { readonly field: ImportField; readonly name: string },
  values: readonly string[],
): boolean {
  if (isDayField(field)) return share(values, looksLikeDay) >= ENOUGH;
  if (field === 'nextHearingTime') return share(values, (value) => readTime(value) !== null) >= ENOUGH;
  if (worded.includes(field)) return values.length === 0 || share(values, isFigure) < ENOUGH;
  if (field === 'number' && plainName(name) === 'no') return !isRunningNumber(values);
  return true;
}

/** 1, 2, 3 …: the row's own number, not the court's. */
const isRunningNumber = (values: readonly string[]): boolean =>
  values.length > 2 &&
  values.every((value, i) => Number(value) === Number(values[0]) + i && Number(value) < 1e6);

interface Candidate {
  readonly field: ImportField;
  readonly column: number;
  readonly rank: number;
}

/** What stands in one column of the first rows. */
export function samplesOf({ rows }: NamedTable, column: number): string[] {
  const found: string[] = [];
  for (const { cells } of rows.slice(0, ROWS_LOOKED_AT)) {
    const cell = cells[column] ?? '';
    if (cell !== '') found.push(cell);
  }
  return found;
}

/** Every field has at most one column, and every column at most one field: the surest names first. */
export function guessMapping(table: NamedTable): ImportMapping {
  const candidates: Candidate[] = table.columns.flatMap((name, column) => {
    if (isCounter(name)) return [];
    const values = samplesOf(table, column);
    return fieldsOf(name)
      .filter(({ field }) => fits({ field, name }, values))
      .map(({ field, rank }) => ({ field, column, rank }));
  });
  const mapping: Partial<Record<ImportField, number>> = {};
  const taken = new Set<number>();
  for (const { field, column } of candidates.toSorted((a, b) => a.rank - b.rank || a.column - b.column)) {
    if (mapping[field] !== undefined || taken.has(column)) continue;
    mapping[field] = column;
    taken.add(column);
  }
  return mapping;
}
