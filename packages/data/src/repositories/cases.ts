/** Cases as the list of the office shows them. */
import type { CaseList, CaseListRequest } from '@causebook/contracts';
import { sql, type Kysely } from 'kysely';
import type { PracticeSchema } from '../schema.ts';

/** Escapes what LIKE reads as a wildcard; used with `ESCAPE '\'`. */
const literal = (word: string): string => word.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/**
 * One page of the case list: open cases with the nearest hearing first, the rest by number.
 * @param today `YYYY-MM-DD`; a hearing of that day counts as coming
 */
export async function listCases(
  query: Kysely<PracticeSchema>,
  request: CaseListRequest,
  today: string,
): Promise<CaseList> {
  let found = query.selectFrom('cases');
  if (request.status !== null) found = found.where('cases.status', '=', request.status);
  for (const word of request.search.trim().split(/\s+/).filter(Boolean)) {
    const pattern = `%${literal(word)}%`;
    found = found.where((where) =>
      where.or(
        (['number', 'title', 'court', 'clientName', 'reference'] as const).map(
          (column) => sql<boolean>`${sql.ref(`cases.${column}`)} LIKE ${pattern} ESCAPE '\\'`,
        ),
      ),
    );
  }
  const { total } = await found
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const cases = await found
    .select(['cases.id', 'number', 'title', 'court', 'stage', 'status', 'clientName'])
    .select((select) => [
      select
        .selectFrom('hearings')
        .whereRef('hearings.caseId', '=', 'cases.id')
        .where('hearings.day', '>=', today)
        .select((inner) => inner.fn.min('hearings.day').as('day'))
        .as('nextHearingOn'),
      select
        .selectFrom('hearings')
        .whereRef('hearings.caseId', '=', 'cases.id')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .as('hearings'),
      select
        .selectFrom('tasks')
        .whereRef('tasks.caseId', '=', 'cases.id')
        .where('tasks.doneAt', 'is', null)
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .as('openTasks'),
      select
        .selectFrom('documents')
        .whereRef('documents.caseId', '=', 'cases.id')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .as('documents'),
    ])
    .orderBy(sql`nextHearingOn IS NULL`)
    .orderBy('nextHearingOn')
    .orderBy('number')
    .orderBy('cases.id')
    .limit(request.limit)
    .offset(request.offset)
    .execute();
  return {
    total,
    cases: cases.map((row) => ({
      ...row,
      hearings: row.hearings ?? 0,
      openTasks: row.openTasks ?? 0,
      documents: row.documents ?? 0,
    })),
  };
}
