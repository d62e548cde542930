/** Handlers for today. */
import { counted } from '@causebook/backup';
import type { Channel } from '@causebook/contracts';
import { todayView } from '@causebook/data';
import type { HandlerParts, Some } from './parts.ts';

export function todayHandlers({ diary, today }: HandlerParts): Some<Extract<Channel, `today:${string}`>> {
  return {
    'today:get': () =>
      diary.read(async ({ query }) => {
        const view = await todayView(query, today());
        return { message: `${counted(view.days[0]?.total ?? 0, 'hearing')} today.`, view };
      }),
  };
}
