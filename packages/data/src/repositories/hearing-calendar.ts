/**
 * Hearings by day, for calendars and cause lists.
 *
 * A calendar lists every hearing of the practice, also one to come in a case that was closed meanwhile: such a date is
 * marked, never hidden, because nobody may miss a hearing over a case that was closed by mistake.
 *
 * What is counted is read from the index by day alone; rows are read only for the hearings that are given.
 */
import { AppError, type Hearing, type HearingDay } from '@causebook/contracts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { daysBetween, daysFrom } from '../days.ts';
import type { PracticeSchema } from '../schema.ts';
import { asHearing, selectHearings, type SelectedHearing } from './hearings.ts';

export const LONGEST_CALENDAR_DAYS = 62;
/** What an answer may hold: hearings, and characters of their texts. The rest is counted, not given. */
const MOST_HEARINGS = 2_000;
const MOST_CHARACTERS = 600_000;

export interface Stretch {
  readonly from: string;
  readonly to: string;
  /** Only hearings in cases of this lawyer. */
  readonly lawyerId: string | null;
}

const isListed = ({ from, to, lawyerId }: Stretch): RawBuilder<boolean> => sql<boolean>`
  hearings.day BETWEEN ${from} AND ${to}
  ${lawyerId === null ? sql`` : sql`AND +hearings.caseId IN (SELECT id FROM cases WHERE lawyerId = ${lawyerId})`}`;

/**
 * Every day of a stretch, each with the first `perDay` hearings by time (those without one last), court and title.
 * Fewer are given where the answer would become too large for a window; `total` counts all.
 * @param today `YYYY-MM-DD`; hearings before it can be unrecorded
 * @throws AppError INVALID_INPUT when the stretch is longer than 62 days or ends before it begins
 */
export async function hearingCalendar(
  query: Kysely<PracticeSchema>,
  stretch: Stretch,
  { perDay, today }: { readonly perDay: number; readonly today: string },
): Promise<HearingDay[]> {
  const length = daysFrom(stretch.from, stretch.to) + 1;
  if (length < 1 || length > LONGEST_CALENDAR_DAYS) {
    throw new AppError('INVALID_INPUT', `A calendar shows between 1 and ${LONGEST_CALENDAR_DAYS} days.`);
  }
  const times = await countByTime(query, stretch);
  const unrecorded = await unrecordedByDay(query, stretch, today);
  const given = await firstOfEachDay(query, stretch, {
    perDay: Math.min(perDay, Math.floor(MOST_HEARINGS / length)),
    times,
  });
  const byDay = Map.groupBy(withinReason(given), ({ day }) => day);
  return daysBetween(stretch.from, stretch.to).map((day) => ({
    day,
    total: (times.get(day) ?? []).reduce((total, { count }) => total + count, 0),
    unrecorded: unrecorded.get(day) ?? 0,
    hearings: byDay.get(day) ?? [],
  }));
}

interface TimeCount {
  readonly time: string | null;
  readonly count: number;
}

/** How many hearings each day has at each time, in the order of the time, those without one last. */
async function countByTime(
  query: Kysely<PracticeSchema>,
  stretch: Stretch,
): Promise<ReadonlyMap<string, readonly TimeCount[]>> {
  const rows = await query
    .selectFrom('hearings')
    .where(isListed(stretch))
    .select(['day', 'time', sql<number>`count(*)`.as('count')])
    .groupBy(['day', 'time'])
    .orderBy('day')
    .orderBy('time')
    .execute();
  // The index has those without a time first.
  const byDay = Map.groupBy(rows, ({ day }) => day);
  return new Map(
    [...byDay].map(([day, times]) => [
      day,
      times.toSorted((one, other) => Number(one.time === null) - Number(other.time === null)),
    ]),
  );
}

