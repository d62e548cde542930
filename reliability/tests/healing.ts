/**
 * Documents of the live practice are damaged at random, in ways that disks have and in ways that somebody means; what a
 * backup holds comes back to the last byte, what none holds is named, and nothing is invented.
 */
import { cp, readFile, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import {
  documentPath,
  hashFile,
  makeFolder,
  createPractice,
  profilePaths,
  referencedContents,
  type PracticeSession,
  type ProfilePaths,
} from '@causebook/data';
import { StrictReader } from '../../packages/backup/src/archive/strict-reader.ts';
import { centralHeader, dataDescriptor, localHeader } from '../../packages/backup/src/archive/zip-layout.ts';
import { Chance } from '../chance.ts';
import { folderFor, type Context } from '../context.ts';
import { all, none, type Line } from '../line.ts';
import { addCase, noise } from '../practice-work.ts';
import { withProfile } from '../profile.ts';
import { digestOf } from '../stage.ts';

type Damage = (path: string, chance: Chance) => Promise<void>;

const damages: readonly Damage[] = [
  (path) => unlink(path),
  async (path, chance) => truncate(path, chance.below((await readFile(path)).length)),
  async (path, chance) => {
    const bytes = await readFile(path);
    bytes[chance.below(bytes.length)]! ^= 1 << chance.below(8);
    await writeFile(path, bytes);
  },
  async (path, chance) => writeFile(path, chance.bytes((await readFile(path)).length)),
  async (path) => writeFile(path, Buffer.concat([await readFile(path), Buffer.from('more')])),
];

const DOCUMENTS = 24;

/** A practice with two backups; documents that were added afterwards are in neither. */
async function setOffice(
  folder: string,
): Promise<{ readonly digest: string; readonly archives: readonly string[] }> {
  await makeFolder(folder);
  await createPractice(profilePaths(folder), { now: new Date(), name: 'An office' });
  return withProfile(folder, async ({ session, service }) => {
    const papers = Array.from({ length: DOCUMENTS }, (_, index) =>
      index % 3 === 0
        ? Buffer.from(`Order ${index}. `.repeat(300 + index))
        : noise(`paper ${index}`, 2_000 + 700 * index),
    );
    await addCase(session, 'CS 1/2026', papers);
    const archives = [
      (await service.exports.exportNow()).filePath,
      (await service.exports.exportNow()).filePath,
    ];
    await addCase(session, 'CS 2/2026', [Buffer.from('Only on this computer. '.repeat(90))]);
    return { digest: await digestOf(session), archives };
  });
}

const contentsOf = (session: PracticeSession) => session.use(({ database }) => referencedContents(database));

/** How many files in the store are not what their name says. */
async function wrongIn({ files }: ProfilePaths, session: PracticeSession): Promise<number> {
  let wrong = 0;
  for (const { sha256 } of await contentsOf(session)) {
    const found = await hashFile(documentPath(files, sha256)).catch(() => null);
    if (found !== null && found.sha256 !== sha256) wrong += 1;
  }
  return wrong;
}

export async function healing(context: Context): Promise<Line[]> {
  const chance = new Chance(context.seed);
  const template = folderFor(context, 'template');
  const { digest, archives } = await setOffice(template);
  const rounds = context.isQuick ? 6 : 60;
  let whole = 0;
  let wrong = 0;
  let invented = 0;
  let untold = 0;
  for (let round = 0; round < rounds; round += 1) {
    const folder = folderFor(context, `round-${round}`);
    await cp(template, folder, { recursive: true });
    const paths = profilePaths(folder);
    // The newer of the two backups, which is asked first, is damaged as well, or lies about what it holds.
    const newer = archives[1]!.replace(template, folder);
    if (round % 3 === 0) await makeLie(newer);
    else if (round % 3 === 1) await flipSomewhere(newer, chance);
    const outcome = await withProfile(folder, async ({ session, service }) => {
      const contents = await contentsOf(session);
      const lone = contents.filter(({ size }) => size === 'Only on this computer. '.length * 90);
      const inBackups = contents.filter((content) => !lone.includes(content));
      const hit = new Set(Array.from({ length: 1 + chance.below(10) }, () => chance.pick(inBackups)));
      for (const { sha256 } of hit) await chance.pick(damages)(documentPath(paths.files, sha256), chance);
      const hitsLone = round % 5 === 0;
      if (hitsLone) await damages[3]!(documentPath(paths.files, lone[0]!.sha256), chance);
      const report = await service.health.check({ thorough: true });
      const healed = await service.health.heal('known');
      const isTold = report.report.failedChecks > 0 && healed.found === hit.size + (hitsLone ? 1 : 0);
      if (healed.lostCount !== (hitsLone ? 1 : 0)) context.say(`round ${round}: ${healed.message}`);
      return {
        isTold,
        hitsLone,
        isWhole: hitsLone ? healed.lostCount === 1 : (await digestOf(session)) === digest,
        // What is in no backup stays as it is.
        wrong: (await wrongIn(paths, session)) - (hitsLone ? 1 : 0),
        invented: Math.abs((await contentsOf(session)).length - contents.length),
      };
    });
    if (outcome.isWhole) whole += 1;
    if (!outcome.isTold) untold += 1;
    wrong += outcome.wrong;
    invented += outcome.invented;
    await rm(folder, { recursive: true });
  }
  return [
    all('healing: whole again, or named as lost', whole, rounds),
    none('healing: wrong documents', wrong),
    none('healing: invented documents', invented),
    none('healing: damage that was not found', untold),
  ];
}

/**
 * Every stored document of the archive gets other bytes, with a CRC-32 that is theirs: to whoever believes names and
 * checksums of the ZIP, everything is in order.
 */
async function makeLie(archive: string): Promise<void> {
  const reader = await StrictReader.open(archive, new AbortController().signal);
  const { entries } = reader.archive;
  await reader.close();
  const bytes = await readFile(archive);
  for (const entry of entries) {
    if (!entry.name.startsWith('files/') || entry.method !== 0 || entry.size === 0) continue;
    const start = entry.offset + localHeader(entry).length;
    const end = start + entry.size;
    bytes[start]! ^= 1;
    const lie = { ...entry, crc32: crc32(bytes.subarray(start, end)) };
    const central = bytes.lastIndexOf(centralHeader(entry));
    localHeader(lie).copy(bytes, entry.offset);
    dataDescriptor(lie).copy(bytes, end);
    centralHeader(lie).copy(bytes, central);
  }
  await writeFile(archive, bytes);
}

/** One bit somewhere in the middle of the archive, where the documents lie. */
async function flipSomewhere(archive: string, chance: Chance): Promise<void> {
  const bytes = await readFile(archive);
  const at = Math.floor(bytes.length / 3) + chance.below(Math.floor(bytes.length / 3));
  bytes[at]! ^= 1 << chance.below(8);
  await writeFile(archive, bytes);
}
