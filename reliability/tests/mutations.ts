/** Ten thousand damaged archives, eleven kinds of damage: none may pass, hang, or break anything else. */
import { writeFile } from 'node:fs/promises';
import { setStage } from '../stage.ts';
import { AppError } from '@causebook/contracts';
import { inPlaceRunner } from '@causebook/backup';
import { folderFor, type Context } from '../context.ts';
import { all, none, type Line } from '../line.ts';
import { Chance } from '../chance.ts';

type Mutation = (bytes: Buffer, chance: Chance) => Buffer;

const somewhere = (bytes: Buffer, chance: Chance): number => chance.below(bytes.length);

export const mutations: readonly { readonly name: string; readonly mutate: Mutation }[] = [
  {
    name: 'one bit',
    mutate: (bytes, chance) =>
      patched(bytes, somewhere(bytes, chance), (byte) => byte ^ (1 << chance.below(8))),
  },
  {
    name: 'one byte',
    mutate: (bytes, chance) => patched(bytes, somewhere(bytes, chance), () => chance.below(256)),
  },
  { name: 'cut short', mutate: (bytes, chance) => bytes.subarray(0, somewhere(bytes, chance)) },
  { name: 'cut at the front', mutate: (bytes, chance) => bytes.subarray(1 + chance.below(bytes.length - 1)) },
  {
    name: 'bytes added at the end',
    mutate: (bytes, chance) => Buffer.concat([bytes, chance.bytes(1 + chance.below(200))]),
  },
  {
    name: 'bytes added at the front',
    mutate: (bytes, chance) => Buffer.concat([chance.bytes(1 + chance.below(200)), bytes]),
  },
  {
    name: 'bytes put in',
    mutate: (bytes, chance) => {
      const at = somewhere(bytes, chance);
      return Buffer.concat([bytes.subarray(0, at), chance.bytes(1 + chance.below(64)), bytes.subarray(at)]);
    },
  },
  {
    name: 'bytes taken out',
    mutate: (bytes, chance) => {
      const at = somewhere(bytes, chance);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + chance.below(64))]);
    },
  },
  {
    name: 'a stretch of zeros',
    mutate: (bytes, chance) => stretch(bytes, chance, (size) => Buffer.alloc(size)),
  },
  {
    name: 'a stretch of noise',
    mutate: (bytes, chance) => stretch(bytes, chance, (size) => chance.bytes(size)),
  },
  {
    name: 'two stretches exchanged',
    mutate: (bytes, chance) => {
      const size = 1 + chance.below(Math.min(512, bytes.length / 4));
      const one = chance.below(bytes.length / 2 - size);
      const other = Math.floor(bytes.length / 2) + chance.below(bytes.length / 2 - size);
      const copy = Buffer.from(bytes);
      bytes.copy(copy, one, other, other + size);
      bytes.copy(copy, other, one, one + size);
      return copy;
    },
  },
];

function patched(bytes: Buffer, at: number, change: (byte: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = change(copy[at]!);
  return copy;
}

function stretch(bytes: Buffer, chance: Chance, fill: (size: number) => Buffer): Buffer {
  const size = 1 + chance.below(400);
  const copy = Buffer.from(bytes);
  fill(size).copy(copy, somewhere(bytes, chance));
  return copy;
}

export const REFUSALS = new Set([
  'FILE_CORRUPTION',
  'VALIDATION_FAILED',
  'VERSION_UNSUPPORTED',
  'INSUFFICIENT_SPACE',
]);
const SLOW_MS = 10_000;

type Outcome = 'refused' | 'accepted' | 'broke' | 'hung';

async function tryOut(path: string): Promise<Outcome> {
  const hooks = { signal: new AbortController().signal, onProgress: () => {} };
  const judged = inPlaceRunner
    .run({ kind: 'verify', filePath: path, expectedChecksum: null }, hooks as never)
    .then(
      (): Outcome => 'accepted',
      (error: unknown): Outcome =>
        error instanceof AppError && REFUSALS.has(error.code) ? 'refused' : 'broke',
    );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => (timer = setTimeout(() => resolve('hung'), SLOW_MS)));
  const outcome = await Promise.race([judged, late]);
  clearTimeout(timer);
  return outcome;
}

export async function mutationTests(context: Context): Promise<Line[]> {
  const chance = new Chance(context.seed);
  const { archive } = await setStage(folderFor(context, 'stage'));
  const path = folderFor(context, 'damaged.zip');
  const number = context.isQuick ? 600 : 10_000;
  const counts: Record<Outcome, number> = { refused: 0, accepted: 0, broke: 0, hung: 0 };
  let uncaught = 0;
  const onUncaught = (error: unknown): void => {
    uncaught += 1;
    context.say(`uncaught: ${String(error)}`);
  };
  process.on('uncaughtException', onUncaught);
  for (let index = 0; index < number; index += 1) {
    const { name, mutate } = mutations[index % mutations.length]!;
    let damaged = mutate(archive, chance);
    // A change that changes nothing is no damage.
    while (damaged.equals(archive)) damaged = mutate(archive, chance);
    await writeFile(path, damaged);
    const outcome = await tryOut(path);
    counts[outcome] += 1;
    if (outcome !== 'refused') context.say(`damaged archive ${index} (${name}): ${outcome}`);
  }
  process.off('uncaughtException', onUncaught);
  await writeFile(path, archive);
  const sound = await tryOut(path);
  return [
    all('mutations: refused', counts.refused, number),
    none('mutations: silent acceptances', counts.accepted),
    none('mutations: hangs', counts.hung),
    none('mutations: broke something else', counts.broke + uncaught),
    all('mutations: the undamaged one passes', sound === 'accepted' ? 1 : 0, 1),
  ];
}
