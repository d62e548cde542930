/**
 * Random weeks of an office with increments: what is listed is always provable, what is needed cannot be deleted, and at
 * the end every backup restores, from its files alone, to exactly what was backed up.
 */
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BackupId } from '@causebook/contracts';
import { AppError } from '@causebook/contracts';
import { createPractice, generationFolder, liveGeneration, makeFolder, profilePaths } from '@causebook/data';
import { array, asyncProperty, check, constantFrom, nat, tuple } from 'fast-check';
import { folderFor, type Context } from '../context.ts';
import { all, atLeast, none, type Line } from '../line.ts';
import { addCase, deleteCase, noise, numbersOf } from '../practice-work.ts';
import { withProfile, type OpenedProfile } from '../profile.ts';
import { digestOf } from '../stage.ts';

/** Cases enough that one more changes less than half of the pages of the database. */
const FIRST_CASES = 120;

const steps = [
  'add a case',
  'add a document',
  'delete a case',
  'delete a document',
  'full',
  'increment',
  'increment',
  'automatic',
  'consolidate',
  'delete a backup',
  'prune',
  'restore',
  'lose what is remembered',
] as const;
type StepName = (typeof steps)[number];
type Step = readonly [name: StepName, chance: number];

interface Week {
  readonly profile: OpenedProfile;
  /** What each backup must restore to. */
  readonly backups: Map<BackupId, string>;
  readonly refusals: { count: number };
}

class Finding extends Error {}

const pick = <Item>(items: readonly Item[], chance: number): Item | undefined => items[chance % items.length];

async function makeBackup({ profile, backups }: Week, base: BackupId | 'none' | 'auto'): Promise<void> {
  const digest = await digestOf(profile.session);
  const { backupId } = await profile.service.exports.exportNow({ base }, { fullEvery: 4 });
  backups.set(backupId, digest);
}

