/** Crafted increments, restored in earnest on a new computer: all refused in words, quickly, and nothing touched. */
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '@causebook/contracts';
import { createPractice, makeFolder, profilePaths } from '@causebook/data';
import { takeApart } from '../../packages/backup/test/crafted-increment.ts';
import { folderFor, type Context } from '../context.ts';
import { incrementAttacks, type InPlaceOfBase, type IncrementGround } from '../increment-attacks.ts';
import { all, atLeast, none, type Line } from '../line.ts';
import { addCase, noise } from '../practice-work.ts';
import { withProfile } from '../profile.ts';
import { digestOf } from '../stage.ts';

const REFUSALS = new Set([
  'FILE_CORRUPTION',
  'VALIDATION_FAILED',
  'VERSION_UNSUPPORTED',
  'INSUFFICIENT_SPACE',
  'BASE_MISSING',
]);
/** A refusal takes milliseconds; whatever takes this long was let in, and a fast disk is not to hide it. */
const SLOW_MS = 3_000;

interface Made extends IncrementGround {
  readonly baseName: string;
  readonly digest: string;
}

/** A practice large enough that a new case changes less than half of its pages. */
export async function makeGround(folder: string): Promise<Made> {
  const paths = profilePaths(folder);
  await makeFolder(paths.root);
  await createPractice(paths, { now: new Date(), name: 'An office' });
  return withProfile(folder, async ({ session, service }) => {
    for (let number = 1; number <= 150; number += 1)
      await addCase(
        session,
        `CS ${number}/2026`,
        number === 1 ? [noise('one', 5_000), noise('two', 900)] : [],
      );
    const base = await service.exports.exportNow();
    await addCase(session, 'CS 151/2026', [noise('three', 4_000)]);
    const digest = await digestOf(session);
    const increment = await service.exports.exportNow({ base: base.backupId });
    if (!increment.metadata.increment?.pages) throw new Error('The ground of the attacks has no pages.');
    await addCase(session, 'CS 152/2026', [noise('four', 3_000)]);
    const other = await service.exports.exportNow();
    return {
      base: await takeApart(base.filePath),
      increment: await takeApart(increment.filePath),
      other: await takeApart(other.filePath),
      baseName: basename(base.filePath),
      digest,
    };
  });
}

async function put(path: string, what: InPlaceOfBase, base: Buffer, increment: Buffer): Promise<void> {
  await rm(path, { recursive: true, force: true });
  switch (what) {
    case 'nothing':
      return;
    case 'a folder':
      await mkdir(path);
      return;
    case 'a pipe':
      execFileSync('mkfifo', [path]);
      return;
    case 'a link to nowhere':
      return symlink('nowhere', path);
    case 'the base':
      return writeFile(path, base);
    case 'the increment':
      return writeFile(path, increment);
    default:
      return writeFile(path, what);
  }
}

export async function hostileIncrements(context: Context): Promise<Line[]> {
  const ground = await makeGround(folderFor(context, 'maker'));
  const { sound, base, other, attacks } = incrementAttacks(ground);
  const carried = folderFor(context, 'carried');
  await mkdir(carried);
  const file = join(carried, 'crafted.zip');
  const baseFile = join(carried, ground.baseName);
  await writeFile(join(carried, 'other.zip'), other);
  const folder = folderFor(context, 'profile');
  await makeFolder(folder);
  await createPractice(profilePaths(folder), { now: new Date(), name: '' });
  return withProfile(folder, async ({ session, service, paths }) => {
    const before = await digestOf(session);
    const outside = async (): Promise<string> =>
      [await readdir(context.workspace), await readdir(carried), await readdir(paths.root)].join('\n');
    let refused = 0;
    let left = 0;
    let changed = 0;
    for (const attack of attacks) {
      await writeFile(file, attack.bytes);
      await put(baseFile, attack.base, base, sound);
      const there = await outside();
      const started = performance.now();
      const code = await service.restores
        .restore({ filePath: file }, null, { signal: AbortSignal.timeout(SLOW_MS) })
        .then(
          () => 'accepted',
          (error: unknown) => (error instanceof AppError ? error.code : `broke: ${String(error)}`),
        );
      if (REFUSALS.has(code) && performance.now() - started < SLOW_MS) refused += 1;
      else context.say(`attack "${attack.name}": ${code}`);
      const inTemp = await readdir(paths.temp).catch(() => []);
      const generations = await readdir(paths.generations);
      if ((await outside()) !== there || inTemp.length > 0 || generations.length !== 1) {
        left += 1;
        context.say(`attack "${attack.name}" left something`);
      }
      if ((await digestOf(session)) !== before) changed += 1;
    }
    await writeFile(file, sound);
    await put(baseFile, 'the base', base, sound);
    const restored = await service.restores.restore({ filePath: file }, null).then(
      () => digestOf(session),
      (error: unknown) => String(error),
    );
    if (restored !== ground.digest) context.say(`the sound increment: ${restored}`);
    return [
      atLeast('attacks on increments: tried', attacks.length, 100),
      all('attacks on increments: refused in words', refused, attacks.length),
      none('attacks on increments: left something outside or behind', left),
      none('attacks on increments: changed the practice', changed),
      all('attacks on increments: the sound one is restored', restored === ground.digest ? 1 : 0, 1),
    ];
  });
}
