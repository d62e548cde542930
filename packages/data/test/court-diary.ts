/** A practice in memory with the cases, hearings and tasks that a test wants. */
import SqliteDatabase from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { queryBuilder } from '../src/query-builder.ts';
import { migrate } from '../src/migrate.ts';
import type { CaseRow, HearingRow, PracticeSchema, TaskRow } from '../src/schema.ts';

export interface CourtDiary {
  readonly query: Kysely<PracticeSchema>;
  addCase(row: Partial<CaseRow> & Pick<CaseRow, 'id'>): Promise<void>;
  addHearing(row: Partial<HearingRow> & Pick<HearingRow, 'id' | 'caseId' | 'day'>): Promise<void>;
  addTask(row: Partial<TaskRow> & Pick<TaskRow, 'id'>): Promise<void>;
  addLawyer(id: string, name: string): Promise<void>;
}

const createdAt = '2026-01-01T00:00:00.000Z';

export function courtDiary(): CourtDiary {
  const database = new SqliteDatabase(':memory:');
  database.pragma('foreign_keys = ON');
  migrate(database);
  const query = queryBuilder<PracticeSchema>(database);
  return {
    query,
    addCase: async (row) => {
      const empty = {
        number: '',
        title: `Case ${row.id}`,
        kind: '',
        court: '',
        judge: '',
        stage: '',
        status: 'open' as const,
        clientName: '',
        clientContact: '',
        opponent: '',
        reference: '',
        notes: '',
        lawyerId: null,
        filedOn: null,
        createdAt,
        updatedAt: createdAt,
        otherNumbers: '',
        importId: null,
      };
      await query
        .insertInto('cases')
        .values({ ...empty, ...row })
        .execute();
    },
    addHearing: async (row) => {
      const empty = { time: null, court: '', purpose: '', outcome: '', notes: '', room: '', createdAt };
      await query
        .insertInto('hearings')
        .values({ ...empty, ...row })
        .execute();
    },
    addTask: async (row) => {
      const empty = {
        caseId: null,
        title: `Task ${row.id}`,
        notes: '',
        dueOn: null,
        doneAt: null,
        assigneeId: null,
        createdAt,
        hearingId: null,
      };
      await query
        .insertInto('tasks')
        .values({ ...empty, ...row })
        .execute();
    },
    addLawyer: async (id, name) => {
      await query
        .insertInto('users')
        .values({ id, name, role: 'advocate', email: '', createdAt, active: 1, pin: null })
        .execute();
    },
  };
}
