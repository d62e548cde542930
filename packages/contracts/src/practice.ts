/** The words and shapes that every part of a practice shares: days, instants, ids, and how a practice is counted. */
import { z } from 'zod';

/** `YYYY-MM-DD`, a day in the calendar of the office; it has no time zone. */
export const CalendarDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A day that a person gives: one that the calendar has. */
export const RealDay = z.iso.date();
/** `HH:MM`, wall-clock time at the court. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** An instant in UTC, ISO 8601 with `Z`. */
export const Instant = z.iso.datetime();
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** The id of an entry of the practice. */
export const EntryId = z.string().min(1).max(64);

/** One line of text that a person types; trimmed. */
export const Line = z.string().trim().max(500);
/** A line that must not be empty. */
export const RequiredLine = Line.min(1);
/** A longer text that a person types. */
export const LongText = z.string().max(20_000);

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

/** Where a page of a list begins. No list is longer. */
export const Offset = z.int().min(0).max(10_000_000).default(0);

/** A page of a list. */
export const Page = z.object({
  offset: Offset,
  limit: z.int().min(1).max(200).default(100),
});

/** The case that an entry belongs to, as lists name it. */
export const CaseName = z.object({ id: EntryId, number: z.string(), title: z.string() });
export type CaseName = z.infer<typeof CaseName>;

/** What a deletion answers: with this id it can be undone for 30 days. */
export const Deleted = z.object({ deletionId: EntryId });
export type Deleted = z.infer<typeof Deleted>;
