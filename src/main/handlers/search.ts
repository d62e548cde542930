/** The handler for the search over everything. */
import type { Channel } from '@causebook/contracts';
import { searchPractice, withSoundIndex } from '@causebook/data';
import type { HandlerParts, Some } from './parts.ts';

export function searchHandlers({ diary, today }: HandlerParts): Some<Extract<Channel, `search:${string}`>> {
  return {
    'search:all': ({ words, perKind }) =>
      diary.read(async ({ database, query }) => {
        const answer = await withSoundIndex(database, () =>
          searchPractice(query, { words, perKind }, today()),
        );
        const { length } = answer.hits;
        return { message: `${length} ${length === 1 ? 'entry' : 'entries'} found.`, answer };
      }),
  };
}
