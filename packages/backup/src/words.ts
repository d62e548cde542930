/** Outcomes in the words of a law office. */
import type { PracticeCounts } from '@causebook/contracts';
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
