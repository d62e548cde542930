/** What an advocate wants to see in the morning: the cause lists of the coming days, and what waits to be done. */
import type { Hearing, HearingDay, TodayView } from '@causebook/contracts';
import { sql, type Kysely } from 'kysely';
import { dayPlus, isWorkingDay } from '../days.ts';
import type { PracticeSchema } from '../schema.ts';
import { listOrdersSince } from './orders.ts';
import { listDueTasks } from './tasks.ts';
import { withinBytes } from './within-bytes.ts';

const NEXT_WORKING_DAYS = 3;
/** More is read on the sheet of the day. */
const SHOWN_TODAY = 100;
const SHOWN_PER_COMING_DAY = 30;
const UNRECORDED_DAYS = 60;
const UNRECORDED = 20;
const DUE_DAYS = 7;
const TASKS = 50;
const ORDER_DAYS = 14;
const ORDERS = 30;

/** How much of an answer, which may have a megabyte, each part takes at most. */
const bytes = { days: 450_000, unrecorded: 100_000, tasks: 100_000, orders: 150_000 } as const;

/** Today and every day up to the last of the next working days, weekends included. */
export function daysAhead(today: string): string[] {
  const days = [today];
  for (let working = 0; working < NEXT_WORKING_DAYS;) {
    const day = dayPlus(days.at(-1)!, 1);
    days.push(day);
    if (isWorkingDay(day)) working += 1;
  }
  return days;
}

// The `+` keeps SQLite from walking through all open cases instead of the hearings of a day.
const isOpen = sql<boolean>`+cases.status = 'open'`;
// Written out, as the condition of an index is, because a bound value could not use it.
const hasNoOutcome = sql<boolean>`hearings.outcome = ''`;

function selectHearings(query: Kysely<PracticeSchema>) {
  return query
    .selectFrom('hearings')
    .innerJoin('cases', 'cases.id', 'hearings.caseId')
    .select([
      'hearings.id',
      'hearings.caseId',
      'cases.number as caseNumber',
      'cases.title as caseTitle',
      'hearings.day',
      'hearings.time',
      'hearings.court',
      'hearings.room',
      'cases.stage',
      'hearings.purpose',
      'hearings.outcome',
      'hearings.notes',
    ]);
}

type HearingSelection = Awaited<ReturnType<ReturnType<typeof selectHearings>['execute']>>[number];

const toHearing = ({ caseId, caseNumber, caseTitle, ...row }: HearingSelection): Hearing => ({
  ...row,
  case: { id: caseId, number: caseNumber, title: caseTitle },
});

/**
 * The morning's view of a practice. Each part ends early where its texts are long; its total does not.
 * @param today `YYYY-MM-DD`
 */
export async function todayView(query: Kysely<PracticeSchema>, today: string): Promise<TodayView> {
  const overdue = await listDueTasks(query, { from: null, to: dayPlus(today, -1), limit: TASKS });
  const due = await listDueTasks(query, { from: today, to: dayPlus(today, DUE_DAYS), limit: TASKS });
  const orders = await listOrdersSince(query, { from: dayPlus(today, -ORDER_DAYS), limit: ORDERS });
  const aCase = await query.selectFrom('cases').select('id').limit(1).executeTakeFirst();
  return {
    today,
    days: await listDays(query, today),
    unrecorded: await listUnrecorded(query, today),
    overdueTasks: { ...overdue, tasks: withinBytes(overdue.tasks, bytes.tasks) },
    dueTasks: { ...due, tasks: withinBytes(due.tasks, bytes.tasks) },
    orders: { ...orders, orders: withinBytes(orders.orders, bytes.orders) },
    isEmpty: aCase === undefined,
  };
}

async function listDays(query: Kysely<PracticeSchema>, today: string): Promise<HearingDay[]> {
  const days: HearingDay[] = [];
  for (const day of daysAhead(today)) {
    const found = await listDay(query, day, today);
    if (day === today || isWorkingDay(day) || found.total > 0) days.push(found);
  }
  // All days share what an answer can hold; the nearest come first.
  const shown = new Set(
    withinBytes(
      days.flatMap(({ hearings }) => hearings),
      bytes.days,
    ),
  );
  return days.map((day) => ({ ...day, hearings: day.hearings.filter((hearing) => shown.has(hearing)) }));
}

async function listDay(query: Kysely<PracticeSchema>, day: string, today: string): Promise<HearingDay> {
  const { total, unrecorded } = await (day === today ? countToday : countComing)(query, day);
  if (total === 0) return { day, total, unrecorded, hearings: [] };
  const rows = await selectHearings(query)
    .where('hearings.day', '=', day)
    // A case may have been closed by the very hearing of today.
    .where(day === today ? sql<boolean>`(cases.status = 'open' OR hearings.outcome <> '')` : isOpen)
    .orderBy('hearings.time', (order) => order.asc().nullsLast())
    .orderBy('hearings.court')
    .orderBy('cases.number')
    .orderBy('hearings.id')
    .limit(day === today ? SHOWN_TODAY : SHOWN_PER_COMING_DAY)
    .execute();
  return { day, total, unrecorded, hearings: rows.map(toHearing) };
}

interface DayCount {
  readonly total: number;
  readonly unrecorded: number;
}

async function countComing(query: Kysely<PracticeSchema>, day: string): Promise<DayCount> {
  const { total } = await query
    .selectFrom('hearings')
    .innerJoin('cases', 'cases.id', 'hearings.caseId')
    .where('hearings.day', '=', day)
    .where(isOpen)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { total, unrecorded: 0 };
}

/** What was recorded counts whatever its case is now; what was not, only where the case is open. */
async function countToday(query: Kysely<PracticeSchema>, day: string): Promise<DayCount> {
  const { all } = await query
    .selectFrom('hearings')
    .where('day', '=', day)
    .select((select) => select.fn.countAll<number>().as('all'))
    .executeTakeFirstOrThrow();
  const { empty, unrecorded } = await query
    .selectFrom('hearings')
    .innerJoin('cases', 'cases.id', 'hearings.caseId')
    .where('hearings.day', '=', day)
    .where(hasNoOutcome)
    .select((select) => [
      select.fn.countAll<number>().as('empty'),
      sql<number>`total(cases.status = 'open')`.as('unrecorded'),
    ])
    .executeTakeFirstOrThrow();
  return { total: all - empty + unrecorded, unrecorded };
}

/** Hearings of the last 60 days in open cases whose outcome nobody wrote down. */
async function listUnrecorded(
  query: Kysely<PracticeSchema>,
  today: string,
): Promise<TodayView['unrecorded']> {
  const stretch = sql<boolean>`hearings.day >= ${dayPlus(today, -UNRECORDED_DAYS)} AND hearings.day < ${today}`;
  const { total } = await query
    .selectFrom('hearings')
    .innerJoin('cases', 'cases.id', 'hearings.caseId')
    .where(stretch)
    .where(hasNoOutcome)
    .where(isOpen)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await selectHearings(query)
    .where(stretch)
    .where(hasNoOutcome)
    .where(isOpen)
    .orderBy('hearings.day', 'desc')
    .orderBy('hearings.time', (order) => order.asc().nullsLast())
    .orderBy('hearings.id')
    .limit(UNRECORDED)
    .execute();
  return { total, hearings: withinBytes(rows.map(toHearing), bytes.unrecorded) };
}
