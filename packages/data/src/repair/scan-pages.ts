/**
 * Finds the rows that SQLite cannot reach: every page of rows is looked at by itself, whether or not a way leads to it.
 * What was deleted, and stands on pages that were given up, is not brought back.
 */
import type { PageFile, Cell } from './page-file.ts';
import type { PageMap } from './page-map.ts';
import { keyOf, misfit, rowOf, type ContentTable } from './row-fits.ts';
import { contentTables, type SalvageTarget } from './salvage-target.ts';

interface ScanParts {
  readonly file: PageFile;
  readonly map: PageMap;
  readonly target: SalvageTarget;
  /** Whether a row of that number is wanted, i.e. could not be read otherwise. */
  readonly isWanted: (table: ContentTable, rowid: number) => boolean;
  /** Called for every page, so that others have their turn. */
  readonly onPage: (number: number) => Promise<void>;
}

/** A page to which no tree leads. */
interface Stray {
  readonly number: number;
  readonly table: ContentTable;
  readonly cells: readonly Cell[];
}

export async function scanPages(parts: ScanParts): Promise<void> {
  const { file, map, target, isWanted, onPage } = parts;
  const referenced = new Set<number>();
  const strays: Stray[] = [];
  for (let number = 2; number <= file.pageCount; number += 1) {
    await onPage(number);
    if (map.givenUp.has(number)) continue;
    const page = file.page(number);
    if (page?.kind === 'table-node') for (const child of page.children) referenced.add(child);
    if (page?.kind !== 'table-leaf') continue;
    const cells = page.cells.filter((cell) => cell !== null);
    const known = map.leaves.get(number);
    if (known === undefined) {
      const table = tableOf(cells);
      if (table !== null) strays.push({ number, table, cells });
    } else if (contentTables.includes(known as ContentTable)) {
      for (const cell of cells) take(target, known as ContentTable, cell, isWanted);
    }
  }
  for (const { number, table, cells } of strays) {
    const isAlone = strays.filter((stray) => stray.table === table).length === 1;
    const isCertain = map.isGivenUpKnown || referenced.has(number) || (isAlone && target.count(table) === 0);
    for (const cell of cells) {
      if (isCertain) take(target, table, cell, isWanted);
      else doubt(target, table, cell, isWanted);
    }
  }
}

function take(
  target: SalvageTarget,
  table: ContentTable,
  { rowid, values }: Cell,
  isWanted: ScanParts['isWanted'],
): void {
  const row = rowOf(table, values);
  if (rowid === null || !isWanted(table, rowid)) return;
  if (row === null)
    return target.putAside({ table, rowid, why: 'it has not as many values as it should', values });
  // An older copy of what was read already.
  if (target.hasKey(table, String(row[keyOf(table)]))) return;
  target.add(table, rowid, row);
}

/** On a page of which nobody knows whether it was given up: what stands there may have been deleted. */
function doubt(
  target: SalvageTarget,
  table: ContentTable,
  { rowid, values }: Cell,
  isWanted: ScanParts['isWanted'],
): void {
  const row = rowOf(table, values);
  if (rowid === null || row === null || !isWanted(table, rowid)) return;
  if (target.hasKey(table, String(row[keyOf(table)]))) return;
  target.putAside({ table, rowid, why: 'it may have been deleted', values: row });
}

/** The one table whose rows these can be; null when there is none, or more than one. */
function tableOf(cells: readonly Cell[]): ContentTable | null {
  const fitting = contentTables
    .map((table) => ({ table, count: cells.filter(({ values }) => fits(table, values)).length }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count);
  const [first, second] = fitting;
  return first === undefined || second?.count === first.count ? null : first.table;
}

function fits(table: ContentTable, values: Cell['values']): boolean {
  const row = rowOf(table, values);
  return row !== null && misfit(table, row) === null;
}
