/** The options of a backup made by hand, and what is to be said about them. */
import type { ExportOptions } from '@causebook/contracts';

export const defaultExportOptions: ExportOptions = {
  includeFiles: true,
  includeDatabase: true,
  includeMetadata: true,
  compressionLevel: 6,
  name: '',
  base: 'none',
  test: false,
  protect: false,
};

/**
 * What stays chosen after a backup was made: what goes into it, and whatever was chosen while it was being made. A name,
 * protection and a base belong to the one backup they were given to.
 */
export function forNextBackup(chosen: ExportOptions, made: ExportOptions): ExportOptions {
  const { name, protect, base } = defaultExportOptions;
  return {
    ...chosen,
    name: chosen.name === made.name ? name : chosen.name,
    protect: chosen.protect === made.protect ? protect : chosen.protect,
    base: chosen.base === made.base ? base : chosen.base,
  };
}

/** Why no backup can be made with these options; null when one can. */
export function objectionTo(options: ExportOptions): string | null {
  const { includeDatabase, includeFiles, includeMetadata, base } = options;
  if (!includeDatabase && !includeFiles) return 'Choose the case diary, the documents, or both.';
  if (base === 'none' || (includeDatabase && includeFiles && includeMetadata)) return null;
  return 'A backup of what is new holds all three parts. Choose all of them, or a full backup.';
}

/** What a backup with these options could not do, in sentences. */
export function shortcomingsOf({
  includeDatabase,
  includeFiles,
  includeMetadata,
}: ExportOptions): readonly string[] {
  return [
    includeDatabase
      ? null
      : 'Without the case diary this backup cannot bring back cases, hearings, tasks or orders.',
    includeFiles ? null : 'Without the documents this backup cannot bring back documents that are lost.',
    includeMetadata
      ? null
      : 'Without the description nobody can tell when the backup was made and from which practice.',
  ].filter((sentence) => sentence !== null);
}
