/** What happened at a hearing and what follows: its outcome, the next hearing, the tasks that go on, the stage of the case. */
import { AppError, type Hearing, type HearingRecord } from '@causebook/contracts';
import type { Kysely, Transaction } from 'kysely';
import { dayInWords, dayPlus, daysFrom } from '../days.ts';
import type { CaseRow, PracticeSchema } from '../schema.ts';
import { uniqueId } from '../unique-id.ts';
import { getHearing } from './hearings.ts';
import { hearingChanges, type FieldChange } from './save-hearing.ts';

export interface CarriedTask {
  readonly id: string;
  readonly title: string;
  readonly dueBefore: string | null;
  readonly dueAfter: string | null;
}

export interface RecordedHearing {
  readonly hearing: Hearing;
  readonly next: Hearing | null;
  /** Of the hearing; of the case. */
  readonly changes: readonly FieldChange[];
  readonly caseChanges: readonly FieldChange[];
  readonly carried: readonly CarriedTask[];
  /** Whether an outcome was written down before. */
  readonly wasRecorded: boolean;
  /** Whether the case has another hearing on the day of the next one. */
  readonly isDoubled: boolean;
}

interface Moment {
  readonly now: Date;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/**
 * The tasks that a hearing leaves open: those that prepare it, and those of its case that were due by its day and
 * prepare no other hearing.
 */
export function openTasksOf(query: Kysely<PracticeSchema>, hearing: Pick<Hearing, 'id' | 'day' | 'case'>) {
  return query
    .selectFrom('tasks')
    .where('doneAt', 'is', null)
    .where((where) =>
      where.or([
        where('hearingId', '=', hearing.id),
        where.and([
          where('caseId', '=', hearing.case.id),
          where('hearingId', 'is', null),
          where('dueOn', '<=', hearing.day),
        ]),
      ]),
    );
}

/**
 * Writes the outcome down, or corrects it, with everything that follows from it. One transaction.
 * @throws AppError NOT_FOUND; INVALID_INPUT when the next hearing does not come after this one, or the case is to be closed and heard again
 */
export async function recordHearing(
  query: Kysely<PracticeSchema>,
  record: HearingRecord,
  moment: Moment,
): Promise<RecordedHearing> {
  return query.transaction().execute(async (change) => {
    const before = await getHearing(change, record.hearingId);
    requireSense(before, record);
    await change
      .updateTable('hearings')
      .set({ outcome: record.outcome, notes: record.notes })
      .where('id', '=', before.id)
      .execute();
    const nextId = await addNext(change, before, record, moment.now);
    const heir = nextId ?? (record.closeCase ? null : await nearestAfter(change, before));
    const carried =
      heir !== null && record.carryTasks
        ? await carryTasks(change, before, { id: heir.id, day: heir.day, today: moment.today })
        : [];
    const caseChanges = await changeCase(change, before.case.id, record, moment.now);
    const hearing = await getHearing(change, before.id);
    return {
      hearing,
      next: nextId === null ? null : await getHearing(change, nextId.id),
      changes: hearingChanges(before, hearing),
      caseChanges,
      carried,
      wasRecorded: before.outcome !== '',
      isDoubled: nextId?.isDoubled ?? false,
    };
  });
}

function requireSense(hearing: Hearing, { next, closeCase }: HearingRecord): void {
  if (next === null) return;
  if (closeCase) {
    throw new AppError('INVALID_INPUT', 'A case that is closed has no next hearing.', {
      remedy: 'Leave the case open, or choose that there is no further hearing.',
    });
  }
  if (next.day <= hearing.day) {
    throw new AppError(
      'INVALID_INPUT',
      `The next hearing must come after this one, which is on ${dayInWords(hearing.day)}.`,
      { remedy: 'Choose a later day.' },
    );
  }
}

async function addNext(
  change: Transaction<PracticeSchema>,
  hearing: Hearing,
  { next }: HearingRecord,
  now: Date,
): Promise<{ readonly id: string; readonly day: string; readonly isDoubled: boolean } | null> {
  if (next === null) return null;
  const other = await change
    .selectFrom('hearings')
    .select('id')
    .where('caseId', '=', hearing.case.id)
    .where('day', '=', next.day)
    .executeTakeFirst();
  const id = uniqueId(now);
  await change
    .insertInto('hearings')
    .values({
      ...next,
      id,
      caseId: hearing.case.id,
      court: hearing.court,
      outcome: '',
      notes: '',
      createdAt: now.toISOString(),
    })
    .execute();
  return { id, day: next.day, isDoubled: other !== undefined };
}

/** The hearing to come for which the case is listed already. */
async function nearestAfter(
  change: Transaction<PracticeSchema>,
  hearing: Hearing,
): Promise<{ readonly id: string; readonly day: string } | null> {
  const found = await change
    .selectFrom('hearings')
    .select(['id', 'day'])
    .where('caseId', '=', hearing.case.id)
    .where('day', '>', hearing.day)
    .where('outcome', '=', '')
    .orderBy('day')
    .orderBy('id')
    .executeTakeFirst();
  return found ?? null;
}

/** A task moves with its hearing: due as many days before it as it was, but never on a day that has passed. */
async function carryTasks(
  change: Transaction<PracticeSchema>,
  hearing: Hearing,
  next: { readonly id: string; readonly day: string; readonly today: string },
): Promise<CarriedTask[]> {
  const tasks = await openTasksOf(change, hearing).select(['id', 'title', 'dueOn']).orderBy('id').execute();
  const distance = daysFrom(hearing.day, next.day);
  const carried: CarriedTask[] = [];
  for (const { id, title, dueOn } of tasks) {
    const moved = dueOn === null ? null : dayPlus(dueOn, distance);
    const dueAfter = moved !== null && moved < next.today ? next.today : moved;
    await change
      .updateTable('tasks')
      .set({ hearingId: next.id, dueOn: dueAfter })
      .where('id', '=', id)
      .execute();
    carried.push({ id, title, dueBefore: dueOn, dueAfter });
  }
  return carried;
}

async function changeCase(
  change: Transaction<PracticeSchema>,
  caseId: string,
  { stage, closeCase }: HearingRecord,
  now: Date,
): Promise<FieldChange[]> {
  const before = await change
    .selectFrom('cases')
    .select(['stage', 'status'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow();
  const after: Pick<CaseRow, 'stage' | 'status'> = {
    stage: stage ?? before.stage,
    status: closeCase ? 'closed' : before.status,
  };
  const changes = [
    { field: 'Stage', before: before.stage, after: after.stage },
    { field: 'Status', before: before.status, after: after.status },
  ].filter((field) => field.before !== field.after);
  if (changes.length > 0) {
    await change
      .updateTable('cases')
      .set({ ...after, updatedAt: now.toISOString() })
      .where('id', '=', caseId)
      .execute();
  }
  return changes;
}
