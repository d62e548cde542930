/** Activity in words: what an entry speaks of, and what became of a field. */
import type { AuditEntry, AuditSubject } from '@causebook/contracts';

export const subjectWords: Readonly<Record<AuditSubject, string>> = {
  case: 'Case',
  hearing: 'Hearing',
  task: 'Task',
  order: 'Order',
  document: 'Document',
  user: 'User',
  import: 'Import',
  practice: 'Practice',
  backup: 'Backup',
};

const LONGEST = 200;

const quoted = (text: string): string =>
  `“${text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text}”`;

/** `Stage: “Arguments” became “Judgment”`. */
export function changeInWords({ field, before, after }: AuditEntry['changes'][number]): string {
  if (before === '') return `${field}: ${quoted(after)}`;
  if (after === '') return `${field}: ${quoted(before)} was removed`;
  return `${field}: ${quoted(before)} became ${quoted(after)}`;
}

/** Entries of one day, the newest day first, as they come. */
export function byDay(
  entries: readonly AuditEntry[],
  dayOf: (instant: string) => string,
): readonly { readonly day: string; readonly entries: readonly AuditEntry[] }[] {
  const days: { day: string; entries: AuditEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
