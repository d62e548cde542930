/** One search over everything that an office writes down. */
import { z } from 'zod';
import { CalendarDay, EntryId } from './practice.ts';

export const SearchKind = z.enum(['case', 'party', 'hearing', 'task', 'order', 'document']);
export type SearchKind = z.infer<typeof SearchKind>;

export const SearchHit = z.object({
  kind: SearchKind,
  id: EntryId,
  caseId: EntryId.nullable(),
  /** What it is called: a case's title, a party's name, the name of a document. */
  title: z.string(),
  /** Where it belongs and what was found in it: "CS 12/2024 Rao v. Iyer", a part of a note. */
  detail: z.string(),
  day: CalendarDay.nullable(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchAnswer = z.object({
  hits: z.array(SearchHit),
  /** Kinds of which there are more hits than are given. */
  more: z.array(SearchKind),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;
