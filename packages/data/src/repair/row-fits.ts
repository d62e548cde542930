/**
 * Whether values that were read from a damaged database can be a row of a table: the types and closed sets of the schema,
 * and the forms of ids, days and instants that every screen relies on. Nothing is corrected: it fits, or it does not.
 */
import { CalendarDay, Instant, Sha256, TimeOfDay } from '@causebook/contracts';
import type { PracticeSchema } from '../schema.ts';
import { columnsOf } from '../insert-into.ts';
import type { Value } from './page-file.ts';

export type ContentTable = Exclude<keyof PracticeSchema, `search${string}`>;
export type SalvagedRow = Readonly<Record<string, string | number | null>>;

type Check = (value: Value) => boolean;

const matches =
  (form: { safeParse(value: unknown): { success: boolean } }): Check =>
  (value) =>
    form.safeParse(value).success;
const oneOf =
  (...values: readonly (string | number)[]): Check =>
  (value) =>
    values.includes(value as string);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

/** Nobody types a NUL: it stands where a page was that is gone. */
const text: Check = (value) => typeof value === 'string' && !value.includes('\0');
const id: Check = (value) =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
const count: Check = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const json: Check = (value) => {
  try {
    return text(value) && JSON.parse(value as string) !== undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
};
const tags: Check = (value) => json(value) && Array.isArray(JSON.parse(value as string));
const day = matches(CalendarDay);
const instant = matches(Instant);
const sha256 = matches(Sha256);

/** What holds for a column of that name in every table, unless `special` says otherwise. */
const byName: Readonly<Record<string, Check>> = {
  id,
  caseId: id,
  lawyerId: orNull(id),
  importId: orNull(id),
  assigneeId: orNull(id),
  hearingId: orNull(id),
  documentId: orNull(id),
  deletionId: id,
  createdAt: instant,
  updatedAt: instant,
  addedAt: instant,
  importedAt: instant,
  deletedAt: instant,
  undoneAt: orNull(instant),
  doneAt: orNull(instant),
  day,
  time: orNull(matches(TimeOfDay)),
  dueOn: orNull(day),
  filedOn: orNull(day),
  orderedOn: day,
  size: count,
  position: count,
  sha256,
  active: oneOf(0, 1),
  pin: orNull(text),
  report: json,
  content: json,
  tags,
};

const special: { readonly [Table in ContentTable]?: Readonly<Record<string, Check>> } = {
  users: { role: oneOf('owner', 'advocate', 'clerk') },
  cases: { status: oneOf('open', 'closed', 'archived') },
  parties: { side: oneOf('client', 'opponent', 'other') },
  tasks: { caseId: orNull(id) },
  documents: { caseId: orNull(id) },
  deletions: { kind: oneOf('case', 'hearing', 'task', 'order', 'document') },
};

/** What an older version's rows do not have yet, as the migration gives it to them. */
const added: { readonly [Table in ContentTable]?: SalvagedRow } = {
  users: { active: 1, pin: null },
  cases: { otherNumbers: '', importId: null },
  hearings: { room: '' },
  tasks: { hearingId: null },
  documents: { tags: '[]' },
};

export const addedColumns = (table: ContentTable): SalvagedRow => added[table] ?? {};

/** In the order in which a row of the newest version is stored. */
export const storedColumns = (table: ContentTable): readonly string[] =>
  table === 'settings' ? ['key', 'value'] : columnsOf(table);

/** The name of the column that no two rows of a table share. */
export const keyOf = (table: ContentTable): 'id' | 'key' => (table === 'settings' ? 'key' : 'id');

/** Whether a table can have a row of that key. */
export const fitsKey = (table: ContentTable, key: Value): key is string => checkOf(table, keyOf(table))(key);

const checkOf = (table: ContentTable, column: string): Check =>
  special[table]?.[column] ?? byName[column] ?? text;

/** The column that keeps a row from being one of the table, or null when it fits. */
export function misfit(table: ContentTable, row: Readonly<Record<string, Value>>): string | null {
  return storedColumns(table).find((column) => !checkOf(table, column)(row[column] ?? null)) ?? null;
}

/**
 * Values as they are stored, as a row with every column; null when there are too few or too many of them. A row that was
 * written before a column was added ends before it.
 */
export function rowOf(table: ContentTable, values: readonly Value[]): Record<string, Value> | null {
  const columns = storedColumns(table);
  const defaults = added[table] ?? {};
  if (values.length > columns.length || values.length < columns.length - Object.keys(defaults).length)
    return null;
  return Object.fromEntries(
    columns.map((column, index) => [column, index < values.length ? values[index]! : defaults[column]!]),
  );
}