/** Deletes it, or is refused because another one needs it: never anything else. */
async function deleteBackup(
  { profile: { service }, backups, refusals }: Week,
  backupId: BackupId,
): Promise<void> {
  const needed = (await service.library.get(backupId)).neededBy;
  const code = await service.library.delete(backupId).then(
    () => 'deleted',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
  if (code !== (needed > 0 ? 'BACKUP_NEEDED' : 'deleted'))
    throw new Finding(`The deletion of a backup that ${needed} need: ${code}.`);
  if (needed > 0) refusals.count += 1;
  else backups.delete(backupId);
}

const actions: Readonly<Record<StepName, (week: Week, chance: number, number: number) => Promise<void>>> = {
  'add a case': async ({ profile }, _, number) => void (await addCase(profile.session, `S ${number}`)),
  'add a document': async ({ profile }, chance, number) =>
    void (await addCase(profile.session, `D ${number}`, [noise(`d${chance % 7}`, 200 + (chance % 3_000))])),
  'delete a case': async ({ profile }, chance) => {
    const number = pick(await numbersOf(profile.session), chance);
    if (number !== undefined) await deleteCase(profile.session, number);
  },
  'delete a document': async ({ profile }) =>
    profile.session.use(({ database }) => {
      database.exec('DELETE FROM documents WHERE id = (SELECT min(id) FROM documents)');
    }),
  full: (week) => makeBackup(week, 'none'),
  increment: (week, chance) => makeBackup(week, pick([...week.backups.keys()], chance) ?? 'none'),
  automatic: (week) => makeBackup(week, 'auto'),
  consolidate: async ({ profile: { service }, backups }, chance) => {
    const built = (await service.library.list()).filter(({ kind }) => kind === 'incremental');
    const chosen = pick(built, chance)?.backupId;
    if (chosen === undefined) return;
    const { backupId } = await service.exports.consolidate(chosen);
    backups.set(backupId, backups.get(chosen)!);
  },
  'delete a backup': async (week, chance) => {
    const chosen = pick([...week.backups.keys()], chance);
    if (chosen !== undefined) await deleteBackup(week, chosen);
  },
  prune: async (week) => {
    // From the oldest on, as retention would; those that others need stay.
    for (const backupId of [...week.backups.keys()].slice(0, -3)) await deleteBackup(week, backupId);
  },
  restore: async ({ profile: { service, session, paths }, backups }, chance) => {
    const chosen = pick([...backups], chance);
    if (chosen === undefined) return;
    await service.restores.restore({ backupId: chosen[0] }, null);
    if ((await digestOf(session)) !== chosen[1]) throw new Finding('A restore gave another state.');
    const { folder } = generationFolder(paths, (await liveGeneration(paths))!);
    if ((await readdir(folder)).includes('database.pages')) throw new Finding('Changed pages lie about.');
  },
  'lose what is remembered': ({ profile: { paths } }) =>
    rm(paths.fingerprints, { recursive: true, force: true }),
};

/** Every backup that is listed is proven and verified, and nothing else is listed. */
async function proveAll({ profile: { service }, backups }: Week): Promise<void> {
  const listed = await service.library.list();
  const ids = listed.map(({ backupId }) => backupId).toSorted();
  if (ids.join() !== [...backups.keys()].toSorted().join()) throw new Finding('The list is another.');
  for (const { backupId, increment } of listed) {
    if (increment !== null && increment.badFiles.length > 0) throw new Finding('A base is shown as bad.');
    await service.proofs.drill(backupId);
  }
  const { bad } = await service.proofs.verifyAll();
  if (bad.length > 0) throw new Finding(bad.join(' '));
}

/** On a new computer, with nothing but the files that the backup names. */
async function restoredElsewhere(
  context: Context,
  profile: OpenedProfile,
  backupId: BackupId,
): Promise<string> {
  const carried = folderFor(context, 'carried');
  const folder = folderFor(context, 'elsewhere');
  await mkdir(carried);
  await makeFolder(folder);
  try {
    const chosen = (await profile.catalog.backup(backupId))!;
    const names = (chosen.metadata?.increment?.needs ?? []).map(({ fileName }) => fileName);
    for (const name of [basename(chosen.filePath), ...names])
      await cp(join(profile.paths.backups, name), join(carried, name));
    return await withProfile(folder, async ({ session, service }) => {
      await service.restores.restore({ filePath: join(carried, basename(chosen.filePath)) }, null);
      return digestOf(session);
    });
  } finally {
    await rm(carried, { recursive: true });
    await rm(folder, { recursive: true });
  }
}

interface Counts {
  restored: number;
  expected: number;
  increments: number;
  refusals: number;
}

async function liveThrough(context: Context, week: readonly Step[], counts: Counts): Promise<void> {
  const folder = folderFor(context, 'week');
  await makeFolder(folder);
  await createPractice(profilePaths(folder), { now: new Date(), name: 'An office' });
  try {
    await withProfile(folder, async (profile) => {
      const { session, service } = profile;
      for (let number = 1; number <= FIRST_CASES; number += 1)
        await addCase(session, `F ${number}`, number % 40 === 0 ? [noise(`f${number}`, 2_000)] : []);
      const state: Week = { profile, backups: new Map(), refusals: { count: 0 } };
      for (const [number, [name, chance]] of week.entries()) {
        await actions[name](state, chance, number);
        // What only changes the practice changes no backup.
        if (name.includes('backup') || name === 'prune' || name === 'consolidate') await proveAll(state);
      }
      await proveAll(state);
      counts.increments += (await service.library.list()).filter(({ kind }) => kind !== 'full').length;
      counts.refusals += state.refusals.count;
      for (const [backupId, digest] of state.backups) {
        counts.expected += 1;
        if ((await restoredElsewhere(context, profile, backupId)) === digest) counts.restored += 1;
        else throw new Finding('A backup does not restore to what was backed up.');
      }
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function increments(context: Context): Promise<Line[]> {
  const counts: Counts = { restored: 0, expected: 0, increments: 0, refusals: 0 };
  const step = tuple(constantFrom(...steps), nat(1_000));
  const weeks = array(step, { minLength: 8, maxLength: context.isQuick ? 12 : 20, size: 'max' });
  const property = asyncProperty(weeks, async (week) => {
    await liveThrough(context, week, counts);
  });
  const number = context.isQuick ? 6 : 100;
  // A week of each kind of step comes first, so that none is left out by chance.
  const example: Step[] = [
    ['full', 0],
    ['add a document', 1],
    ['increment', 0],
    ['add a document', 2],
    ['increment', 1],
    ['restore', 1],
    ['delete a backup', 0],
    ['consolidate', 0],
    ['prune', 0],
  ];
  const found = await check(property, {
    seed: context.seed,
    numRuns: number,
    examples: [[example]],
    endOnFailure: context.isQuick,
  });
  if (found.failed)
    context.say(
      `weeks of increments: ${JSON.stringify(found.counterexample)}: ${String(found.errorInstance)}`,
    );
  return [
    all('increments: backups that restore to what was', counts.restored, counts.expected),
    none('increments: findings', found.failed ? 1 : 0),
    atLeast('increments: increments among them', counts.increments, 1),
    atLeast('increments: deletions refused', counts.refusals, 1),
  ];
}
