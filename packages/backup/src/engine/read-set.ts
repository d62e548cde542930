/** Reads everything of a backup, in whatever archives it lies, and takes its database out. */
import { join } from 'node:path';
import type { ArchiveSet } from '../archive/archive-set.ts';
import { DATABASE, PAGES } from '../archive/entry-names.ts';
import type { RecordedArchive } from '../archive/strict-reader.ts';
import type { ProgressTracker } from '../progress.ts';
import type { ThreadHooks } from '../threads/with-threads.ts';
import { bytesElsewhere, completeDatabase } from './complete-database.ts';

/** For `ProgressTracker.begin`. */
export const workOfReading = (set: ArchiveSet): { bytes: number; files: number } => ({
  bytes: set.main.archive.size + bytesElsewhere(set, () => true),
  files: set.main.archive.entries.length,
});

/**
 * Checks every entry of the archive and every document that others hold for it.
 * @param folder must be there; the database comes to lie in it as `database.sqlite`
 * @returns SHA-256 of the archive
 * @throws AppError FILE_CORRUPTION naming the entry, and the file where it is another one; CANCELLED
 */
export async function readSet(
  set: ArchiveSet,
  folder: string,
  { signal, threads }: ThreadHooks,
  progress: ProgressTracker,
  recorded: RecordedArchive | null = null,
): Promise<string> {
  const hooks = { signal, threads, onBytes: (bytes: number) => progress.advance({ bytes }) };
  const { checksum } = await set.main.readAll(
    {
      ...hooks,
      targetFor: ({ name }) => (name === DATABASE || name === PAGES ? join(folder, name) : null),
      onEntries: (files) => progress.advance({ files }),
    },
    recorded,
  );
  await completeDatabase(set, join(folder, PAGES), join(folder, DATABASE), hooks);
  await set.readElsewhere(
    () => true,
    hooks,
    () => null,
  );
  return checksum;
}
