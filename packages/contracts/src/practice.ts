/** The words and shapes of a practice: what an office keeps, and how it is counted. */
import { z } from 'zod';

/** `YYYY-MM-DD`, a day in the calendar of the office; it has no time zone. */
export const CalendarDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** `HH:MM`, wall-clock time at the court. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** An instant in UTC, ISO 8601 with `Z`. */
export const Instant = z.iso.datetime();
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const CaseStatus = z.enum(['open', 'closed', 'archived']);
export type CaseStatus = z.infer<typeof CaseStatus>;

/** How many entries of each kind a practice holds. `bytes` is the size of its documents, each content counted once. */
export const PracticeCounts = z.object({
  users: z.int().nonnegative(),
  cases: z.int().nonnegative(),
  hearings: z.int().nonnegative(),
  tasks: z.int().nonnegative(),
  orders: z.int().nonnegative(),
  documents: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
});
export type PracticeCounts = z.infer<typeof PracticeCounts>;

export const CaseSummary = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  court: z.string(),
  stage: z.string(),
  status: CaseStatus,
  clientName: z.string(),
  nextHearingOn: CalendarDay.nullable(),
  hearings: z.int().nonnegative(),
  openTasks: z.int().nonnegative(),
  documents: z.int().nonnegative(),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

export const CaseListRequest = z.object({
  /** Words that must all appear in the number, title, court or client. */
  search: z.string().max(200).default(''),
  status: CaseStatus.nullable().default(null),
  offset: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(200).default(100),
});
export type CaseListRequest = z.infer<typeof CaseListRequest>;

export const CaseList = z.object({ total: z.int().nonnegative(), cases: z.array(CaseSummary) });
export type CaseList = z.infer<typeof CaseList>;
