/**
 * Increments whose own archive, or that of their base, was damaged, restored on trial: either it is found, or the damage
 * lies where nothing of it is needed and what comes out is, by its digest, what was backed up.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inPlaceRunner } from '@causebook/backup';
import { AppError } from '@causebook/contracts';
import { Chance } from '../chance.ts';
import { folderFor, type Context } from '../context.ts';
import { all, none, type Line } from '../line.ts';
import { withProfile } from '../profile.ts';
import { digestOf, setStage } from '../stage.ts';
import { mutations, REFUSALS } from './mutations.ts';

const SLOW_MS = 10_000;

/** `proven` is a trial restore that came to the digest which was taken when the backup was made, as it says. */
type Outcome = 'refused' | 'proven' | 'accepted' | 'broke' | 'hung';

async function tryOut(profile: string, filePath: string): Promise<Outcome> {
  const signal = AbortSignal.timeout(SLOW_MS);
  const task = { kind: 'drill', profile, filePath, expectedChecksum: null, operationId: 'trial' } as const;
  return inPlaceRunner.run(task, { signal, onProgress: () => {} }).then(
    ({ isDigestEqual }): Outcome => (isDigestEqual ? 'proven' : 'accepted'),
    (error: unknown): Outcome => {
      if (!(error instanceof AppError)) return 'broke';
      if (error.code === 'CANCELLED') return 'hung';
      return REFUSALS.has(error.code) || error.code === 'BASE_MISSING' ? 'refused' : 'broke';
    },
  );
}

/** Whether it really comes back as it was, on another computer, every document hashed. */
async function isWhole(context: Context, filePath: string, digest: string): Promise<boolean> {
  const folder = folderFor(context, 'elsewhere');
  await mkdir(folder);
  try {
    return await withProfile(folder, async ({ session, service }) => {
      await service.restores.restore({ filePath }, null);
      return (await digestOf(session)) === digest;
    });
  } catch (error) {
    context.say(`what a drill had proven: ${String(error)}`);
    return false;
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function incrementMutations(context: Context): Promise<Line[]> {
  const chance = new Chance(context.seed);
  const stage = await setStage(folderFor(context, 'stage'), { isIncrement: true });
  const [[baseName, base]] = [...stage.others] as [[string, Buffer]];
  const folder = folderFor(context, 'carried');
  const profile = folderFor(context, 'profile');
  await mkdir(folder);
  await mkdir(profile);
  const chosen = join(folder, 'increment.zip');
  const beside = join(folder, baseName);
  const number = context.isQuick ? 200 : 4_000;
  const found = { ofIncrement: 0, ofBase: 0, harmless: 0, silent: 0, other: 0 };
  for (let index = 0; index < number; index += 1) {
    const { name, mutate } = mutations[(index >> 1) % mutations.length]!;
    const isOfBase = index % 2 === 1;
    const original = isOfBase ? base : stage.archive;
    let damaged = mutate(original, chance);
    // A change that changes nothing is no damage.
    while (damaged.equals(original)) damaged = mutate(original, chance);
    await writeFile(chosen, isOfBase ? stage.archive : damaged);
    await writeFile(beside, isOfBase ? damaged : base);
    const outcome = await tryOut(profile, chosen);
    if (outcome === 'refused') found[isOfBase ? 'ofBase' : 'ofIncrement'] += 1;
    else if (outcome === 'proven' && isOfBase && (await isWhole(context, chosen, stage.other)))
      found.harmless += 1;
    else if (outcome === 'broke' || outcome === 'hung') found.other += 1;
    else found.silent += 1;
    if (outcome !== 'refused')
      context.say(`damaged ${isOfBase ? 'base' : 'increment'} ${index} (${name}): ${outcome}`);
  }
  context.say(`${found.harmless} of ${number >> 1} damages of the base touched nothing that is needed of it`);
  await writeFile(chosen, stage.archive);
  await writeFile(beside, base);
  const sound = await tryOut(profile, chosen);
  return [
    all('increment mutations: of the increment, refused', found.ofIncrement, number >> 1),
    all('increment mutations: of the base, refused or harmless', found.ofBase + found.harmless, number >> 1),
    none('increment mutations: silent acceptances', found.silent),
    none('increment mutations: hangs or other failures', found.other),
    all('increment mutations: the undamaged one passes', sound === 'proven' ? 1 : 0, 1),
  ];
}
