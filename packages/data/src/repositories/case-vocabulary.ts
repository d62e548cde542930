/** The words that the cases of a practice use, for filters and for suggestions while typing. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CaseVocabulary } from '@causebook/contracts';
import type { Kysely } from 'kysely';
import type { PracticeSchema } from '../schema.ts';

const MOST = 200;

async function wordsOf(
  query: Kysely<PracticeSchema>,
  column: 'court' | 'kind' | 'stage' | 'judge',
): Promise<string[]> {
  const rows = await query
    .selectFrom('cases')
    .where(column, '<>', '')
    .groupBy(column)
    .select([column, (select) => select.fn.countAll<number>().as('uses')])
    .orderBy('uses', 'desc')
    .orderBy(column)
    .limit(MOST)
    .execute();
  return rows.map((row) => row[column]);
}

/** Each list most used first. Others come in between: with tens of thousands of cases every list takes a moment. */
export async function caseVocabulary(query: Kysely<PracticeSchema>): Promise<CaseVocabulary> {
  const courts = await wordsOf(query, 'court');
  await nextTurn();
  const kinds = await wordsOf(query, 'kind');
  await nextTurn();
  const stages = await wordsOf(query, 'stage');
  await nextTurn();
  return { courts, kinds, stages, judges: await wordsOf(query, 'judge') };
}
