/** Outcomes in the words of a law office. */
import type { EntryChange, IncrementChanges, PracticeCounts } from '@causebook/contracts';
import { counted, sizeInWords } from '@causebook/data';

export { counted, sizeInWords };

/** "214 cases, 1,903 hearings and 60 documents". */
export function practiceInWords(counts: Pick<PracticeCounts, 'cases' | 'hearings' | 'documents'>): string {
  return `${counted(counts.cases, 'case')}, ${counted(counts.hearings, 'hearing')} and ${counted(counts.documents, 'document')}`;
}

/** What a verification that found nothing wrong says. */
export function verifiedInWords({
  entries,
  bytes,
}: {
  readonly entries: number;
  readonly bytes: number;
}): string {
  return `Every file in the backup is as it was: ${counted(entries, 'file')}, ${sizeInWords(bytes)} checked.`;
}

/** "just now", "5 minutes ago", "2 days ago". */
export function agoInWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${counted(minutes, 'minute')} ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${counted(hours, 'hour')} ago`;
  return `${counted(Math.floor(hours / 24), 'day')} ago`;
}

/** "Restored on trial: 214 cases, 1,903 hearings and 60 documents, in 41 seconds." */
export function provenInWords({
  counts,
  missingDocuments,
  isDigestEqual,
  durationMs,
}: {
  readonly counts: Pick<PracticeCounts, 'cases' | 'hearings' | 'documents'>;
  readonly missingDocuments: number;
  readonly isDigestEqual: boolean;
  readonly durationMs: number;
}): string {
  const time =
    durationMs < 1000 ? 'in under a second' : `in ${counted(Math.round(durationMs / 1000), 'second')}`;
  const done = `Restored on trial: ${practiceInWords(counts)}, ${time}.`;
  if (isDigestEqual && missingDocuments === 0)
    return `${done} Every entry and every document is as it was when the backup was made.`;
  return missingDocuments === 0
    ? done
    : `${done} ${counted(missingDocuments, 'document')} had not been in it from the beginning.`;
}

const KINDS = [
  ['cases', 'case'],
  ['hearings', 'hearing'],
  ['tasks', 'task'],
  ['orders', 'order'],
  ['documents', 'document'],
] as const;

const list = new Intl.ListFormat('en');

/** "Since causebook-….zip: added 2 cases and 1 hearing; changed 3 cases. About 120 kB would travel." */
export function changesInWords({ fileName, isSame, entries, travels }: IncrementChanges): string {
  const said = (['added', 'changed', 'removed'] as const)
    .map((what) => [what, amounts(entries, what)] as const)
    .filter(([, words]) => words !== '')
    .map(([what, words]) => `${what} ${words}`);
  const other = isSame ? 'nothing has changed' : 'only details beside the entries have changed';
  const estimate = `About ${sizeInWords(travels.estimatedBytes)} would be written.`;
  return `Since ${fileName}: ${said.length === 0 ? other : said.join('; ')}. ${estimate}`;
}

const amounts = (entries: IncrementChanges['entries'], what: keyof EntryChange): string =>
  list.format(
    KINDS.filter(([key]) => entries[key][what] > 0).map(([key, noun]) => counted(entries[key][what], noun)),
  );

/** "3 May 2026", by the calendar where the computer is. */
export const dayOfInstant = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date(instant));
