/** Hearings, tasks and orders: what happens in a case, day by day. */
import { z } from 'zod';
import { CaseStatus } from './cases.ts';
import {
  CalendarDay,
  CaseName,
  EntryId,
  Instant,
  Line,
  LongText,
  RealDay,
  RequiredLine,
  TimeOfDay,
} from './practice.ts';

export const Hearing = z.object({
  id: EntryId,
  case: CaseName,
  day: CalendarDay,
  time: TimeOfDay.nullable(),
  court: z.string(),
  /** Court hall, room or item number. */
  room: z.string(),
  stage: z.string(),
  purpose: z.string(),
  /** Empty while it was not recorded. */
  outcome: z.string(),
  notes: z.string(),
  /** Where the list that was asked for names them. */
  clientName: z.string().optional(),
  caseStatus: CaseStatus.optional(),
  lawyerName: z.string().nullable().optional(),
});
export type Hearing = z.infer<typeof Hearing>;

/** What a person types for a hearing. */
export const HearingDraft = z.object({
  caseId: EntryId,
  day: RealDay,
  time: TimeOfDay.nullable().default(null),
  /** The court of the case where it is empty. */
  court: Line.default(''),
  room: Line.default(''),
  purpose: Line.default(''),
  outcome: Line.default(''),
  notes: LongText.default(''),
});
export type HearingDraft = z.output<typeof HearingDraft>;

/** Usual outcomes, in the order in which they are offered; an office may write its own. */
export const usualOutcomes = [
  'Heard',
  'Adjourned',
  'Part heard',
  'Arguments concluded, reserved for orders',
  'Ex parte',
  'Dismissed',
  'Dismissed for default',
  'Allowed',
  'Disposed of',
  'Withdrawn',
  'Settled',
  'Not reached',
] as const;

/** Outcomes after which a case usually has no further hearing. */
export const finalOutcomes: readonly string[] = [
  'Dismissed',
  'Dismissed for default',
  'Allowed',
  'Disposed of',
  'Withdrawn',
  'Settled',
];

/** What happened at a hearing and what follows. */
export const HearingRecord = z.object({
  hearingId: EntryId,
  outcome: RequiredLine,
  notes: LongText.default(''),
  /** The next hearing, made together with the record; null when there is none. */
  next: z
    .object({
      day: RealDay,
      time: TimeOfDay.nullable().default(null),
      room: Line.default(''),
      purpose: Line.default(''),
    })
    .nullable(),
  /** Moves open tasks of this hearing to the next one, or to the one that the case is listed for already, with their due days by as many days. */
  carryTasks: z.boolean().default(true),
  /** The stage of the case from now on; null leaves it. */
  stage: Line.nullable().default(null),
  /** Closes the case. */
  closeCase: z.boolean().default(false),
});
export type HearingRecord = z.output<typeof HearingRecord>;

/** A next date that is proposed, and why: "the usual 4 weeks of this court, on a working day". */
export const NextDateProposal = z.object({
  day: CalendarDay,
  time: TimeOfDay.nullable(),
  purpose: z.string(),
  because: z.string(),
  /** Hearings that the office has on that day already. */
  otherHearings: z.int().nonnegative(),
  /** Open tasks that would be carried over. */
  openTasks: z.int().nonnegative(),
});
export type NextDateProposal = z.infer<typeof NextDateProposal>;

/** One day of a calendar. */
export const HearingDay = z.object({
  day: CalendarDay,
  total: z.int().nonnegative(),
  /** Past hearings without an outcome. */
  unrecorded: z.int().nonnegative(),
  /** The first of the day, as many as were asked for. */
  hearings: z.array(Hearing),
});
export type HearingDay = z.infer<typeof HearingDay>;

export const Task = z.object({
  id: EntryId,
  case: CaseName.nullable(),
  hearingId: EntryId.nullable(),
  title: z.string(),
  notes: z.string(),
  dueOn: CalendarDay.nullable(),
  doneAt: Instant.nullable(),
  assigneeId: EntryId.nullable(),
  assigneeName: z.string().nullable(),
});
export type Task = z.infer<typeof Task>;

export const TaskDraft = z.object({
  caseId: EntryId.nullable().default(null),
  hearingId: EntryId.nullable().default(null),
  title: RequiredLine,
  notes: LongText.default(''),
  dueOn: RealDay.nullable().default(null),
  assigneeId: EntryId.nullable().default(null),
});
export type TaskDraft = z.output<typeof TaskDraft>;

export const TaskFilter = z.object({
  caseId: EntryId.nullable().default(null),
  show: z.enum(['open', 'overdue', 'done', 'all']).default('open'),
  assigneeId: EntryId.nullable().default(null),
});
export type TaskFilter = z.output<typeof TaskFilter>;

export const Order = z.object({
  id: EntryId,
  case: CaseName,
  hearingId: EntryId.nullable(),
  /** The day of that hearing. */
  hearingOn: CalendarDay.nullable(),
  orderedOn: CalendarDay,
  title: z.string(),
  summary: z.string(),
  documentId: EntryId.nullable(),
  documentName: z.string().nullable(),
});
export type Order = z.infer<typeof Order>;

export const OrderDraft = z.object({
  caseId: EntryId,
  hearingId: EntryId.nullable().default(null),
  orderedOn: RealDay,
  title: RequiredLine,
  summary: LongText.default(''),
  documentId: EntryId.nullable().default(null),
});
export type OrderDraft = z.output<typeof OrderDraft>;

/** What an advocate wants to see in the morning. */
export const TodayView = z.object({
  today: CalendarDay,
  /** Today with at most 100 hearings, and the next working days with at most 30 each; `total` counts all. */
  days: z.array(HearingDay),
  /** Hearings of earlier days whose outcome nobody wrote down. */
  unrecorded: z.object({ total: z.int().nonnegative(), hearings: z.array(Hearing) }),
  overdueTasks: z.object({ total: z.int().nonnegative(), tasks: z.array(Task) }),
  /** Due today or in the next seven days. */
  dueTasks: z.object({ total: z.int().nonnegative(), tasks: z.array(Task) }),
  /** Orders of the last 14 days. */
  orders: z.object({ total: z.int().nonnegative(), orders: z.array(Order) }),
  /** Whether the practice has any case at all. */
  isEmpty: z.boolean(),
});
export type TodayView = z.infer<typeof TodayView>;
