/**
 * Reads the rows of a damaged table through SQLite, going on behind whatever cannot be read: in batches, one number at a
 * time where a batch fails, and in growing strides where thousands of numbers fail.
 */
import type { Database } from '../database.ts';

export interface ProbedRow {
  readonly rowid: number;
  readonly row: Readonly<Record<string, string | number | Buffer | null>>;
}

/** Numbers from `from` to `to`, both included, that could not be read: rows of them may be there. */
export interface Gap {
  readonly from: number;
  to: number;
}

const BATCH = 200;
/** Numbers that are tried one by one before strides are taken. */
const PATIENCE = 2_000;

type Probe = (after: number) => ProbedRow[];

/** @param gaps receives what could not be read, in order */
export function* probeRows(
  database: Database,
  table: string,
  columns: readonly string[],
  gaps: Gap[],
): Generator<ProbedRow> {
  const list = columns.map((column) => `"${column}"`).join(', ');
  const select = (where: string): Probe => {
    const statement = database.prepare<[number], Record<string, string | number>>(
      `SELECT rowid AS "rowid", ${list} FROM "${table}" NOT INDEXED WHERE rowid ${where}`,
    );
    return (number) => statement.all(number).map(({ rowid, ...row }) => ({ rowid: rowid as number, row }));
  };
  const batch = select(`> ? ORDER BY rowid LIMIT ${BATCH}`);
  const single = select('= ?');
  let last = lowest(database, table) - 1;
  for (;;) {
    const rows = attempt(batch, last);
    if (rows?.length === 0) return;
    if (rows !== null) {
      yield* rows;
      last = rows.at(-1)!.rowid;
      continue;
    }
    const behind = yield* step(single, last, gaps);
    const next = behind ?? stride(batch, last + PATIENCE);
    if (behind === null) widen(gaps, last + 1, (next ?? Number.MAX_SAFE_INTEGER) - 1);
    if (next === null) return;
    last = next - 1;
  }
}

/** Usually 1. Rows of a table whose first page is damaged may begin anywhere, so they are looked for from there on. */
function lowest(database: Database, table: string): number {
  try {
    const found = database
      .prepare<[], number>(`SELECT rowid FROM "${table}" NOT INDEXED ORDER BY rowid LIMIT 1`)
      .pluck()
      .get();
    return Math.min(found ?? 1, 1);
  } catch (error) {
    if (isDamage(error)) return 1;
    throw error;
  }
}

/** @returns the number of the first row behind a damaged stretch, which is not given yet; null when there is none nearby */
function* step(single: Probe, after: number, gaps: Gap[]): Generator<ProbedRow, number | null> {
  let hasFailed = false;
  for (let number = after + 1; number <= after + PATIENCE; number += 1) {
    const rows = attempt(single, number);
    if (rows === null) {
      hasFailed = true;
      widen(gaps, number, number);
    } else if (rows.length > 0) {
      if (hasFailed) return number;
      yield* rows;
    }
  }
  return null;
}

/** The number from which rows can be read again, null when there are none any more. */
function stride(batch: Probe, from: number): number | null {
  let bad = from;
  for (let width = PATIENCE; bad + width < Number.MAX_SAFE_INTEGER; width *= 2) {
    const rows = attempt(batch, bad + width);
    if (rows === null) {
      bad += width;
      continue;
    }
    return firstReadable(batch, bad, bad + width);
  }
  return null;
}

function firstReadable(batch: Probe, bad: number, good: number): number | null {
  let [low, high] = [bad, good];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (attempt(batch, middle) === null) low = middle;
    else high = middle;
  }
  return attempt(batch, high)?.[0]?.rowid ?? null;
}

function widen(gaps: Gap[], from: number, to: number): void {
  const latest = gaps.at(-1);
  if (latest && from <= latest.to + 1) latest.to = Math.max(latest.to, to);
  else gaps.push({ from, to });
}

function attempt(probe: Probe, number: number): ProbedRow[] | null {
  try {
    return probe(number);
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
}

/** What SQLite says of pages that are not what they should be, or that the disk does not give. */
export function isDamage(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB|IOERR|ERROR)/.test(code);
}
