/** The practice as a whole, its Today screen and its search. */
import { z } from 'zod';
import { call } from '../call.ts';
import { TodayView } from '../hearings.ts';
import { Line, PracticeCounts, RequiredLine } from '../practice.ts';
import { SearchAnswer } from '../search.ts';
import { Nothing } from './shared.ts';

export const practiceCalls = {
  'app:getInfo': call(
    Nothing,
    z.object({
      appVersion: z.string(),
      /** "Electron 45.4.1, Chromium 152.0, Node 24.21" */
      runtime: z.string(),
      profilePath: z.string(),
      practiceName: z.string(),
      counts: PracticeCounts,
      platform: z.string(),
      /** Whether the sample practice is open, beside the person's own. */
      isSample: z.boolean(),
      /** Whether the person has begun: chosen a door, or has entries. */
      isBegun: z.boolean(),
    }),
  ),
  /** The first door: names the practice, and its owner if one is given. */
  'practice:begin': call(
    z.object({ practiceName: RequiredLine.max(100), ownerName: Line.max(100).default('') }),
    z.object({ practiceName: z.string() }),
  ),
  'practice:rename': call(
    z.object({ practiceName: RequiredLine.max(100) }),
    z.object({ practiceName: z.string() }),
  ),
  /** Opens a sample practice beside the person's own, which stays as it is. */
  'practice:openSample': call(Nothing, z.object({ counts: PracticeCounts })),
  /** Goes back to the person's own practice and removes every trace of the sample. */
  'practice:leaveSample': call(Nothing, z.object({ counts: PracticeCounts })),
  'today:get': call(Nothing, z.object({ view: TodayView })),
  'search:all': call(
    z.object({ words: z.string().max(200), perKind: z.int().min(1).max(50).default(8) }),
    z.object({ answer: SearchAnswer }),
  ),
};
