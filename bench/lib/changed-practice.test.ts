import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  generationFolder,
  openReadOnly,
  profilePaths,
  referencedContents,
  type Database,
} from '@causebook/data';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { copyPractice } from '../archive/places.ts';
import { archivePractice, type ArchiveSet } from './archive-practice.ts';
import { makeChanges, twoStates } from './changed-practice.ts';
import { extentOf, filesBelow, fresh } from './files.ts';
import { liveGeneration } from './run-engine.ts';

const tiny: ArchiveSet = {
  name: 'tiny',
  about: '300 documents of 1 kB',
  documents: 300,
  bytes: [1_000, 1_000],
  scans: 0.85,
  databaseBytes: 1e6,
};

let cache: string;
let made: string;
/** The database of `made` as it was made. */
let madeBytes: Buffer;
let folder: string;
let profile: string;
let database: string;
beforeAll(async () => {
  cache = mkdtempSync(join(tmpdir(), 'causebook-sets-'));
  made = await archivePractice(tiny, cache, () => {});
  madeBytes = readFileSync(liveDatabase(made));
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causebook-changed-'));
  profile = join(folder, 'profile');
  database = copyPractice(made, profile);
  fresh(join(folder, 'aside'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function looking<Result>(path: string, look: (database: Database) => Result): Result {
  const opened = openReadOnly(path);
  try {
    return look(opened);
  } finally {
    opened.close();
  }
}
const liveDatabase = (place: string): string =>
  generationFolder(profilePaths(place), liveGeneration(place)).database;
const notes = (path: string): string[] =>
  looking(path, (opened) =>
    opened.prepare<[], string>('SELECT notes FROM cases ORDER BY rowid').pluck().all(),
  );
const contents = (path: string): string[] =>
  looking(path, (opened) => referencedContents(opened).map(({ sha256 }) => sha256));

test('a set is the same for everybody, with its share of scans exact however few documents there are', async () => {
  // The database is filled after the documents, and is what takes long.
  const again = await archivePractice({ ...tiny, databaseBytes: 0 }, folder, () => {});
  const { files } = profilePaths(again);
  expect(filesBelow(files).toSorted()).toEqual(filesBelow(profilePaths(profile).files).toSorted());
  const scans = filesBelow(files).filter((file) => !/^[a-p]/.test(readFileSync(join(files, file), 'latin1')));
  expect(scans).toHaveLength(255);
});

test('a hundredth of documents and cases is changed in a second database; the first is as it was', async () => {
  const before = { notes: notes(database), contents: contents(database) };
  const changes = await makeChanges(profile, database, join(folder, 'aside'));
  expect(notes(database)).toEqual(before.notes);
  expect(contents(database)).toEqual(before.contents);
  const changed = notes(changes.database);
  expect(changed.filter((text, index) => text !== before.notes[index])).toHaveLength(
    Math.floor(before.notes.length / 100),
  );
  expect(contents(changes.database).filter((sha256) => !before.contents.includes(sha256))).toHaveLength(3);
  for (const path of [...changes.added, ...changes.removed]) {
    const bytes = readFileSync(join(profile, 'data', path));
    expect(path.endsWith(createHash('sha256').update(bytes).digest('hex'))).toBe(true);
  }
});

test('the practice in the cache is not touched by what is done to its copy', async () => {
  const extent = extentOf(made);
  await makeChanges(profile, database, join(folder, 'aside'));
  expect(readFileSync(liveDatabase(made)).equals(madeBytes)).toBe(true);
  expect(extentOf(made)).toEqual(extent);
});

test('a folder changes from one state into the other and back', () => {
  const [place, first, second] = ['place', 'first', 'second'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  cpSync(profilePaths(profile).current, join(place, 'both'));
  cpSync(profilePaths(profile).current, join(place, 'one'));
  cpSync(profilePaths(profile).current, join(second, 'other'));
  const show = twoStates(place, { files: ['one'], aside: first }, { files: ['other'], aside: second });
  show(true);
  show(true);
  expect(filesBelow(place).toSorted()).toEqual(['both', 'other']);
  show(false);
  expect(filesBelow(place).toSorted()).toEqual(['both', 'one']);
});
