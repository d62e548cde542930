/** Hearings by day, for the cause list and for reminders. */
import type { HearingReminder } from '@causebook/contracts';
import type { Kysely } from 'kysely';
import type { PracticeSchema } from '../schema.ts';

/** Hearings of one day (`YYYY-MM-DD`) in open cases, in the order of their time. */
export function hearingsOfDay(query: Kysely<PracticeSchema>, day: string): Promise<HearingReminder[]> {
  return query
    .selectFrom('hearings')
    .innerJoin('cases', 'cases.id', 'hearings.caseId')
    .where('hearings.day', '=', day)
    .where('cases.status', '=', 'open')
    .select(['cases.title as caseTitle', 'hearings.court', 'hearings.day', 'hearings.time'])
    .orderBy('hearings.time')
    .orderBy('cases.title')
    .execute();
}
