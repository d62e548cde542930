/** Many programs want one profile at once: one gets it, the others are told; and a killed one's hold ends with it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { folderFor, type Context } from '../context.ts';
import { drive } from '../faults.ts';
import { all, none, type Line } from '../line.ts';
import { setStage } from '../stage.ts';

const STARTERS = 20;

/** Holds the profile until it is killed; resolves when it does, or with null when it is refused. */
function hold(context: Context, folder: string): Promise<ChildProcess | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [context.driver, 'hold', folder], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (String(chunk).includes('HELD')) resolve(child);
    });
    child.on('close', () => resolve(null));
  });
}

const killed = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('close', () => resolve());
    child.kill('SIGKILL');
  });

export async function twoInstances(context: Context): Promise<Line[]> {
  const { template } = await setStage(folderFor(context, 'stage'));
  const folder = folderFor(context, 'profile');
  await cp(template, folder, { recursive: true });
  const rounds = context.isQuick ? 1 : 5;
  let single = 0;
  for (let round = 0; round < rounds; round += 1) {
    const holders = await Promise.all(Array.from({ length: STARTERS }, () => hold(context, folder)));
    const winners = holders.filter((holder) => holder !== null);
    if (winners.length === 1) single += 1;
    else context.say(`${winners.length} held the profile at once`);
    await Promise.all(winners.map(killed));
  }
  const takeovers = context.isQuick ? 5 : 50;
  let taken = 0;
  for (let round = 0; round < takeovers; round += 1) {
    const holder = await hold(context, folder);
    if (holder === null) continue;
    taken += 1;
    await killed(holder);
  }
  const holder = await hold(context, folder);
  const refusal = await drive(context, ['export'], { folder });
  if (holder !== null) await killed(holder);
  return [
    all('two-instances: one winner', single, rounds),
    all('two-instances: taken over after a kill', taken, takeovers),
    none('two-instances: operations beside a holder', refusal.words.startsWith('BUSY') ? 0 : 1),
  ];
}
