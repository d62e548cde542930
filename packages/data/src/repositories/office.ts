/** The practice as such: what it is called, and whether somebody has begun to work in it. */
import { AppError } from '@causebook/contracts';
import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';
import type { PracticeSchema } from '../schema.ts';

type Query = Kysely<PracticeSchema>;

const NAME = 'practice.name';
const BEGUN = 'practice.begunAt';

/** Whether somebody has begun: said so, or made an entry. */
export function isBegun(database: Database): boolean {
  const found = database
    .prepare<[], number>(
      `SELECT EXISTS (SELECT 1 FROM settings WHERE key = '${BEGUN}')
         OR EXISTS (SELECT 1 FROM cases) OR EXISTS (SELECT 1 FROM documents) OR EXISTS (SELECT 1 FROM users)`,
    )
    .pluck()
    .get();
  return found === 1;
}

async function putSetting(query: Query, key: string, value: string): Promise<void> {
  await query
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

async function nameOf(query: Query): Promise<string> {
  const row = await query.selectFrom('settings').select('value').where('key', '=', NAME).executeTakeFirst();
  return row?.value ?? '';
}

/** Begins to work in an empty practice. @throws AppError PRACTICE_NOT_EMPTY when somebody has begun before */
export async function beginPractice(query: Query, name: string, now: Date): Promise<void> {
  await query.transaction().execute(async (inside) => {
    const begun = await inside
      .selectFrom('settings')
      .select('key')
      .where('key', '=', BEGUN)
      .executeTakeFirst();
    if (begun) throw new AppError('PRACTICE_NOT_EMPTY', 'This practice has been started already.');
    await putSetting(inside, NAME, name);
    await putSetting(inside, BEGUN, now.toISOString());
  });
}

/** @returns what it was called before */
export function renamePractice(query: Query, name: string): Promise<string> {
  return query.transaction().execute(async (inside) => {
    const before = await nameOf(inside);
    await putSetting(inside, NAME, name);
    return before;
  });
}
