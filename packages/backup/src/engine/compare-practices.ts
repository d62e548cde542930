/** What stands in one practice and not in another: a database as `main` against the live one, attached as `live`. */
import type { ChangeCount, NamedChange, PracticeCounts, RestorePreview } from '@causebook/contracts';
import { readSetting, type Database } from '@causebook/data';

export type PracticeComparison = Pick<RestorePreview, 'changes' | 'disappearing' | 'appearing'>;
type Changes = PracticeComparison['changes'];

const tables = [
  'users',
  'cases',
  'hearings',
  'tasks',
  'orders',
  'documents',
] as const satisfies readonly (keyof Changes)[];

/** Both must have the same version. @param today `YYYY-MM-DD`, to tell coming hearings from past ones */
export const comparePractices = (database: Database, today: string): PracticeComparison => ({
  changes: Object.fromEntries(tables.map((table) => [table, countChange(database, table)])) as Changes,
  disappearing: namedDifference(database, 'live', 'main', today),
  appearing: namedDifference(database, 'main', 'live', today),
});

/** Where there is nothing to compare with. */
export const allAppears = (counts: PracticeCounts): PracticeComparison => ({
  changes: Object.fromEntries(tables.map((table) => [table, allNew(counts[table])])) as Changes,
  disappearing: [],
  appearing: [],
});

const allNew = (after: number): ChangeCount => ({ now: 0, after, disappear: 0, appear: after, change: 0 });

function countChange(database: Database, table: (typeof tables)[number]): ChangeCount {
  const count = (sql: string): number =>
    database.prepare<[], number>(`SELECT count(*) FROM ${sql}`).pluck().get() ?? 0;
  const appear = count(`main.${table} WHERE id NOT IN (SELECT id FROM live.${table})`);
  const different = count(`(SELECT * FROM main.${table} EXCEPT SELECT * FROM live.${table})`);
  return {
    now: count(`live.${table}`),
    after: count(`main.${table}`),
    disappear: count(`live.${table} WHERE id NOT IN (SELECT id FROM main.${table})`),
    appear,
    change: Math.max(0, different - appear),
  };
}

/** What stands in one practice and not in the other: the nearest coming hearings, then the latest cases. */
function namedDifference(
  database: Database,
  has: 'live' | 'main',
  lacks: 'live' | 'main',
  today: string,
): NamedChange[] {
  const hearings = database
    .prepare<[string], NamedChange>(
      `SELECT 'hearing' AS kind, substr(c.title || ', ' || h.court, 1, 200) AS label, h.day AS day
       FROM ${has}.hearings h JOIN ${has}.cases c ON c.id = h.caseId
       WHERE h.day >= ? AND h.id NOT IN (SELECT id FROM ${lacks}.hearings) ORDER BY h.day, h.time LIMIT 5`,
    )
    .all(today);
  const cases = database
    .prepare<[number], NamedChange>(
      `SELECT 'case' AS kind, substr(number || ' ' || title, 1, 200) AS label, NULL AS day
       FROM ${has}.cases WHERE id NOT IN (SELECT id FROM ${lacks}.cases) ORDER BY updatedAt DESC LIMIT ?`,
    )
    .all(10 - hearings.length);
  return [...hearings, ...cases];
}

/** Whether both are states of one practice. */
export function originOf(database: Database): RestorePreview['origin'] {
  const then = readSetting(database, 'practice.id');
  const now = database
    .prepare<[], string>(`SELECT value FROM live.settings WHERE key = 'practice.id'`)
    .pluck()
    .get();
  if (then === null || now === undefined) return 'unknown';
  return then === now ? 'this-practice' : 'another-practice';
}
