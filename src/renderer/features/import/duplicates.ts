/** What the lines with a known case number look like together. */
import type { ImportPreview } from '@causebook/contracts';

/** Whether most of them have another title than the case that has the number, so that the number says little here. */
export function haveOtherTitles(duplicates: ImportPreview['duplicates']): boolean {
  const others = duplicates.filter(
    ({ title, existing }) => title !== '' && !existing.toLowerCase().includes(title.toLowerCase()),
  );
  return others.length > duplicates.length / 2;
}
