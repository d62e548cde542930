/**
 * The power goes at every call that changes something: the filesystem is shut down without flushing, mounted again, and
 * the app started on what the disk kept. Killing a process cannot show this: the kernel still writes what it was given.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, openSync, closeSync, ftruncateSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { each, folderFor, type Context } from '../context.ts';
import { callsOf, drive, points, type Ending } from '../faults.ts';
import { judge, type Verdict } from '../judge.ts';
import { all, none, skipped, type Line } from '../line.ts';
import { numbersOf } from '../practice-work.ts';
import { withProfile } from '../profile.ts';
import { setStage, type Stage, type StagePast } from '../stage.ts';

type Filesystem = 'ext4' | 'xfs';
/** The smallest that mkfs.xfs makes is 300 MB; neither takes that room before it is written. */
const DISK_BYTES = 320 * 1024 * 1024;
/** Diary entries written, one transaction each, until the power goes. */
const ENTRIES = 1_000;

class Refused extends Error {}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error || status !== 0) throw new Refused(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
}

/** A disk in a file, for one worker. */
class Disk {
  readonly folder: string;
  readonly #image: string;

  constructor(workspace: string, filesystem: Filesystem, worker: number) {
    this.folder = join(workspace, `mounted-${filesystem}-${worker}`);
    this.#image = `${this.folder}.img`;
    mkdirSync(this.folder, { recursive: true });
    const file = openSync(this.#image, 'w');
    ftruncateSync(file, DISK_BYTES);
    closeSync(file);
    run(`mkfs.${filesystem}`, ['-q', this.#image]);
    this.mount();
  }

  mount(): void {
    run('mount', ['-o', 'loop', this.#image, this.folder]);
  }

  unmount(): void {
    run('umount', [this.folder]);
  }

  remove(): void {
    spawnSync('umount', ['-l', this.folder]);
    rmSync(this.#image, { force: true });
  }
}

/** Cuts the power at one call of the operation, and mounts the disk again. */
async function cut(
  context: Context,
  disk: Disk,
  { template, operation, at }: { template: string; operation: readonly string[]; at: number },
): Promise<Ending> {
  const folder = join(disk.folder, 'profile');
  rmSync(folder, { recursive: true, force: true });
  await cp(template, folder, { recursive: true });
  run('sync', ['-f', disk.folder]);
  const ending = await drive(context, operation, {
    folder,
    watched: disk.folder,
    fault: { kind: 'power', at },
  });
  disk.unmount();
  disk.mount();
  return ending;
}

async function withDisks<Result>(
  context: Context,
  filesystem: Filesystem,
  work: (disks: readonly Disk[]) => Promise<Result>,
): Promise<Result> {
  const disks: Disk[] = [];
  try {
    for (let worker = 0; worker < context.jobs; worker += 1)
      disks.push(new Disk(context.workspace, filesystem, worker));
    return await work(disks);
  } finally {
    for (const disk of disks) disk.remove();
  }
}

interface Subject extends StagePast {
  readonly name: string;
  readonly operation: (stage: Stage) => readonly string[];
  readonly changesState: boolean;
}

const subjects: readonly Subject[] = [
  {
    name: 'restore',
    operation: ({ backupId }) => ['restore', backupId],
    isRestored: false,
    changesState: true,
  },
  { name: 'undo', operation: () => ['undo'], isRestored: true, changesState: true },
  { name: 'backup', operation: () => ['export'], isRestored: false, changesState: false },
  { name: 'increment', operation: ({ backupId }) => ['increment', backupId], changesState: false },
  {
    name: 'restore-of-increment',
    operation: ({ backupId }) => ['restore', backupId],
    isIncrement: true,
    changesState: true,
  },
];

async function cutAtEvery(context: Context, filesystem: Filesystem, subject: Subject): Promise<Line[]> {
  const stage = await setStage(folderFor(context, `stage-${filesystem}-${subject.name}`), subject);
  const operation = subject.operation(stage);
  const { length: calls } = await callsOf(context, operation, stage.template);
  const every = context.isQuick
    ? Math.ceil(calls / 8)
    : filesystem === 'xfs' || subject.name === 'backup' || subject.name.includes('increment')
      ? 3
      : 1;
  const cuts = points(calls, every);
  const results = await withDisks(context, filesystem, (disks) =>
    each(cuts, context.jobs, async (at, worker) => {
      const disk = disks[worker]!;
      const ending = await cut(context, disk, { template: stage.template, operation, at });
      const verdict = await judge(join(disk.folder, 'profile'), stage);
      if (verdict.state === 'mixed' || verdict.problems.length > 0)
        context.say(`power ${filesystem} ${subject.name} at call ${at}: ${verdict.problems.join(' ')}`);
      return { ending, verdict };
    }),
  );
  return powerLines(`power-${filesystem}-${subject.name}`, results, subject.changesState);
}

function powerLines(
  name: string,
  results: readonly { readonly ending: Ending; readonly verdict: Verdict }[],
  changesState: boolean,
): Line[] {
  const whole = results.filter(({ verdict }) => verdict.state !== 'mixed').length;
  const lost = results.filter(
    ({ ending, verdict }) => changesState && ending.told.includes('DONE') && verdict.state === 'old',
  );
  return [
    all(`${name}: old or new`, whole, results.length),
    none(`${name}: acknowledged and lost`, lost.length),
    none(
      `${name}: left behind or damaged`,
      results.filter(({ verdict }) => verdict.problems.length > 0).length,
    ),
  ];
}

/** Entries of the diary that were told to be written must be there after the power came back. */
async function entriesSurvive(context: Context, filesystem: Filesystem): Promise<Line[]> {
  const stage = await setStage(folderFor(context, `stage-entries-${filesystem}`));
  const rounds = context.isQuick ? 2 : 10;
  const cuts = Array.from({ length: rounds }, (_, round) => 700 + 997 * round + (context.seed % 97));
  let told = 0;
  const lost = await withDisks(context, filesystem, (disks) =>
    each(cuts, context.jobs, async (at, worker) => {
      const disk = disks[worker]!;
      const operation = ['write', String(ENTRIES)];
      const ending = await cut(context, disk, { template: stage.template, operation, at });
      const promised = ending.told
        .filter((line) => line.startsWith('WRITTEN '))
        .map((line) => line.replace('WRITTEN', 'W'));
      told += promised.length;
      const present = new Set(
        await withProfile(join(disk.folder, 'profile'), ({ session }) => numbersOf(session)),
      );
      return promised.filter((number) => !present.has(number)).length;
    }),
  );
  context.say(`power ${filesystem}: ${told} entries had been acknowledged`);
  return [
    none(
      `power-${filesystem}: acknowledged entries lost`,
      lost.reduce((sum, count) => sum + count, 0),
    ),
  ];
}

export async function powerCut(context: Context): Promise<Line[]> {
  if (context.shim === null || process.getuid?.() !== 0)
    return [skipped('power cut', 'needs root on Linux and a compiler')];
  const lines: Line[] = [];
  for (const filesystem of ['ext4', 'xfs'] as const) {
    if (context.isQuick && filesystem === 'xfs') continue;
    try {
      for (const subject of subjects.filter(({ name }) => name.includes(context.focus)))
        lines.push(...(await cutAtEvery(context, filesystem, subject)));
      if ('entries'.includes(context.focus)) lines.push(...(await entriesSurvive(context, filesystem)));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      context.say(error.message);
      lines.push(skipped(`power cut on ${filesystem}`, 'cannot be mounted here'));
    }
  }
  return lines;
}
