/** What counts as a loss, and which backup can be relied upon. Pure. */
import { dayInWords } from '@causebook/data';
import type { Witness } from './bad-data-guard.ts';
import { lacksFiles } from '../increment/needed-backups.ts';
import { counted } from '../words.ts';

/** A loss of this share of what there was, and of at least so many, is no ordinary day in an office. */
const SHARE = 0.25;
const LEAST = 5;
/** All of so few is one neither. */
const ALL_OF = 3;

export const isBad = ({ verification, drill }: Witness): boolean =>
  verification?.outcome === 'bad' || drill?.outcome === 'failed';

/** The latest of some backups that can be relied upon: a whole one that is there, if possible. */
export function lastGood(latestFirst: readonly Witness[]): Witness | null {
  const good = latestFirst.filter((backup) => !isBad(backup));
  const there = good.filter((backup) => backup.fileState === 'present' && !lacksFiles(backup));
  return there.find(({ includeFiles }) => includeFiles) ?? there[0] ?? good[0] ?? null;
}

export const NOUNS = [
  ['cases', 'case'],
  ['hearings', 'hearing'],
  ['documents', 'document'],
] as const;

/** Whether so many of so many are more than an ordinary day in an office takes away. */
export const isRemarkable = (lost: number, before: number): boolean =>
  lost >= LEAST && lost >= before * SHARE;

/** One sentence, or null when nothing is missing that should be there. */
export function lossBetween(before: Witness['counts'], after: Witness['counts'], day: string): string | null {
  for (const [kind, noun] of NOUNS) {
    const lost = before[kind] - after[kind];
    const isAll = after[kind] === 0 && lost >= ALL_OF;
    if (!isAll && !isRemarkable(lost, before[kind])) continue;
    return `The backup of ${dayInWords(day)} holds ${counted(after[kind], noun)}; the one before it held ${counted(before[kind], noun)}.`;
  }
  return null;
}
