/** Killed while it recovers from being killed: from every state that a crash of a restore leaves, at every call of the start. */
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { each, folderFor, type Context } from '../context.ts';
import { callsOf, drive, points } from '../faults.ts';
import { judge } from '../judge.ts';
import { all, none, skipped, type Line } from '../line.ts';
import { setStage } from '../stage.ts';

export async function nested(context: Context): Promise<Line[]> {
  if (context.shim === null) return [skipped('killed while recovering', 'needs Linux and a C compiler')];
  const stage = await setStage(folderFor(context, 'stage'));
  const restore = ['restore', stage.backupId];
  const { length: calls } = await callsOf(context, restore, stage.template);
  const first = points(calls, Math.ceil(calls / (context.isQuick ? 3 : 14)));
  const pairs: { readonly crash: string; readonly at: number }[] = [];
  for (const at of first) {
    const crash = folderFor(context, `crash-${at}`);
    await cp(stage.template, crash, { recursive: true });
    await drive(context, restore, { folder: crash, fault: { kind: 'kill', at } });
    const { length: recovery } = await callsOf(context, ['start'], crash);
    pairs.push(
      ...points(recovery, Math.ceil(recovery / (context.isQuick ? 3 : 12))).map((call) => ({
        crash,
        at: call,
      })),
    );
  }
  const verdicts = await each(pairs, context.jobs, async ({ crash, at }, worker) => {
    const folder = join(context.workspace, `again-${worker}`);
    await rm(folder, { recursive: true, force: true });
    await cp(crash, folder, { recursive: true });
    await drive(context, ['start'], { folder, fault: { kind: 'kill', at } });
    const verdict = await judge(folder, stage);
    if (verdict.state === 'mixed' || verdict.problems.length > 0)
      context.say(
        `killed while recovering ${crash} at ${at}: ${verdict.state} ${verdict.problems.join(' ')}`,
      );
    return verdict;
  });
  return [
    all('nested-kill: old or new', verdicts.filter(({ state }) => state !== 'mixed').length, pairs.length),
    none('nested-kill: left behind', verdicts.filter(({ problems }) => problems.length > 0).length),
  ];
}
