/**
 * Backups while four connections move amounts between accounts: every backup holds one moment, in which the sum is right.
 * Made by turns in this process, page by page, and in one of their own, as in the app, where the file is held still: whole,
 * and as an increment, which is proven where it lies. Those are restored on trial, because what was proven must be what
 * is in them.
 */
import { randomBytes } from 'node:crypto';
import { cp, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EngineTask } from '@causebook/backup';
import { BackupId, ExportOptions, type GenerationId } from '@causebook/contracts';
import { generationFolder, openReadOnly, profilePaths, uniqueId, type Database } from '@causebook/data';
import { createPractice, makeFolder } from '@causebook/data';
import { folderFor, type Context } from '../context.ts';
import { drive } from '../faults.ts';
import { all, atLeast, none, type Line } from '../line.ts';
import { withProfile } from '../profile.ts';

const ACCOUNTS = 40;
const EACH = 1_000;
const WRITERS = 4;
/** Entries between two accounts: 7 MB in all. */
const BETWEEN = 30;

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
      for (let account = 0; account < ACCOUNTS; account += 1) {
        put.run(`account.${account}`, String(EACH));
        // Accounts lie far apart, so that a copy takes long enough to see one before and one after a move.
        for (let number = 0; number < BETWEEN; number += 1)
          put.run(`between.${account}.${number}`, randomBytes(3_000).toString('hex'));
      }
    });
    const writers = Array.from(
      { length: WRITERS },
      (_, index) =>
        new Worker(join(import.meta.dirname, 'writer.mjs'), {
          workerData: { path, seed: context.seed + index + 1, accounts: ACCOUNTS, pauseMs: PAUSE_MS },
        }),
    );
    const beside = new Beside(context, folder, live);
    const consistent: boolean[] = [];
    let failed = 0;
    for (let round = 0; round < rounds; round += 1) {
      try {
        const filePath =
          round % 3 === 0
            ? (await service.exports.exportNow({ compressionLevel: 0 })).filePath
            : await beside.export(round, round % 3 === 2);
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
      atLeast('live-writers: increments restored on trial', beside.increments, Math.floor(rounds / 3)),
      atLeast(
        'live-writers: commits meanwhile',
        moves.reduce((sum, count) => sum + count, 0),
        rounds,
      ),
    ];
  });
}

/** Pauses of the writers, so that the file can be caught while the WAL is empty. */
const PAUSE_MS = 3;

/** Makes backups in a process of their own, beside this one that holds the profile. */
class Beside {
  readonly #context: Context;
  readonly #profile: string;
  readonly #generationId: GenerationId;
  /** The last one that was made whole. */
  #base: { readonly backupId: BackupId; readonly filePath: string; readonly checksum: string } | null = null;
  increments = 0;

  constructor(context: Context, profile: string, generationId: GenerationId) {
    this.#context = context;
    this.#profile = profile;
    this.#generationId = generationId;
  }

  async export(round: number, isIncrement: boolean): Promise<string> {
    const destination = folderFor(this.#context, 'beside');
    const base = isIncrement ? this.#base : null;
    const backupId = BackupId.parse(uniqueId(new Date()));
    const filePath = join(destination, `round-${round}.zip`);
    await this.#run({
      kind: 'export',
      profile: this.#profile,
      generationId: this.#generationId,
      backupId,
      destination,
      fileName: basename(filePath),
      options: ExportOptions.parse({ compressionLevel: 0 }),
      source: 'manual',
      createdAt: new Date().toISOString(),
      appVersion: '0.0.0',
      signedBy: null,
      base,
      consolidates: null,
      known: base ? [base] : [],
    });
    const checksum = (await readFile(`${filePath}.sha256`, 'latin1')).slice(0, 64);
    await this.#run({
      kind: 'drill',
      profile: this.#profile,
      filePath,
      expectedChecksum: checksum,
      recorded: null,
      operationId: `drill-${round}`,
      known: base ? [base] : [],
    });
    if (base) this.increments += 1;
    else this.#base = { backupId, filePath, checksum };
    return filePath;
  }

  async #run(task: EngineTask): Promise<void> {
    const operation = ['engine', JSON.stringify(task)];
    const { how, words } = await drive(this.#context, operation, { folder: this.#profile });
    if (how !== 'done') throw new Error(`${task.kind}: ${how} ${words}`);
  }
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
