/** Cases as the list of the office shows them, and as a choice names them. */
import { CaseListRequest, type CaseList, type CaseName, type CaseSummary } from '@causebook/contracts';
import { sql } from 'kysely';
import { caseIndexOf, type CaseReader } from './case-index.ts';

/**
 * One page of the case list.
 * @param today `YYYY-MM-DD`; a hearing of that day counts as coming
 */
export function listCases(reader: CaseReader, request: CaseListRequest, today: string): Promise<CaseList> {
  const { order, offset, limit, ...filter } = request;
  // Who has the connection sees no transaction of another half done.
  return reader.query.connection().execute(async (mine) => {
    const index = caseIndexOf(reader, today);
    const rows = index.rows(filter, order);
    const page = rows.slice(offset, offset + limit);
    const cases = await mine
      .selectFrom('cases')
      .leftJoin('users', 'users.id', 'cases.lawyerId')
      .where(sql<number>`cases.rowid`, 'in', page)
      .select((select) => [
        sql<number>`cases.rowid`.as('row'),
        'cases.id',
        'number',
        'title',
        'kind',
        'court',
        'stage',
        'status',
        'clientName',
        'updatedAt',
        'users.name as lawyerName',
        select
          .selectFrom('hearings')
          .whereRef('hearings.caseId', '=', 'cases.id')
          .where('hearings.day', '>=', today)
          .select((inner) => inner.fn.min('hearings.day').as('day'))
          .as('nextHearingOn'),
      ])
      .execute();
    const byRow = new Map<number, CaseSummary>(cases.map(({ row, ...summary }) => [row, summary]));
    return { total: rows.length, all: index.size, offset, cases: page.map((row) => byRow.get(row)!) };
  });
}

/** Few cases whose numbers, names or notes have these words; those with the nearest hearing first. */
export async function findCases(
  reader: CaseReader,
  request: { readonly search: string; readonly limit: number },
  today: string,
): Promise<CaseName[]> {
  const { cases } = await listCases(reader, CaseListRequest.parse(request), today);
  return cases.map(({ id, number, title }) => ({ id, number, title }));
}
