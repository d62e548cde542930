/** What a start finds after something went wrong: which state is live, whether it is whole, and what was left behind. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, integrityProblems, listGenerations, type ProfilePaths } from '@causebook/data';
import { withProfile, type OpenedProfile } from './profile.ts';
import { digestOf, type Stage } from './stage.ts';

export interface Verdict {
  readonly state: 'old' | 'other' | 'mixed';
  /** Whatever is not as it must be, in words. */
  readonly problems: readonly string[];
}

/** Starts twice, as a person would, and looks at everything. @param mayGo whether the backup was what was deleted */
export async function judge(folder: string, stage: Stage, mayGo = false): Promise<Verdict> {
  try {
    const first = await look(folder, stage, mayGo);
    const again = await look(folder, stage, mayGo, proveListed);
    const settled = first.state === again.state ? [] : [`The second start found ${again.state}.`];
    return { state: first.state, problems: [...first.problems, ...again.problems, ...settled] };
  } catch (error) {
    return { state: 'mixed', problems: [`The start failed: ${String(error)}`] };
  }
}

type Look = (service: OpenedProfile['service']) => Promise<string[]>;

/** What is left of it after two starts is what somebody would restore from. */
const proveListed: Look = async (service) => {
  const problems: string[] = [];
  for (const { backupId, fileName, kind } of await service.library.list()) {
    // A backup that is not sound is a failure with a code; an increment is what it needs as well.
    await (kind === 'full' ? service.proofs.verify({ backupId }) : service.proofs.drill(backupId)).catch(
      (error: unknown) => problems.push(`${fileName} is listed: ${String(error)}`),
    );
  }
  return problems;
};

function look(
  folder: string,
  stage: Stage,
  mayGo: boolean,
  lookAtBackups: Look = () => Promise.resolve([]),
): Promise<Verdict> {
  return withProfile(folder, async ({ paths, session, service, troubles }) => {
    const problems: string[] = [...troubles];
    const digest = await digestOf(session);
    const state = digest === stage.old ? 'old' : digest === stage.other ? 'other' : 'mixed';
    problems.push(...(await session.use(({ database }) => integrityProblems(database))));
    problems.push(...(await leftovers(paths)), ...(await strayFingerprints(paths, service)));
    problems.push(...(await lookAtBackups(service)));
    problems.push(...(await archiveProblems(paths, stage, mayGo)));
    return { state, problems };
  });
}

async function leftovers(paths: ProfilePaths): Promise<string[]> {
  const inFolder = async (folder: string): Promise<string[]> =>
    (await exists(folder)) ? readdir(folder) : [];
  const { incomplete, unreadable } = await listGenerations(paths);
  const inBackups = await inFolder(paths.backups);
  const partial = inBackups.filter((name) => name.endsWith('.partial'));
  const lonely = inBackups.filter(
    (name) => name.endsWith('.sha256') && !inBackups.includes(name.replace(/\.sha256$/, '')),
  );
  return [
    ...(await inFolder(paths.temp)).map((name) => `temp/${name} was left.`),
    ...(await inFolder(paths.quarantine)).map((name) => `${name} went to quarantine.`),
    ...incomplete.map((name) => `The generation ${name} is incomplete.`),
    ...unreadable.map((name) => `The generation ${name} cannot be read.`),
    ...partial.map((name) => `${name} was left.`),
    ...lonely.map((name) => `${name} was left without its archive.`),
  ];
}

/** The backup that was there before is the same to the last byte, unless it was what was deleted. */
async function archiveProblems(
  paths: ProfilePaths,
  { archive, archiveName, others }: Stage,
  mayGo: boolean,
): Promise<string[]> {
  const problems: string[] = [];
  for (const [name, bytes] of [[archiveName, archive] as const, ...others]) {
    const path = join(paths.backups, name);
    if (!(await exists(path))) problems.push(...(mayGo && name === archiveName ? [] : [`${name} is gone.`]));
    else if (!bytes.equals(await readFile(path))) problems.push(`${name} is not what it was.`);
  }
  return problems;
}

/** What is kept for increments on a backup that is not there. */
async function strayFingerprints(
  { fingerprints }: ProfilePaths,
  service: OpenedProfile['service'],
): Promise<string[]> {
  if (!(await exists(fingerprints))) return [];
  const listed = new Set<string>((await service.library.list()).map(({ backupId }) => backupId));
  const names = await readdir(fingerprints);
  return names.filter((name) => !listed.has(name)).map((name) => `fingerprints/${name} was left.`);
}
