/** Increments in the words of the screen. */
import type {
  BackupEntry,
  EntryChange,
  IncrementBase,
  IncrementChanges,
  IncrementSummary,
  NeedProblem,
} from '@causebook/contracts';
import { format, type Format } from '../../format.ts';

export const entryKinds = [
  { key: 'cases', heading: 'Cases' },
  { key: 'hearings', heading: 'Hearings' },
  { key: 'tasks', heading: 'Tasks' },
  { key: 'orders', heading: 'Orders' },
  { key: 'documents', heading: 'Documents' },
] as const;

export const isUntouched = ({ added, removed, changed }: EntryChange): boolean =>
  added + removed + changed === 0;

/** One sentence about what the numbers of the entries do not say; null when they say all. */
export function besideEntries({ isSame, entries }: IncrementChanges): string | null {
  if (isSame) return 'Nothing has changed since that backup.';
  return entryKinds.every(({ key }) => isUntouched(entries[key]))
    ? 'Only details beside these entries have changed, such as parties or settings.'
    : null;
}

/** How much would be written, and how much is spared. */
export function estimateInWords(
  { travels, estimatedFullBytes }: IncrementChanges,
  f: Format = format,
): string {
  const { estimatedBytes } = travels;
  return `About ${f.bytes(estimatedBytes)} would be written. A full backup would be about ${f.bytes(estimatedFullBytes)}. Both are estimates.`;
}

/** What travels: `3 documents (1.2 MB) and 2% of the case diary`. */
export function travelsInWords({ travels }: IncrementChanges, f: Format = format): string {
  const { documents, documentBytes, changedShare } = travels;
  if (documents === 0 && changedShare === 0) return 'Nothing new.';
  const papers =
    documents === 0
      ? 'No document'
      : `${f.count(documents, 'document', 'documents')} (${f.bytes(documentBytes)})`;
  return `${papers} and ${shareInWords(changedShare, f)}.`;
}

/** What an increment holds by itself: `3 documents, 2% of the case diary`. */
export function newInWords(
  { addedDocuments, changedShare }: Pick<IncrementSummary, 'addedDocuments' | 'changedShare'>,
  f: Format = format,
): string {
  const parts = [
    ...(addedDocuments > 0 ? [f.count(addedDocuments, 'document', 'documents')] : []),
    ...(changedShare === 0 ? [] : [shareInWords(changedShare, f)]),
  ];
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

/** `2% of the case diary`. */
export function shareInWords(share: number | null, f: Format = format): string {
  if (share === null || share === 1) return 'all of the case diary';
  if (share === 0) return 'nothing of the case diary';
  return share < 0.01
    ? `less than ${f.percent(1)} of the case diary`
    : `${f.percent(share * 100)} of the case diary`;
}

/** A line of the list to choose from: `20 Nov 2026, 14:21 – full, 2.3 MB (recommended)`. */
export function baseInWords(
  { createdAt, kind, name, size, unfit }: IncrementBase,
  isRecommended: boolean,
  f: Format = format,
): string {
  const what = `${f.dateTime(createdAt)}${name ? `, ${name}` : ''} – ${kind === 'full' ? 'full' : 'increment'}, ${f.bytes(size)}`;
  if (unfit !== null) return `${what}. Not possible: ${unfit}`;
  return isRecommended ? `${what} (recommended)` : what;
}

/** Why a backup cannot be deleted; null when it can. */
export function neededInWords(
  { neededBy }: Pick<BackupEntry, 'neededBy'>,
  f: Format = format,
): string | null {
  if (neededBy === 0) return null;
  const who = neededBy === 1 ? 'Another backup needs' : `${f.integer(neededBy)} other backups need`;
  return `${who} this one and could not be restored without it. Delete them first, or make full backups of them.`;
}

/** The increment's base as the list knows it: `the backup of 20 Nov 2026, 14:21`. */
export function baseNamed(
  { increment }: Pick<BackupEntry, 'increment'>,
  backups: readonly Pick<BackupEntry, 'backupId' | 'createdAt'>[],
  f: Format = format,
): string {
  const base = backups.find(({ backupId }) => backupId === increment?.base);
  return base ? `the backup of ${f.dateTime(base.createdAt)}` : 'a backup that is not in the list';
}

/** A file without which an increment cannot be restored. */
export type BadNeed = IncrementSummary['badFiles'][number];

/** What is wrong with it, after its name. */
export const problemWords: Readonly<Record<NeedProblem, string>> = {
  missing: 'missing',
  changed: 'no longer as it was',
  damaged: 'did not pass a check',
  unlisted: 'not found',
};

/** The heading over what to do. */
export const problemTitles: Readonly<Record<NeedProblem, string>> = {
  missing: 'A file that it needs is missing.',
  changed: 'A file that it needs is no longer as it was.',
  damaged: 'A file that it needs did not pass a check.',
  unlisted: 'A file that it needs was not found.',
};

/** What to do about it. */
export function badNeedInWords({ fileName, problem }: BadNeed): string {
  const without = `It cannot be restored without ${fileName}`;
  if (problem === 'missing') return `${without}. Check that the disk that holds it is connected.`;
  if (problem === 'unlisted')
    return `${without}, which is in no list and not beside this backup. Put it into the same folder; there it is found under another name, too.`;
  return `${without}, which ${problem === 'changed' ? 'is no longer as it was' : 'did not pass a check'}. Put a good copy of that file in its place and check it, or make a new backup.`;
}
