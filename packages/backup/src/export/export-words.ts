/** What a person hears about a backup that was made. */
import { basename, dirname, resolve } from 'node:path';
import type { BackupMetadata, ExportOptions, NeededArchive, PracticeCounts } from '@causebook/contracts';
import type { KnownArchive } from '../archive/archive-set.ts';
import type { ExportBase } from '../engine/tasks.ts';
import { counted, practiceInWords, sizeInWords } from '../words.ts';

/** Whoever carries a disk away must know what is not on it. */
export function inOtherFolders(
  needs: readonly NeededArchive[],
  known: readonly KnownArchive[],
  folder: string,
): string[] {
  const away = needs.filter(({ backupId }) => {
    const found = known.find((archive) => archive.backupId === backupId);
    return found !== undefined && resolve(dirname(found.filePath)) !== resolve(folder);
  });
  const [first] = away;
  if (!first) return [];
  const more = away.length === 1 ? '' : ` and ${counted(away.length - 1, 'other file')}`;
  return [`It needs ${first.fileName}${more} in another folder, and cannot be restored from this one alone.`];
}

export function testMessage(folder: string, size: number, warnings: readonly string[]): string {
  const done = `The test succeeded: a backup of ${sizeInWords(size)} was written to ${folder}, read back, checked and deleted again.`;
  return [done, ...warnings].join(' ');
}

export function exportMessage(options: ExportOptions, counts: PracticeCounts, size: number): string {
  const cases = `${counted(counts.cases, 'case')} and ${counted(counts.hearings, 'hearing')}, without documents`;
  const all = options.includeFiles ? practiceInWords(counts) : cases;
  const what = options.includeDatabase ? all : counted(counts.documents, 'document');
  return `Backup made, read back and checked: ${what} (${sizeInWords(size)}).`;
}

/** What a person who thinks of one file must hear about an increment; empty for a full backup that was wanted. */
export function kindInWords(
  options: ExportOptions,
  base: ExportBase | null,
  { increment }: BackupMetadata,
): string {
  if (increment) {
    const needed = counted(increment.needs.length, 'other file');
    const name = base === null ? '' : ` since ${basename(base.filePath)}`;
    return `It holds only what is new${name}, and needs ${needed}.`;
  }
  const wasNamed = options.base !== 'none' && options.base !== 'auto';
  return wasNamed ? 'It is a full backup, because nothing could be left to the other one.' : '';
}
