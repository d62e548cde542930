/** Writes what a spec needs into the practice of a profile that no app holds. Days are counted from today. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const two = (value: number): string => String(value).padStart(2, '0');

/** `YYYY-MM-DD` of the day that is so many days from today. */
export function dayFromToday(days: number): string {
  const date = new Date();
  date.setDate(date.getDate() + days);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

interface Rows {
  readonly cases?: readonly { id: string; number: string; title: string; stage?: string; status?: string }[];
  readonly hearings?: readonly {
    id: string;
    caseId: string;
    day: string;
    time?: string;
    court?: string;
    room?: string;
    purpose?: string;
    outcome?: string;
  }[];
  readonly tasks?: readonly { id: string; title: string; dueOn?: string; caseId?: string; doneAt?: string }[];
  readonly orders?: readonly { id: string; caseId: string; orderedOn: string; title: string }[];
}

const defaults = {
  cases: {
    kind: '',
    court: 'District Court',
    judge: '',
    stage: '',
    status: 'open',
    clientName: '',
    clientContact: '',
    opponent: '',
    reference: '',
    notes: '',
  },
  hearings: { time: null, court: 'District Court', room: '', purpose: '', outcome: '', notes: '' },
  tasks: { caseId: null, notes: '', dueOn: null, doneAt: null },
  orders: { summary: '' },
} as const;

/** Adds the rows, and empties the practice before unless it is told to keep what is there. */
export function writeRows(profile: string, rows: Rows, { keep = false } = {}): void {
  const generation = readFileSync(join(profile, 'data/CURRENT'), 'utf8').trim();
  const database = new Database(join(profile, 'data/generations', generation, 'database.sqlite'));
  const at = new Date().toISOString();
  database.pragma('foreign_keys = ON');
  try {
    database.transaction(() => {
      if (!keep) database.exec('DELETE FROM tasks; DELETE FROM cases;');
      for (const table of ['cases', 'hearings', 'tasks', 'orders'] as const) {
        for (const given of rows[table] ?? []) {
          const row: Record<string, unknown> = { ...defaults[table], ...given, createdAt: at };
          if (table === 'cases') row['updatedAt'] = at;
          const names = Object.keys(row);
          database
            .prepare(
              `INSERT INTO ${table} (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`,
            )
            .run(row);
        }
      }
    })();
  } finally {
    database.close();
  }
}
