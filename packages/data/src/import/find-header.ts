/** Finds the row in which the names of the columns stand, and gives every column a name of its own. */
import { MAX_COLUMNS, MAX_ROWS, refusal, tooManyColumns, tooManyRows } from './import-limits.ts';
import { isKnownColumn } from './header-words.ts';
import type { TableRow } from './read-table.ts';

/** A line that is no row of the table, and why. */
export interface OddLine {
  readonly line: number;
  /** What stands there first. */
  readonly value: string;
  readonly reason: string;
}

export interface NamedTable {
  readonly headerLine: number;
  /** Each once; a column without a name is called by its letter. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly odd: readonly OddLine[];
}

/** How far down a header is looked for. */
const ROWS_LOOKED_AT = 40;

const isFilled = (cell: string | undefined): boolean => cell !== undefined && cell !== '';
const isWord = (cell: string): boolean => cell !== '' && !/^[\d\s.,:/-]+$/.test(cell);
const filledCells = (cells: readonly string[]): number => cells.filter(isFilled).length;

function looksLikeHeader(cells: readonly string[], width: number): boolean {
  const filled = cells.filter(isFilled);
  const isWide = filled.length >= Math.max(2, width * 0.5);
  return isWide && filled.every(isWord) && new Set(filled).size >= filled.length - 1;
}

/**
 * The first row that names at least two columns as offices name them; else the first that is as wide as the table and
 * made of words; else the first.
 */
function headerIndex(rows: readonly TableRow[]): number {
  const first = rows.slice(0, ROWS_LOOKED_AT);
  const known = first.findIndex(({ cells }) => cells.filter(isKnownColumn).length >= 2);
  if (known >= 0) return known;
  const widths = first.map(({ cells }) => filledCells(cells)).toSorted((a, b) => a - b);
  const typical = widths[Math.floor(widths.length / 2)] ?? 0;
  const wordy = first.findIndex(({ cells }) => looksLikeHeader(cells, typical));
  return Math.max(wordy, 0);
}

/** A second row of names below merged ones: "Hearing" over "Last" and "Next". */
function isSecondHeader(head: readonly string[], below: TableRow | undefined): boolean {
  if (below === undefined) return false;
  const belowMerged = below.cells.some((cell, i) => i > 0 && isWord(cell) && !isFilled(head[i]));
  const beside = below.cells.filter((cell, i) => isFilled(cell) && isFilled(head[i])).length;
  return (
    belowMerged && below.cells.every((cell) => cell === '' || isWord(cell)) && beside < filledCells(head) / 2
  );
}

function joinHeaders(head: readonly string[], below: readonly string[]): string[] {
  let above = '';
  return Array.from({ length: Math.max(head.length, below.length) }, (_, i) => {
    const [upper, lower] = [head[i] ?? '', below[i] ?? ''];
    if (upper !== '') above = upper;
    if (lower === '') return upper;
    return above === '' ? lower : `${above} ${lower}`;
  });
}

/** As a spreadsheet calls its columns: A, B … Z, AA. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

function nameColumns(head: readonly string[], kept: readonly number[]): string[] {
  const seen = new Map<string, number>();
  return kept.map((index) => {
    const name = head[index]!.replace(/\s+/g, ' ').trim().slice(0, 200) || `Column ${letters(index)}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

const totalWords = /^(?:grand |sub ?)?(?:total|sum|count|summe|gesamt|suma)\b/i;

/** Why a row that stands in the table is no case; null for one that may be. */
function oddity(cells: readonly string[], head: readonly string[]): string | null {
  const filled = cells.filter(isFilled);
  if (filled.length > 1 && head.every((name, i) => (cells[i] ?? '') === name))
    return 'This line repeats the names of the columns.';
  if (filled.length <= 3 && totalWords.test(filled[0] ?? ''))
    return 'This looks like a total, not like a case.';
  return null;
}

/**
 * @param options.mayBeRagged whether rows may be shorter than the header, as in workbooks; in CSV a field is missing then
 * @throws AppError INVALID_INPUT
 */
export function findHeader(
  all: readonly TableRow[],
  { mayBeRagged }: { readonly mayBeRagged: boolean },
): NamedTable {
  if (all.length === 0) throw refusal('There is nothing in this table.');
  const at = headerIndex(all);
  const { line: headerLine, cells: first } = all[at]!;
  const hasSecond = mayBeRagged && isSecondHeader(first, all[at + 1]);
  const joined = hasSecond ? joinHeaders(first, all[at + 1]!.cells) : first;
  const body = all.slice(at + (hasSecond ? 2 : 1));
  if (body.length > MAX_ROWS) throw tooManyRows();
  const width = mayBeRagged
    ? body.reduce((most, { cells }) => Math.max(most, cells.length), joined.length)
    : joined.length;
  const head = Array.from({ length: width }, (_, i) => joined[i] ?? '');
  const kept = keptColumns(head, body);
  if (kept.length > MAX_COLUMNS) throw tooManyColumns();
  const rows: TableRow[] = [];
  const odd: OddLine[] = [];
  for (const { line, cells } of body) {
    const reason =
      mayBeRagged || cells.length === width
        ? oddity(cells, first)
        : `The row has ${cells.length} fields; the header has ${width}.`;
    if (reason === null) rows.push({ line, cells: kept.map((i) => cells[i] ?? '') });
    else odd.push({ line, value: cells.find(isFilled) ?? '', reason });
  }
  return { headerLine, columns: nameColumns(head, kept), rows, odd };
}

/** Columns with a name or with anything in them. */
function keptColumns(head: readonly string[], body: readonly TableRow[]): number[] {
  const used = head.map((name) => name !== '');
  for (const { cells } of body) {
    for (let i = 0; i < used.length; i += 1) if (!used[i] && isFilled(cells[i])) used[i] = true;
  }
  return used.flatMap((isUsed, i) => (isUsed ? [i] : []));
}
