/** Reads what a proposal of the next hearing goes by. */
import type { NextDateProposal } from '@causebook/contracts';
import { sql, type Kysely } from 'kysely';
import { dayPlus } from '../days.ts';
import { intervalsOf, proposeNext } from '../propose-next.ts';
import type { PracticeSchema } from '../schema.ts';
import { getHearing } from './hearings.ts';
import { openTasksOf } from './record-hearing.ts';

/** The rhythm of a court: that of so many of its newest cases, over so many days. */
const CASES_OF_COURT = 200;
const DAYS_OF_COURT = 730;

/** @throws AppError NOT_FOUND */
export async function proposeNextDate(
  query: Kysely<PracticeSchema>,
  hearingId: string,
  today: string,
): Promise<NextDateProposal> {
  const hearing = await getHearing(query, hearingId);
  const ofCase = await query
    .selectFrom('hearings')
    .select(['day', 'time'])
    .where('caseId', '=', hearing.case.id)
    .orderBy('day')
    .execute();
  const { court } = await query
    .selectFrom('cases')
    .select('court')
    .where('id', '=', hearing.case.id)
    .executeTakeFirstOrThrow();
  const proposed = proposeNext({
    hearing,
    today,
    ofCase: ofCase.filter(({ day }) => day <= hearing.day),
    ofCourt: await intervalsOfCourt(query, court, today),
    court,
    taken: new Set(ofCase.map(({ day }) => day)),
  });
  const { openTasks } = await openTasksOf(query, hearing)
    .select(sql<number>`count(*)`.as('openTasks'))
    .executeTakeFirstOrThrow();
  const { otherHearings } = await query
    .selectFrom('hearings')
    .where('day', '=', proposed.day)
    .select(sql<number>`count(*)`.as('otherHearings'))
    .executeTakeFirstOrThrow();
  return { ...proposed, purpose: hearing.purpose, otherHearings, openTasks };
}

/** Days between past hearings in cases before a court; none where no court is named. */
async function intervalsOfCourt(
  query: Kysely<PracticeSchema>,
  court: string,
  today: string,
): Promise<number[]> {
  if (court === '') return [];
  const rows = await query
    .selectFrom((cases) =>
      cases
        .selectFrom('cases')
        .select('id')
        .where('court', '=', court)
        // The order of the index itself: the newest entries, without sorting.
        .orderBy(sql`rowid`, 'desc')
        .limit(CASES_OF_COURT)
        .as('newest'),
    )
    .innerJoin('hearings', 'hearings.caseId', 'newest.id')
    .where('hearings.day', '<', today)
    .where('hearings.day', '>=', dayPlus(today, -DAYS_OF_COURT))
    .select(['hearings.caseId', 'hearings.day'])
    .execute();
  const byCase = Map.groupBy(rows, ({ caseId }) => caseId);
  return [...byCase.values()].flatMap((hearings) => intervalsOf(hearings.map(({ day }) => day)));
}
