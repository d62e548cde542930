/** What the holder of a profile does at every start: makes the folders and clears what a crash left. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keepBallast } from './ballast.ts';
import { exists, makeFolder } from './durable-files.ts';
import { dropUnfinishedGenerations, readCurrent } from './generations.ts';
import { sweepDocuments } from './document-store.ts';
import type { ProfilePaths } from './profile-paths.ts';

export interface StartupFindings {
  /** Generations that a crash left unfinished, removed. */
  readonly unfinished: readonly string[];
  /** Unfinished archives in the default destination, removed. */
  readonly partialArchives: readonly string[];
  readonly documentsRemoved: number;
  /** Whether the disk is so full that the reserve had to be given up. */
  readonly isDiskFull: boolean;
}

/** The name that an archive has until it is published; whatever bears it may be removed when no operation runs. */
export const PARTIAL_SUFFIX = '.partial';

/** Must run with the profile locked and before anything else of it is used. Safe to run any number of times. */
export async function prepareProfile(paths: ProfilePaths): Promise<StartupFindings> {
  await makeFolder(paths.root);
  // Before anything is written: on a full disk nothing else would succeed.
  const isDiskFull = await keepBallast(paths);
  await rm(paths.temp, { recursive: true, force: true });
  await rm(`${paths.current}.new`, { force: true });
  // A destination that cannot be read now (a disk that is gone, a dead link) keeps nobody from the practice.
  const partialArchives = await removePartialArchives(paths.backups).catch(() => []);
  const unfinished = await dropUnfinishedGenerations(paths);
  // An unfinished restore may have moved documents into the store before it ended.
  const swept =
    unfinished.length > 0 && (await readCurrent(paths)).kind === 'named'
      ? await sweepDocuments(paths)
      : { removed: 0 };
  return { unfinished, partialArchives, documentsRemoved: swept.removed, isDiskFull };
}

/**
 * Removes what interrupted exports left in a destination. Only names that Causebook gives are touched.
 * @param ending of the archive's name before `.zip`; other profiles may be at work in the same folder
 */
export async function removePartialArchives(folder: string, ending = ''): Promise<string[]> {
  if (!(await exists(folder))) return [];
  const partial = (await readdir(folder)).filter(
    (name) => name.startsWith('.causebook-') && name.endsWith(`${ending}.zip${PARTIAL_SUFFIX}`),
  );
  for (const name of partial) {
    await removeSumWithoutArchive(join(folder, name.slice(1, -PARTIAL_SUFFIX.length)));
    await rm(join(folder, name), { force: true });
  }
  return partial;
}

/** The checksum file is written just before its archive gets its name. */
export async function removeSumWithoutArchive(archive: string): Promise<void> {
  if (!(await exists(archive))) await rm(`${archive}.sha256`, { force: true });
}
