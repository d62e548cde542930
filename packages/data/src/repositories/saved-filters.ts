/** Filters of the case list that were kept under a name; they belong to the practice. */
import { AppError, SavedFilter } from '@causebook/contracts';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { PracticeSchema } from '../schema.ts';

type Query = Kysely<PracticeSchema>;

const KEY = 'filters.cases';
/** More would not be found again. */
const MOST = 50;

const Kept = z.array(SavedFilter);

/** In the order of their names. What cannot be read is no filter. */
export async function savedFilters(query: Query): Promise<SavedFilter[]> {
  const row = await query.selectFrom('settings').select('value').where('key', '=', KEY).executeTakeFirst();
  return row === undefined ? [] : parsed(row.value);
}

function parsed(value: string): SavedFilter[] {
  let content: unknown;
  try {
    content = JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  return Kept.safeParse(content).data ?? [];
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * Keeps a filter, replacing the one of that name.
 * @throws AppError INVALID_INPUT when there are too many
 */
export function saveFilter(query: Query, filter: SavedFilter): Promise<SavedFilter[]> {
  return changed(query, (filters) => {
    const others = filters.filter(({ name }) => !sameName(name, filter.name));
    if (others.length >= MOST) {
      throw new AppError('INVALID_INPUT', `There are ${MOST} saved filters already.`, {
        remedy: 'Delete one that is not used any more.',
      });
    }
    return [...others, filter];
  });
}

/** Forgets the filter of that name, if there is one. */
export const deleteFilter = (query: Query, name: string): Promise<SavedFilter[]> =>
  changed(query, (filters) => filters.filter((filter) => !sameName(filter.name, name)));

function changed(
  query: Query,
  change: (filters: readonly SavedFilter[]) => SavedFilter[],
): Promise<SavedFilter[]> {
  return query.transaction().execute(async (writing) => {
    const filters = change(await savedFilters(writing)).toSorted((one, other) =>
      one.name.localeCompare(other.name, 'en'),
    );
    const value = JSON.stringify(filters);
    await writing
      .insertInto('settings')
      .values({ key: KEY, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
    return filters;
  });
}
