/** What a damaged database has that a backup of the same practice has not, or has otherwise: one list in diary words. */
import type { NewerRow, RowKind } from '@causebook/contracts';
import { openReadOnly, type Database } from '../database.ts';
import { dayInWords } from '../days.ts';
import { shownName } from '../document-names.ts';
import { keyOf, storedColumns, type ContentTable, type SalvagedRow } from './row-fits.ts';
import { contentTables, kindOf } from './salvage-target.ts';

export interface NewerRowList {
  readonly rows: readonly NewerRow[];
  /** Rows of the backup of which nobody knows whether they were deleted or cannot be read. */
  readonly onlyInBackup: number;
}

/** What comes with the entry that it belongs to, or must never change. */
const unlisted: ReadonlySet<string> = new Set(['deletedDocuments']);
const PRACTICE_ID = 'practice.id';

/**
 * @param backup database of the backup, of the newest version
 * @param damaged what could be read of the damaged one, made for a comparison
 * @param whole kinds of which everything could be read
 */
export function newerRows(backup: string, damaged: string, whole: readonly RowKind[]): NewerRowList {
  const database = openReadOnly(damaged);
  try {
    database.prepare('ATTACH DATABASE ? AS backup').run(backup);
    const rows: NewerRow[] = [];
    let onlyInBackup = 0;
    const deleted = idsOfNewDeletions(database);
    for (const table of contentTables.filter((name) => !unlisted.has(name))) {
      rows.push(...changedRows(database, table));
      const gone = rowsOnlyIn(database, 'backup', table).filter(
        (row) => !deleted.has(String(row[keyOf(table)])),
      );
      if (whole.includes(kindOf[table]) && table !== 'settings')
        rows.push(...gone.map((row) => described(database, table, row, 'deleted')));
      else onlyInBackup += gone.length;
    }
    return { rows, onlyInBackup };
  } finally {
    database.close();
  }
}

export const rowKey = (change: NewerRow['change'], table: ContentTable, key: string): string =>
  `${change}:${table}:${key}`;

/** @returns null for what no list has named */
export function parseRowKey(
  text: string,
): { readonly change: NewerRow['change']; readonly table: ContentTable; readonly key: string } | null {
  const [, change, name, key] = /^(added|changed|deleted):([A-Za-z]+):(.+)$/s.exec(text) ?? [];
  const table = contentTables.find((known) => known === name);
  return table === undefined || key === undefined
    ? null
    : { change: change as NewerRow['change'], table, key };
}

function rowsOnlyIn(database: Database, where: 'main' | 'backup', table: ContentTable): SalvagedRow[] {
  const key = keyOf(table);
  const other = where === 'main' ? 'backup' : 'main';
  return database
    .prepare<[], SalvagedRow>(
      `SELECT * FROM ${where}."${table}" WHERE "${key}" NOT IN (SELECT "${key}" FROM ${other}."${table}") ORDER BY "${key}"`,
    )
    .all();
}

function changedRows(database: Database, table: ContentTable): NewerRow[] {
  const list = storedColumns(table)
    .map((column) => `"${column}"`)
    .join(', ');
  const key = keyOf(table);
  const different = database
    .prepare<[], SalvagedRow>(
      `SELECT ${list} FROM main."${table}" EXCEPT SELECT ${list} FROM backup."${table}"`,
    )
    .all();
  const isThere = database
    .prepare<[string], number>(`SELECT 1 FROM backup."${table}" WHERE "${key}" = ?`)
    .pluck();
  return different
    .filter((row) => row[key] !== PRACTICE_ID)
    .map((row) =>
      described(database, table, row, isThere.get(String(row[key])) === undefined ? 'added' : 'changed'),
    );
}

/** What was deleted since the backup, by the ids of everything that went. */
function idsOfNewDeletions(database: Database): ReadonlySet<string> {
  return new Set(
    rowsOnlyIn(database, 'main', 'deletions').flatMap(({ content }) => idsOfDeletion(String(content))),
  );
}

/** The ids of all rows that a deletion has kept. */
export function idsOfDeletion(content: string): string[] {
  const { rows = {} } = JSON.parse(content) as {
    rows?: Readonly<Record<string, readonly { id?: unknown }[]>>;
  };
  return Object.values(rows).flatMap((list) =>
    list.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])),
  );
}

function described(
  database: Database,
  table: ContentTable,
  row: SalvagedRow,
  change: NewerRow['change'],
): NewerRow {
  const day = row['day'] ?? row['dueOn'] ?? row['orderedOn'] ?? null;
  return {
    key: rowKey(change, table, String(row[keyOf(table)])),
    kind: kindOf[table],
    change,
    label: labelOf(table, row),
    caseLabel: table === 'cases' ? '' : caseLabelOf(database, row['caseId'] ?? null),
    day: day === null ? null : String(day),
  };
}

function labelOf(table: ContentTable, row: SalvagedRow): string {
  const text = (column: string): string => String(row[column] ?? '');
  switch (table) {
    case 'cases':
      return [text('number'), text('title')].filter(Boolean).join(' ');
    case 'hearings':
      return [`Hearing of ${dayInWords(text('day'))}`, text('court'), text('purpose')]
        .filter(Boolean)
        .join(', ');
    case 'tasks':
    case 'orders':
    case 'deletions':
      return text('title');
    case 'documents':
      return shownName(text('name'));
    case 'imports':
      return `Import of ${text('fileName')}`;
    case 'users':
    case 'parties':
      return text('name');
    case 'settings':
      return text('key') === 'practice.name'
        ? `Name of the practice: ${text('value')}`
        : `Setting ${text('key')}`;
    case 'deletedDocuments':
      return '';
    default:
      return table satisfies never;
  }
}

function caseLabelOf(database: Database, caseId: string | number | null): string {
  if (caseId === null) return '';
  for (const where of ['main', 'backup']) {
    const found = database
      .prepare<[string], { number: string; title: string }>(
        `SELECT number, title FROM ${where}.cases WHERE id = ?`,
      )
      .get(String(caseId));
    if (found) return [found.number, found.title].filter(Boolean).join(' ');
  }
  return '';
}
