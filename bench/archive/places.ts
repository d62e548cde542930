/** Everything that archives of a set are measured with: the practice, its archive, and the same files for the peers. */
import { copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { generationFolder, profilePaths } from '@causebook/data';
import { archivePractice, type ArchiveSet } from '../lib/archive-practice.ts';
import { makeChanges, twoStates, type Changes } from '../lib/changed-practice.ts';
import { extentOf, fresh, linkTree, type Extent } from '../lib/files.ts';
import { measuredRun } from '../lib/measured-run.ts';
import { archiveName, exportTask, liveGeneration, runTask } from '../lib/run-engine.ts';

export interface Places {
  readonly set: ArchiveSet;
  readonly scratch: string;
  readonly profile: string;
  /** The files of the archive, unpacked: what the peers work on. */
  readonly tree: string;
  readonly extent: Extent;
  readonly archive: string;
  readonly addedBytes: number;
  /** Brings profile and tree into the state with a hundredth changed, or back. */
  show(isChanged: boolean): void;
}

/**
 * Made on the disk of the cache. The archive is proven by foreign tools before anything is measured.
 * @param program of the engine that makes it
 */
export async function preparePlaces(
  set: ArchiveSet,
  { cache, say, program }: { cache: string; say: (line: string) => void; program: string },
): Promise<Places> {
  const made = await archivePractice(set, cache, say);
  const scratch = join(cache, `scratch-${set.name}`);
  fresh(scratch);
  const profile = join(scratch, 'profile');
  const tree = join(scratch, 'tree');
  const kept = join(scratch, 'kept');
  const archive = join(kept, archiveName(1));
  const database = copyPractice(made, profile);
  runTask(program, exportTask(profile, kept));
  measuredRun(['unzip', '-tq', archive]);
  measuredRun(['unzip', '-q', archive, '-d', tree]);
  measuredRun(['sha256sum', '-c', '--quiet', '--strict', 'SHA256SUMS'], { cwd: tree });
  const aside = join(scratch, 'aside');
  fresh(aside);
  const changes = await makeChanges(profile, database, aside);
  const show = statesOf({ profile, tree, aside, database }, changes);
  const { addedBytes } = changes;
  return { set, scratch, profile, tree, extent: extentOf(tree), archive, addedBytes, show };
}

/** Documents are shared with the one that is kept in the cache: nobody changes them. @returns its live database */
export function copyPractice(made: string, profile: string): string {
  const [from, to] = [profilePaths(made), profilePaths(profile)];
  linkTree(from.files, to.files);
  linkTree(from.identity, to.identity);
  cpSync(from.generations, to.generations, { recursive: true });
  copyFileSync(from.current, to.current);
  // The ones that the app makes for itself.
  mkdirSync(to.backups, { recursive: true, mode: 0o700 });
  return generationFolder(to, liveGeneration(profile)).database;
}

interface Changing {
  readonly profile: string;
  readonly tree: string;
  readonly aside: string;
  readonly database: string;
}

function statesOf(
  { profile, tree, aside, database }: Changing,
  changes: Changes,
): (isChanged: boolean) => void {
  const at = (place: string, path: string): string => {
    const full = join(aside, place, path);
    mkdirSync(dirname(full), { recursive: true });
    return full;
  };
  for (const path of changes.added) copyFileSync(join(profile, 'data', path), at('changed tree', path));
  copyFileSync(changes.database, at('changed tree', 'database.sqlite'));
  const live = relative(profile, database);
  copyFileSync(changes.database, at('changed profile', live));
  rmSync(changes.database);
  const showTree = twoStates(
    tree,
    { files: ['database.sqlite', ...changes.removed], aside: join(aside, 'tree') },
    { files: ['database.sqlite', ...changes.added], aside: join(aside, 'changed tree') },
  );
  const showProfile = twoStates(
    profile,
    { files: [live], aside: join(aside, 'profile') },
    { files: [live], aside: join(aside, 'changed profile') },
  );
  return (isChanged) => {
    showTree(isChanged);
    showProfile(isChanged);
  };
}
