/** Hearings, tasks and orders. */
import { z } from 'zod';
import { call } from '../call.ts';
import {
  Hearing,
  HearingDay,
  HearingDraft,
  HearingRecord,
  NextDateProposal,
  Order,
  OrderDraft,
  Task,
  TaskDraft,
  TaskFilter,
} from '../hearings.ts';
import { Deleted, EntryId, Offset, Page, RealDay } from '../practice.ts';

export const hearingsCalls = {
  /** Hearings of a case, the latest day first. */
  'hearings:ofCase': call(z.object({ caseId: EntryId }), z.object({ hearings: z.array(Hearing) })),
  /** Every day of a stretch of at most 62 days, also those without hearings. */
  'hearings:calendar': call(
    z.object({
      from: RealDay,
      to: RealDay,
      /** How many hearings of each day. */
      perDay: z.int().min(0).max(500).default(5),
      lawyerId: EntryId.nullable().default(null),
    }),
    z.object({ days: z.array(HearingDay) }),
  ),
  'hearings:save': call(
    z.object({ hearingId: EntryId.nullable(), draft: HearingDraft }),
    z.object({ hearing: Hearing }),
  ),
  'hearings:delete': call(z.object({ hearingId: EntryId }), Deleted),
  'hearings:proposeNext': call(z.object({ hearingId: EntryId }), z.object({ proposal: NextDateProposal })),
  'hearings:record': call(HearingRecord, z.object({ hearing: Hearing, next: Hearing.nullable() })),
  /** Writes an iCalendar file where the person says. */
  'hearings:exportCalendar': call(
    z.object({
      from: RealDay,
      to: RealDay,
      caseId: EntryId.nullable().default(null),
      lawyerId: EntryId.nullable().default(null),
    }),
    z.object({ fileName: z.string(), hearings: z.int().nonnegative() }),
  ),
  /** The window shows the cause list on paper's terms; main prints it, or writes a PDF where the person says. */
  'hearings:printCauseList': call(
    z.object({ day: RealDay, to: z.enum(['printer', 'pdf']) }),
    z.object({ fileName: z.string().nullable() }),
  ),
  /** Open tasks first, by their due day; then what is done, the latest first. A page ends early where its texts are long. */
  'tasks:list': call(
    TaskFilter.extend(Page.shape),
    z.object({ total: z.int().nonnegative(), offset: z.int().nonnegative(), tasks: z.array(Task) }),
  ),
  'tasks:save': call(z.object({ taskId: EntryId.nullable(), draft: TaskDraft }), z.object({ task: Task })),
  'tasks:setDone': call(z.object({ taskId: EntryId, done: z.boolean() }), z.object({ task: Task })),
  'tasks:delete': call(z.object({ taskId: EntryId }), Deleted),
  /** Orders of a case from the `offset`th on, the latest day first; fewer than the rest where there are many or long ones. */
  'orders:ofCase': call(
    z.object({ caseId: EntryId, offset: Offset }),
    z.object({ total: z.int().nonnegative(), orders: z.array(Order) }),
  ),
  'orders:save': call(
    z.object({ orderId: EntryId.nullable(), draft: OrderDraft }),
    z.object({ order: Order }),
  ),
  'orders:delete': call(z.object({ orderId: EntryId }), Deleted),
};
