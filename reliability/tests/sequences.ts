/** Random days of an office: edits, backups, restores, undos, deletions. Every backup that is left restores to exactly what was backed up. */
import { rm } from 'node:fs/promises';
import type { BackupId } from '@causebook/contracts';
import { createPractice, makeFolder, profilePaths } from '@causebook/data';
import { Chance } from '../chance.ts';
import { folderFor, type Context } from '../context.ts';
import { all, none, type Line } from '../line.ts';
import { addCase, deleteCase, noise, numbersOf } from '../practice-work.ts';
import { withProfile, type OpenedProfile } from '../profile.ts';
import { digestOf } from '../stage.ts';

interface Diary {
  readonly profile: OpenedProfile;
  readonly chance: Chance;
  /** What each backup must restore to. */
  readonly backups: Map<BackupId, string>;
  /** Digests that undos must lead back to, the latest last. */
  readonly earlier: string[];
  readonly problems: string[];
}

type Step = (diary: Diary, number: number) => Promise<void>;

const steps: readonly Step[] = [
  async ({ profile: { session }, chance }, number) => {
    await addCase(
      session,
      `S ${number}`,
      chance.below(3) === 0 ? [noise(`s${number}`, chance.below(4000))] : [],
    );
  },
  async ({ profile: { session }, chance }) => {
    const numbers = await numbersOf(session);
    if (numbers.length > 0) await deleteCase(session, chance.pick(numbers));
  },
  async ({ profile: { session, service }, backups }) => {
    const digest = await digestOf(session);
    backups.set((await service.exports.exportNow()).backupId, digest);
  },
  async ({ profile: { session, service }, chance, backups, earlier, problems }) => {
    if (backups.size === 0) return;
    const [backupId, digest] = chance.pick([...backups]);
    earlier.push(await digestOf(session));
    await service.restores.restore({ backupId }, null);
    if ((await digestOf(session)) !== digest)
      problems.push('A restore gave another state than was backed up.');
  },
  async ({ profile: { session, service }, earlier, problems }) => {
    const digest = earlier.pop();
    if (digest === undefined) return;
    await service.restores.undo();
    if ((await digestOf(session)) !== digest)
      problems.push('An undo gave another state than there was before.');
  },
  async ({ profile: { service }, chance, backups }) => {
    if (backups.size < 3) return;
    const [backupId] = chance.pick([...backups]);
    await service.library.delete(backupId);
    backups.delete(backupId);
  },
];

export async function sequences(context: Context): Promise<Line[]> {
  const number = context.isQuick ? 4 : 100;
  let restored = 0;
  let expected = 0;
  const problems: string[] = [];
  for (let index = 0; index < number; index += 1) {
    const chance = new Chance(context.seed * 1_000 + index);
    const outcome = await oneSequence(context, chance);
    restored += outcome.restored;
    expected += outcome.expected;
    for (const problem of outcome.problems) context.say(`sequence ${index}: ${problem}`);
    problems.push(...outcome.problems);
  }
  return [
    all('sequences: backups that restore to what was', restored, expected),
    none('sequences: other findings', problems.length),
  ];
}

async function oneSequence(
  context: Context,
  chance: Chance,
): Promise<{ restored: number; expected: number; problems: string[] }> {
  const folder = folderFor(context, 'sequence');
  const paths = profilePaths(folder);
  await makeFolder(paths.root);
  await createPractice(paths, { now: new Date(), name: 'An office' });
  const problems: string[] = [];
  const backups = await withProfile(folder, async (profile) => {
    const diary: Diary = { profile, chance, backups: new Map(), earlier: [], problems };
    for (let step = 0; step < 14; step += 1) await chance.pick(steps)(diary, step);
    if (diary.backups.size === 0) await steps[2]!(diary, 0);
    return diary.backups;
  });
  const files = await withProfile(folder, ({ service }) => service.library.list());
  let restored = 0;
  for (const [backupId, digest] of backups) {
    const filePath = files.find((backup) => backup.backupId === backupId)?.filePath;
    if (filePath === undefined) problems.push('A backup is missing from the list.');
    else if ((await restoredElsewhere(context, filePath)) === digest) restored += 1;
    else problems.push('A backup does not restore to what was backed up.');
  }
  await rm(folder, { recursive: true });
  return { restored, expected: backups.size, problems };
}

/** On a new computer, with nothing but the file. */
async function restoredElsewhere(context: Context, filePath: string): Promise<string> {
  const folder = folderFor(context, 'elsewhere');
  await makeFolder(folder);
  await createPractice(profilePaths(folder), { now: new Date(), name: '' });
  try {
    return await withProfile(folder, async ({ session, service }) => {
      const { preview } = await service.restores.preview({ filePath }, 'the suite', '2027-01-01');
      await service.restores.restore({ filePath }, { token: preview.confirmationToken, owner: 'the suite' });
      return digestOf(session);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
