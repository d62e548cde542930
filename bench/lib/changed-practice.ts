/** A practice in two states: as it was, and with a hundredth of its documents and entries changed. */
import { copyFileSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { checkpoint, closePractice, documentPath, openPractice, profilePaths } from '@causebook/data';
import { paper, prose, storePaper } from './archive-practice.ts';
import { Random } from './random.ts';

const ONE_IN = 100;

/** Files that the two states do not share, by their paths in the archive. */
export interface Changes {
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly addedBytes: number;
  /** The changed database. */
  readonly database: string;
}

/**
 * Every hundredth document gets another content of the same size, every hundredth case other notes. The profile's
 * store holds the contents of both states afterwards, and its database is as it was.
 * @param database of the live generation @param aside an empty folder on the same disk
 */
export async function makeChanges(profile: string, database: string, aside: string): Promise<Changes> {
  const paths = profilePaths(profile);
  const original = join(aside, 'original.sqlite');
  copyFileSync(database, original);
  const practice = await openPractice(paths);
  const random = new Random('a hundredth');
  const removed: string[] = [];
  const added: string[] = [];
  let addedBytes = 0;
  const inArchive = (sha256: string): string =>
    join('files', relative(paths.files, documentPath(paths.files, sha256)));
  const rows = practice.database
    .prepare<[], { id: string; sha256: string; size: number; mediaType: string }>(
      'SELECT id, sha256, size, mediaType FROM documents ORDER BY rowid',
    )
    .all()
    .filter((_, index) => index % ONE_IN === 0);
  const replace = practice.database.prepare('UPDATE documents SET sha256 = ? WHERE id = ?');
  const edit = practice.database.prepare('UPDATE cases SET notes = ?, updatedAt = ? WHERE rowid = ?');
  const cases = practice.database
    .prepare<[number], number>('SELECT rowid FROM cases WHERE rowid % ? = 0')
    .pluck()
    .all(ONE_IN);
  practice.database.transaction(() => {
    for (const { id, sha256, size, mediaType } of rows) {
      const made = paper(size, mediaType === 'application/pdf', random);
      storePaper(paths.files, made);
      replace.run(made.sha256, id);
      removed.push(inArchive(sha256));
      added.push(inArchive(made.sha256));
      addedBytes += size;
    }
    for (const row of cases) edit.run(prose(3_000, random), '2026-02-05T09:00:00.000Z', row);
  })();
  checkpoint(practice.database);
  closePractice(practice);
  const changed = join(aside, 'changed.sqlite');
  renameSync(database, changed);
  renameSync(original, database);
  return { removed, added, addedBytes, database: changed };
}

/** Files that are in a folder in one state only, by their paths in it. */
export interface State {
  readonly files: readonly string[];
  /** Where they wait in the other state; on the same disk, so that they keep their times and their places on it. */
  readonly aside: string;
}

/** @returns what brings a folder, which is in the first state now, from one state into the other */
export function twoStates(folder: string, first: State, second: State): (isSecond: boolean) => void {
  let inSecond = false;
  const move = (path: string, from: string, to: string): void => {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    renameSync(join(from, path), join(to, path));
  };
  return (isSecond) => {
    if (isSecond === inSecond) return;
    const [leaving, coming] = isSecond ? [first, second] : [second, first];
    for (const path of leaving.files) move(path, folder, leaving.aside);
    for (const path of coming.files) move(path, coming.aside, folder);
    inSecond = isSecond;
  };
}
