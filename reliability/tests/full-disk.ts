/** A real disk of forty sizes, from too small for anything to roomy: restore and backup, and the practice opens again. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { cp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { folderFor, type Context } from '../context.ts';
import { drive, type Ending } from '../faults.ts';
import { judge } from '../judge.ts';
import { all, none, skipped, type Line } from '../line.ts';
import { setStage, type Stage } from '../stage.ts';

async function sizeOf(folder: string): Promise<number> {
  let size = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    // A filesystem in memory gives out pages.
    if (entry.isFile())
      size += Math.ceil((await stat(join(entry.parentPath, entry.name))).size / PAGE) * PAGE;
  }
  return size;
}

const PAGE = 4096;

/** How many pages are free: none, few, and then more and more, up to what a restore asks for. */
const pagesFree = (index: number, sizes: number): number => Math.round(3_500 * (index / (sizes - 1)) ** 3);

interface Try {
  readonly ending: Ending;
  readonly opens: boolean;
  readonly problems: readonly string[];
}

/** One size of the disk: the operation, then a start on the disk as it is, with no room made. */
async function onDisk(
  context: Context,
  stage: Stage,
  operation: readonly string[],
  bytes: number,
): Promise<Try | null> {
  const disk = folderFor(context, 'disk');
  mkdirSync(disk, { recursive: true });
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', disk]);
  if (status !== 0) return null;
  try {
    const folder = join(disk, 'profile');
    await cp(stage.template, folder, { recursive: true });
    const ending = await drive(context, operation, { folder });
    const opening = await drive(context, ['start'], { folder });
    // Only looked into afterwards, with room: the judge verifies, and that is recorded.
    const copy = folderFor(context, 'copy');
    await rm(copy, { recursive: true, force: true });
    await cp(folder, copy, { recursive: true });
    const { state, problems } = await judge(copy, stage);
    const opens = opening.how === 'done';
    return {
      ending,
      opens,
      problems: [...problems, ...(state === 'mixed' ? ['mixed'] : []), ...(opens ? [] : [opening.words])],
    };
  } finally {
    spawnSync('umount', [disk]);
  }
}

export async function fullDisk(context: Context): Promise<Line[]> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return [skipped('full disk', 'needs root on Linux')];
  const lines: Line[] = [];
  const sizes = context.isQuick ? 6 : 40;
  const stage = await setStage(folderFor(context, 'stage'));
  const least = await sizeOf(stage.template);
  for (const operation of [['restore', stage.backupId], ['export']]) {
    const tries: Try[] = [];
    for (let index = 0; index < sizes; index += 1) {
      const bytes = least + PAGE * pagesFree(index, sizes);
      const result = await onDisk(context, stage, operation, bytes);
      if (result === null) return [...lines, skipped('full disk', 'cannot mount a tmpfs here')];
      if (!result.opens || result.problems.length > 0)
        context.say(
          `full disk, ${operation[0]}, ${bytes} bytes (${result.ending.how}): ${result.problems.join(' ')}`,
        );
      tries.push(result);
    }
    const name = `full-disk-${operation[0]}`;
    const refused = tries.filter(({ ending }) => ending.how === 'failed').length;
    const [example] = tries.filter(({ ending }) => ending.how === 'failed');
    context.say(
      `${name}: refused at ${refused} of ${sizes} sizes${example ? `, e.g. ${example.ending.words}` : ''}`,
    );
    lines.push(
      all(`${name}: opens again`, tries.filter(({ opens }) => opens).length, sizes),
      none(
        `${name}: neither old nor new, or left behind`,
        tries.filter(({ problems, opens }) => opens && problems.length > 0).length,
      ),
      none(`${name}: hangs`, tries.filter(({ ending }) => ending.how === 'hung').length),
    );
  }
  return lines;
}
