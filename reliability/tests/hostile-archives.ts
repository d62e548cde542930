/** Crafted archives and databases, restored in earnest: all refused in words, and nothing outside the profile's workplace touched. */
import { cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@causebook/contracts';
import {
  countPractice,
  generationFolder,
  listGenerations,
  liveGeneration,
  openDatabase,
  type ProfilePaths,
} from '@causebook/data';
import { allAttacks, type Ground } from '../attacks.ts';
import { folderFor, type Context } from '../context.ts';
import { all, atLeast, none, type Line } from '../line.ts';
import { withProfile, type OpenedProfile } from '../profile.ts';
import { digestOf, setStage } from '../stage.ts';

const REFUSALS = [
  'FILE_CORRUPTION',
  'VALIDATION_FAILED',
  'VERSION_UNSUPPORTED',
  'INSUFFICIENT_SPACE',
  'CHANGED_SINCE_MADE',
];

/** Every path below the workspace but those in which a restore may work. */
async function surroundings(root: string, paths: ProfilePaths): Promise<string> {
  const own = [paths.temp, paths.generations, paths.catalog, paths.lock, paths.ballast];
  const entries = await readdir(root, { recursive: true });
  return entries
    .map((entry) => join(root, entry))
    .filter((path) => !own.some((place) => path.startsWith(place)))
    .toSorted()
    .join('\n');
}

async function groundFrom(context: Context, { session, paths }: OpenedProfile): Promise<Ground> {
  const path = folderFor(context, 'ground.sqlite');
  await cp(generationFolder(paths, (await liveGeneration(paths))!).database, path);
  const wal = `${generationFolder(paths, (await liveGeneration(paths))!).database}-wal`;
  await cp(wal, `${path}-wal`).catch((error: unknown) => {
    // Nothing was written since it was opened.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  const database = openDatabase(path);
  database.pragma('wal_checkpoint(TRUNCATE)');
  // Documents are left out: the attacks bring their own.
  database.exec('DELETE FROM documents');
  database.pragma('journal_mode = DELETE');
  const { users, cases, hearings, tasks, orders } = countPractice(database);
  database.close();
  return {
    database: path,
    workshop: context.workspace,
    databaseVersion: await session.use(
      (practice) => practice.database.pragma('user_version', { simple: true }) as number,
    ),
    counts: {
      userCount: users,
      caseCount: cases,
      hearingCount: hearings,
      taskCount: tasks,
      orderCount: orders,
      documentCount: 0,
    },
  };
}

export async function hostileArchives(context: Context): Promise<Line[]> {
  const stage = await setStage(folderFor(context, 'stage'));
  const file = folderFor(context, 'crafted.zip');
  return withProfile(stage.template, async (profile) => {
    const { session, service, paths } = profile;
    const { sound, attacks } = allAttacks(await groundFrom(context, profile));
    await writeFile(file, sound);
    const before = await surroundings(context.workspace, paths);
    const states = (await listGenerations(paths)).complete.length;
    let refused = 0;
    let outside = 0;
    let changed = 0;
    for (const { name, bytes } of attacks) {
      await writeFile(file, bytes);
      const code = await service.restores.restore({ filePath: file }, null).then(
        () => 'accepted',
        (error: unknown) => (error instanceof AppError ? error.code : `broke: ${String(error)}`),
      );
      if (REFUSALS.includes(code)) refused += 1;
      else context.say(`attack "${name}": ${code}`);
      const { complete, incomplete } = await listGenerations(paths);
      const left = await readdir(paths.temp).catch(() => []);
      if ((await surroundings(context.workspace, paths)) !== before || incomplete.length + left.length > 0) {
        outside += 1;
        context.say(`attack "${name}" left something`);
      }
      if (complete.length !== states || (await digestOf(session)) !== stage.old) changed += 1;
    }
    await writeFile(file, sound);
    const accepted = await service.restores.restore({ filePath: file }, null).then(
      () => 1,
      (error: unknown) => {
        context.say(`the sound one: ${String(error)}`);
        return 0;
      },
    );
    return [
      atLeast('attacks: tried', attacks.length, 100),
      all('attacks: refused in words', refused, attacks.length),
      none('attacks: left something outside or behind', outside),
      none('attacks: changed the practice', changed),
      all('attacks: the sound one is restored', accepted, 1),
    ];
  });
}
