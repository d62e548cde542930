/** Hearings as screens show them, and by day for reminders. */
import { AppError, type Hearing, type HearingReminder } from '@causebook/contracts';
import { sql, type Kysely } from 'kysely';
import type { PracticeSchema } from '../schema.ts';

/** Hearings of one day (`YYYY-MM-DD`) in open cases, in the order of their time. */
export function hearingsOfDay(query: Kysely<PracticeSchema>, day: string): Promise<HearingReminder[]> {
  return query
    .selectFrom('hearings')
    .innerJoin('cases', 'cases.id', 'hearings.caseId')
    .where('hearings.day', '=', day)
    .where('cases.status', '=', 'open')
    .select(['cases.title as caseTitle', 'hearings.court', 'hearings.day', 'hearings.time'])
    .orderBy(sql`hearings.time IS NULL`)
    .orderBy('hearings.time')
    .orderBy('cases.title')
    .execute();
}

/** Every hearing with its case, its client and its lawyer; to be narrowed down and ordered by the caller. */
export function selectHearings(query: Kysely<PracticeSchema>) {
  return query
    .selectFrom('hearings')
    .innerJoin('cases', 'cases.id', 'hearings.caseId')
    .leftJoin('users', 'users.id', 'cases.lawyerId')
    .select([
      'hearings.id',
      'hearings.caseId',
      'hearings.day',
      'hearings.time',
      'hearings.court',
      'hearings.room',
      'hearings.purpose',
      'hearings.outcome',
      'hearings.notes',
      'cases.number',
      'cases.title',
      'cases.stage',
      'cases.clientName',
      'cases.status as caseStatus',
      'users.name as lawyerName',
    ]);
}

export type SelectedHearing = Awaited<ReturnType<ReturnType<typeof selectHearings>['execute']>>[number];

export const asHearing = ({ caseId, number, title, ...rest }: SelectedHearing): Hearing => ({
  ...rest,
  case: { id: caseId, number, title },
});

/** Hearings of a case, the latest day first. @throws AppError NOT_FOUND when there is no such case */
export async function hearingsOfCase(query: Kysely<PracticeSchema>, caseId: string): Promise<Hearing[]> {
  const rows = await selectHearings(query)
    .where('hearings.caseId', '=', caseId)
    .orderBy('hearings.day', 'desc')
    .orderBy(sql`hearings.time IS NULL`)
    .orderBy('hearings.time', 'desc')
    .orderBy('hearings.id')
    .execute();
  if (rows.length === 0) await requireCase(query, caseId);
  return rows.map(asHearing);
}

async function requireCase(query: Kysely<PracticeSchema>, caseId: string): Promise<void> {
  const found = await query.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst();
  if (!found) throw caseIsGone();
}

export const caseIsGone = (): AppError =>
  new AppError('NOT_FOUND', 'This case is not in the practice any more.', {
    remedy: 'Look for it among the deleted entries.',
  });

/** @throws AppError NOT_FOUND */
export async function getHearing(query: Kysely<PracticeSchema>, hearingId: string): Promise<Hearing> {
  const row = await selectHearings(query).where('hearings.id', '=', hearingId).executeTakeFirst();
  if (row) return asHearing(row);
  throw new AppError('NOT_FOUND', 'This hearing is not in the practice any more.', {
    remedy: 'Look for it among the deleted entries.',
  });
}
