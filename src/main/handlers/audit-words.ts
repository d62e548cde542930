/** What the audit log says about a change: the fields that are not as they were, in the words of the screen. */
import { dayInWords as wordsOfDay } from '@causebook/data';
import type { AuditNote } from '../diary.ts';

/** `2026-05-03` as "3 May 2026"; empty for none. */
export const dayInWords = (day: string | null): string => (day === null ? '' : wordsOfDay(day));

/** A case as a sentence names it: its number, and its title where it has none. Empty for none. */
export const caseInWords = (named: { readonly number: string; readonly title: string } | null): string =>
  named === null ? '' : named.number || named.title;

/** What the log keeps of a long text. */
const KEPT = 300;

const shortened = (text: string): string => (text.length <= KEPT ? text : `${text.slice(0, KEPT)}…`);

/** The fields whose words differ, in the order of `after`. Both have the fields under the names that the screen has for them. */
export function changesBetween(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): NonNullable<AuditNote['changes']> {
  return Object.entries(after)
    .map(([field, value]) => ({ field, before: before[field] ?? '', after: value }))
    .filter((change) => change.before !== change.after)
    .map(({ field, ...words }) => ({
      field,
      before: shortened(words.before),
      after: shortened(words.after),
    }));
}