async function unrecordedByDay(
  query: Kysely<PracticeSchema>,
  stretch: Stretch,
  today: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await query
    .selectFrom('hearings')
    .where(isListed(stretch))
    .where('day', '<', today)
    // Written out, so that SQLite sees that the index of unrecorded hearings fits.
    .where(sql<boolean>`hearings.outcome = ''`)
    .select(['day', sql<number>`count(*)`.as('count')])
    .groupBy('day')
    .execute();
  return new Map(rows.map(({ day, count }) => [day, count]));
}

/** The time of the hearing that is the last to be given of a day. */
function lastTime(times: readonly TimeCount[], perDay: number): string | null {
  let count = 0;
  for (const { time, count: more } of times) {
    count += more;
    if (count >= perDay) return time;
  }
  return null;
}

/** The first of every day, then the second of every day, and so on. */
async function firstOfEachDay(
  query: Kysely<PracticeSchema>,
  stretch: Stretch,
  { perDay, times }: { readonly perDay: number; readonly times: ReadonlyMap<string, readonly TimeCount[]> },
): Promise<Hearing[]> {
  if (perDay === 0 || times.size === 0) return [];
  const ends = [...times].map(([day, ofDay]) => ({ day, time: lastTime(ofDay, perDay) }));
  const rows = await selectHearings(query)
    .innerJoin(candidates(stretch, ends), (join) => join.on(sql<boolean>`candidates.number = hearings.rowid`))
    // Titles stand in another table, so they are compared only where time and court do not decide.
    .where('candidates.place', '<=', perDay)
    .orderBy('candidates.place')
    .orderBy('cases.title')
    .orderBy('hearings.id')
    .execute();
  const givenOfDay = new Map<string, number>();
  const numbered = rows.map((row) => {
    const position = (givenOfDay.get(row.day) ?? 0) + 1;
    givenOfDay.set(row.day, position);
    return { position, hearing: asHearing(row) };
  });
  return numbered
    .filter(({ position }) => position <= perDay)
    .toSorted((one, other) => one.position - other.position)
    .map(({ hearing }) => hearing);
}

/** Hearings up to those times, with their place within their day by time and court; equals share a place. */
function candidates(
  stretch: Stretch,
  ends: readonly { readonly day: string; readonly time: string | null }[],
) {
  const timed = ends.filter(({ time }) => time !== null);
  const whole = ends.filter(({ time }) => time === null).map(({ day }) => day);
  // Nothing but what the index by day holds.
  const columns = sql`hearings.rowid AS number, hearings.day, hearings.time, hearings.court`;
  return sql<{ number: number; place: number }>`(
    SELECT number, rank() OVER (PARTITION BY day ORDER BY time IS NULL, time, court) AS place FROM (
      SELECT ${columns} FROM json_each(${JSON.stringify(timed)}) AS ends CROSS JOIN hearings
        WHERE hearings.day = ends.value ->> 'day' AND hearings.time <= ends.value ->> 'time'
          AND ${isListed(stretch)}
      UNION ALL
      SELECT ${columns} FROM json_each(${JSON.stringify(whole)}) AS days CROSS JOIN hearings
        WHERE hearings.day = days.value AND ${isListed(stretch)}
    )
  )`.as<'candidates'>('candidates');
}

function withinReason(hearings: readonly Hearing[]): Hearing[] {
  let characters = 0;
  return hearings.filter(({ notes, purpose, outcome, court, case: { title } }) => {
    characters += 300 + [notes, purpose, outcome, court, title].join('').length;
    return characters <= MOST_CHARACTERS;
  });
}

/** All hearings that a calendar file of a stretch holds, in the order of their time. */
export async function hearingsOfStretch(
  query: Kysely<PracticeSchema>,
  stretch: Stretch,
  caseId: string | null,
): Promise<Hearing[]> {
  let found = selectHearings(query).where(isListed(stretch));
  if (caseId !== null) found = found.where('hearings.caseId', '=', caseId);
  const rows: SelectedHearing[] = await found
    .orderBy('hearings.day')
    .orderBy(sql`hearings.time IS NULL`)
    .orderBy('hearings.time')
    .orderBy('hearings.id')
    .execute();
  return rows.map(asHearing);
}
