/** Practices whose archives are measured: made straight into the store, the same for everybody, and kept in the cache. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeSigningKey } from '@causebook/backup';
import {
  checkpoint,
  closePractice,
  createPractice,
  documentPath,
  generationFolder,
  openPractice,
  prepareProfile,
  profilePaths,
  uniqueId,
  type Practice,
  type ProfilePaths,
} from '@causebook/data';
import { Random } from './random.ts';

export interface ArchiveSet {
  readonly name: string;
  readonly about: string;
  readonly documents: number;
  /** Sizes are spread evenly between these. */
  readonly bytes: readonly [least: number, most: number];
  /** Share of the documents that are scans, which do not compress. */
  readonly scans: number;
  readonly databaseBytes: number;
}

export const sets = {
  M: {
    name: 'M',
    about: '2,000 documents of 1.5 GB, 85 % of it scans, and a database of 200 MB',
    documents: 2_000,
    bytes: [100_000, 1_400_000],
    scans: 0.85,
    databaseBytes: 200e6,
  },
  S: {
    name: 'S',
    about: '20,000 documents of 4 to 64 kB and a small database',
    documents: 20_000,
    bytes: [4_000, 64_000],
    scans: 0.85,
    databaseBytes: 8e6,
  },
  L: {
    name: 'L',
    about: '100,000 documents of 1 to 8 kB',
    documents: 100_000,
    bytes: [1_000, 8_000],
    scans: 0.5,
    databaseBytes: 30e6,
  },
  T: {
    name: 'T',
    about: '40 documents of 4 MB and a database of 5 MB, to try the benchmarks with',
    documents: 40,
    bytes: [50_000, 150_000],
    scans: 0.85,
    databaseBytes: 2e6,
  },
} as const satisfies Record<string, ArchiveSet>;

/** The sets that were asked for with `--sets`. @throws when there is none of that name */
export function chosenSets(asked: string): ArchiveSet[] {
  return asked.split(',').map((name) => {
    if (!Object.hasOwn(sets, name))
      throw new Error(`There is no set ${name}; there are ${Object.keys(sets).join(', ')}.`);
    return sets[name as keyof typeof sets];
  });
}

/** Goes up when sets are filled otherwise than before. */
const GENERATOR = 3;

/** What was made from another definition is not the same data. */
const fingerprintOf = (set: ArchiveSet): string =>
  createHash('sha256')
    .update(JSON.stringify([GENERATOR, set]))
    .digest('hex')
    .slice(0, 8);

/** @returns the profile folder, which nobody may change */
export async function archivePractice(
  set: ArchiveSet,
  cache: string,
  say: (line: string) => void,
): Promise<string> {
  const profile = join(cache, `archive-${set.name}-${fingerprintOf(set)}`);
  if (existsSync(profile)) return profile;
  const making = `${profile}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  say(`Making the practice ${set.name}: ${set.about} …`);
  const paths = profilePaths(making);
  await prepareProfile(paths);
  await createPractice(paths, { now: new Date('2026-01-05T09:00:00Z'), name: `Archive ${set.name}` });
  // Its backups are signed, as the app signs them.
  await makeSigningKey(paths, new Date('2026-01-05T09:00:00Z'));
  const practice = await openPractice(paths);
  const random = new Random(`archive ${set.name}`);
  practice.database.pragma('synchronous = OFF');
  addDocuments(paths, practice, set, random);
  const database = generationFolder(paths, practice.generationId).database;
  fillDatabase(practice, database, set.databaseBytes, random);
  checkpoint(practice.database);
  closePractice(practice);
  renameSync(making, profile);
  return profile;
}

const AT = '2026-01-05T09:00:00.000Z';

/** Words as often as in a language: the first of them often, the last seldom. */
const words = Array.from({ length: 20_000 }, (_, index) =>
  createHash('sha256')
    .update(`word ${index}`)
    .digest('hex')
    .replaceAll(/[0-9]/g, (digit) => 'ghijklmnop'[Number(digit)]!)
    .slice(0, 2 + (index % 9)),
);

const PIECE = 64 << 10;

export function prose(length: number, random: Random): string {
  let text = '';
  while (text.length < length) text += `${words[Math.floor(words.length ** random.fraction()) - 1]} `;
  return text.slice(0, length);
}

/** In pieces, because a text is as many parts as it has words until it is written. */
function longText(length: number, random: Random): Buffer {
  const pieces: Buffer[] = [];
  for (let left = length; left > 0; left -= PIECE)
    pieces.push(Buffer.from(prose(Math.min(left, PIECE), random)));
  return Buffer.concat(pieces);
}

/** A document, and what the practice says of it. */
export function paper(length: number, isScan: boolean, random: Random): Paper {
  const content = isScan ? scan(length, random) : longText(length, random);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { content, sha256, type: isScan ? 'application/pdf' : 'text/plain' };
}

export interface Paper {
  readonly content: Buffer;
  readonly sha256: string;
  readonly type: string;
}

/** Puts it where the practice looks for it. */
export function storePaper(files: string, { content, sha256 }: Paper): void {
  const path = documentPath(files, sha256);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, content, { mode: 0o600 });
}

function scan(length: number, random: Random): Buffer {
  const head =
    random.fraction() < 0.5 ? '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n' : '\u00ff\u00d8\u00ff\u00e0';
  return Buffer.concat([Buffer.from(head, 'latin1'), random.bytes(length - head.length)]);
}

function addDocuments(paths: ProfilePaths, practice: Practice, set: ArchiveSet, random: Random): void {
  const { database } = practice;
  const caseId = addCase(practice, 0, '');
  const insert = database.prepare(
    `INSERT INTO documents (id, caseId, name, mediaType, addedAt, tags, sha256, size) VALUES (?, ?, ?, ?, ?, '[]', ?, ?)`,
  );
  const [least, most] = set.bytes;
  database.exec('BEGIN');
  for (let number = 0; number < set.documents; number += 1) {
    const length = Math.floor(least + random.fraction() * (most - least));
    // Spread evenly, so that a few documents have the same share as many.
    const isScan = Math.floor((number + 1) * set.scans) > Math.floor(number * set.scans);
    const made = paper(length, isScan, random);
    storePaper(paths.files, made);
    insert.run(uniqueId(new Date(AT)), caseId, `paper ${number + 1}`, made.type, AT, made.sha256, length);
  }
  database.exec('COMMIT');
}

/** Cases with long notes, until the file is as large as it should be. */
function fillDatabase(practice: Practice, path: string, bytes: number, random: Random): void {
  for (let number = 1; statSync(path).size < bytes; number += 500) {
    practice.database.exec('BEGIN');
    for (let index = 0; index < 500; index += 1) addCase(practice, number + index, prose(3_000, random));
    practice.database.exec('COMMIT');
    checkpoint(practice.database);
  }
}

function addCase({ database }: Practice, number: number, notes: string): string {
  const id = uniqueId(new Date(AT));
  const columns = { id, number: `WP ${number}/2026`, title: `Rao v. State ${number}`, notes };
  const text = [
    'court',
    'stage',
    'clientName',
    'kind',
    'judge',
    'clientContact',
    'opponent',
    'reference',
    'otherNumbers',
  ];
  const row = {
    ...Object.fromEntries(text.map((name) => [name, 'x'])),
    ...columns,
    status: 'open',
    filedOn: '2025-01-15',
    createdAt: AT,
    updatedAt: AT,
  };
  const names = Object.keys(row);
  database
    .prepare(`INSERT INTO cases (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`)
    .run(row);
  return id;
}
