/** Backups while four connections move amounts between accounts: every backup holds one moment, in which the sum is right. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { generationFolder, openReadOnly, profilePaths, type Database } from '@causebook/data';
import { cp, rm } from 'node:fs/promises';
import { createPractice, makeFolder } from '@causebook/data';
import { folderFor, type Context } from '../context.ts';
import { all, atLeast, none, type Line } from '../line.ts';
import { withProfile } from '../profile.ts';

const ACCOUNTS = 40;
const EACH = 1_000;
const WRITERS = 4;

const sumOf = (database: Database): number =>
  database
    .prepare<[], number>(`SELECT sum(CAST(value AS INTEGER)) FROM settings WHERE key LIKE 'account.%'`)
    .pluck()
    .get() ?? 0;

export async function liveWriters(context: Context): Promise<Line[]> {
  const folder = folderFor(context, 'profile');
  const paths = profilePaths(folder);
  await makeFolder(paths.root);
  const live = await createPractice(paths, { now: new Date(), name: 'Accounts' });
  const rounds = context.isQuick ? 5 : 50;
  const path = generationFolder(paths, live).database;
  return withProfile(folder, async ({ session, service }) => {
    await session.use(({ database }) => {
      const put = database.prepare('INSERT INTO settings (key, value) VALUES (?, ?)');
      for (let account = 0; account < ACCOUNTS; account += 1) put.run(`account.${account}`, String(EACH));
    });
    const writers = Array.from(
      { length: WRITERS },
      (_, index) =>
        new Worker(join(import.meta.dirname, 'writer.mjs'), {
          workerData: { path, seed: context.seed + index + 1, accounts: ACCOUNTS },
        }),
    );
    const consistent: boolean[] = [];
    let failed = 0;
    for (let round = 0; round < rounds; round += 1) {
      try {
        const { filePath } = await service.exports.exportNow();
        consistent.push(await holdsTheSum(service, filePath, folderFor(context, `unpacked-${round}`)));
      } catch (error) {
        failed += 1;
        context.say(`backup ${round} beside writers: ${String(error)}`);
      }
    }
    const moves = await Promise.all(writers.map(stop));
    return [
      all('live-writers: backups of one moment', consistent.filter(Boolean).length, rounds),
      none('live-writers: failed backups', failed),
      atLeast(
        'live-writers: commits meanwhile',
        moves.reduce((sum, count) => sum + count, 0),
        rounds,
      ),
    ];
  });
}

async function holdsTheSum(
  service: Parameters<Parameters<typeof withProfile>[1]>[0]['service'],
  filePath: string,
  unpacked: string,
): Promise<boolean> {
  await service.library.unpack({ filePath }, unpacked);
  const copy = `${unpacked}.sqlite`;
  await cp(join(unpacked, 'database.sqlite'), copy);
  const database = openReadOnly(copy);
  try {
    return sumOf(database) === ACCOUNTS * EACH;
  } finally {
    database.close();
    await rm(unpacked, { recursive: true });
  }
}

function stop(writer: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    writer.once('message', (moves: number) => resolve(moves));
    writer.once('error', reject);
    writer.postMessage('stop');
  });
}
