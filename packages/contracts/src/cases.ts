/** Cases: the list of the office, one case with everything in it, and what a person types into it. */
import { z } from 'zod';
import { CalendarDay, EntryId, Instant, Line, LongText, Page, RealDay, RequiredLine } from './practice.ts';

export const CaseStatus = z.enum(['open', 'closed', 'archived']);
export type CaseStatus = z.infer<typeof CaseStatus>;

export const CaseSummary = z.object({
  id: EntryId,
  number: z.string(),
  title: z.string(),
  kind: z.string(),
  court: z.string(),
  stage: z.string(),
  status: CaseStatus,
  clientName: z.string(),
  lawyerName: z.string().nullable(),
  /** The nearest hearing from today on. */
  nextHearingOn: CalendarDay.nullable(),
  updatedAt: Instant,
});
export type CaseSummary = z.infer<typeof CaseSummary>;

/** Which hearings a case of the list has: one in the coming days, one to come at all, none to come. */
export const NextHearingFilter = z.enum(['today', 'week', 'month', 'any', 'none']);
export type NextHearingFilter = z.infer<typeof NextHearingFilter>;

export const CaseFilter = z.object({
  /** Words that must all appear in numbers, title, parties, court, client or notes; the beginning of a word is enough. */
  search: z.string().max(200).default(''),
  status: CaseStatus.nullable().default(null),
  court: Line.nullable().default(null),
  kind: Line.nullable().default(null),
  /** A user; `''` means cases without a lawyer. */
  lawyerId: z.string().max(64).nullable().default(null),
  nextHearing: NextHearingFilter.nullable().default(null),
});
export type CaseFilter = z.output<typeof CaseFilter>;

export const CaseOrder = z.object({
  by: z
    .enum(['nextHearing', 'number', 'title', 'court', 'stage', 'client', 'updated'])
    .default('nextHearing'),
  descending: z.boolean().default(false),
});
export type CaseOrder = z.output<typeof CaseOrder>;

export const CaseListRequest = CaseFilter.extend({
  order: CaseOrder.default({ by: 'nextHearing', descending: false }),
}).extend(Page.shape);
export type CaseListRequest = z.output<typeof CaseListRequest>;

export const CaseList = z.object({
  /** Cases that pass the filter. */
  total: z.int().nonnegative(),
  /** Cases of the practice. */
  all: z.int().nonnegative(),
  offset: z.int().nonnegative(),
  cases: z.array(CaseSummary),
});
export type CaseList = z.infer<typeof CaseList>;

/** What stands in the cases of this practice, for filters and for suggestions while typing; most used first, at most 200 each. */
export const CaseVocabulary = z.object({
  courts: z.array(z.string()),
  kinds: z.array(z.string()),
  stages: z.array(z.string()),
  judges: z.array(z.string()),
});
export type CaseVocabulary = z.infer<typeof CaseVocabulary>;

export const SavedFilter = z.object({
  name: RequiredLine.max(60),
  filter: CaseFilter,
  order: CaseOrder,
});
export type SavedFilter = z.output<typeof SavedFilter>;

export const PartySide = z.enum(['client', 'opponent', 'other']);
export type PartySide = z.infer<typeof PartySide>;

/** A party of a case, beside the client and the opponent that the case itself names. */
export const Party = z.object({
  name: RequiredLine,
  side: PartySide,
  /** Petitioner, respondent 2, intervenor … in the office's words. */
  role: Line.default(''),
  counsel: Line.default(''),
  contact: Line.default(''),
});
export type Party = z.output<typeof Party>;

/** What a person types for a case. */
export const CaseDraft = z.object({
  number: Line.default(''),
  title: RequiredLine,
  kind: Line.default(''),
  court: Line.default(''),
  judge: Line.default(''),
  stage: Line.default(''),
  status: CaseStatus.default('open'),
  clientName: Line.default(''),
  clientContact: Line.default(''),
  opponent: Line.default(''),
  /** The office's own file number or a citation. */
  reference: Line.default(''),
  /** Filing number, FIR, CNR … as the office writes them. */
  otherNumbers: Line.default(''),
  notes: LongText.default(''),
  lawyerId: EntryId.nullable().default(null),
  filedOn: RealDay.nullable().default(null),
  parties: z.array(Party).max(200).default([]),
});
export type CaseDraft = z.output<typeof CaseDraft>;

/** One case as its page shows it; hearings, tasks, orders and documents have calls of their own. */
export const CaseDetails = CaseDraft.extend({
  filedOn: CalendarDay.nullable(),
  id: EntryId,
  lawyerName: z.string().nullable(),
  nextHearingOn: CalendarDay.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  counts: z.object({
    hearings: z.int().nonnegative(),
    openTasks: z.int().nonnegative(),
    tasks: z.int().nonnegative(),
    orders: z.int().nonnegative(),
    documents: z.int().nonnegative(),
  }),
});
export type CaseDetails = z.output<typeof CaseDetails>;

/** Something that was deleted and can be brought back. */
export const DeletedEntry = z.object({
  id: EntryId,
  kind: z.enum(['case', 'hearing', 'task', 'order', 'document']),
  /** "CS 12/2024 Rao v. Iyer, with 12 hearings, 3 tasks and 8 documents". */
  title: z.string(),
  deletedAt: Instant,
  deletedBy: z.string(),
  /** From this day on it is gone for good. */
  keptUntil: CalendarDay,
});
export type DeletedEntry = z.infer<typeof DeletedEntry>;
