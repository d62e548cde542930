/** A snapshot of the database while somebody commits every 20 ms, and what the command line of SQLite does there. */
import { execFile, fork } from 'node:child_process';
import { cpSync, rmSync, statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  countPractice,
  generationFolder,
  openReadOnly,
  profilePaths,
  type GenerationFolder,
} from '@causebook/data';
import { archivePractice, chosenSets } from './lib/archive-practice.ts';
import { roundsOf, type Benchmark } from './lib/benchmark.ts';
import { nextMessage } from './lib/converse.ts';
import { fresh } from './lib/files.ts';
import { availablePeers, versionsOf } from './lib/peers.ts';
import { printTable, type Table } from './lib/report.ts';
import { liveGeneration } from './lib/run-engine.ts';
import { median, milliseconds, percentile } from './lib/statistics.ts';
import { onlyFor, SNAPSHOT_RESTARTS, SNAPSHOT_WRITER_P99, SNAPSHOTS_UNFINISHED } from './lib/targets.ts';
import { COMMIT_EVERY_MS, startWriter } from './lib/writer.ts';

const ROUNDS = 5;
const OURS = 'Causebook';
/** Whoever is not done by then is given up. */
const LIMIT_MS = 20_000;
/** How long the writer is watched alone. */
const ALONE_MS = 3_000;

interface Snapshot {
  /** Null when it was given up. */
  readonly took: number | null;
  /** Null where nobody tells. */
  readonly restarts: number | null;
}
interface Turn extends Snapshot {
  readonly late: readonly number[];
}

interface Contender {
  readonly name: string;
  readonly take: (places: Places) => Promise<Snapshot>;
}

interface Places {
  readonly database: string;
  readonly target: string;
  /** From then on the writer's commits count. */
  readonly begin: () => Promise<void>;
}

const execute = promisify(execFile);

/** Node's own start is not counted: in the app the process is there already. */
async function takeOurs({ database, target, begin }: Places): Promise<Snapshot> {
  const child = fork(join(import.meta.dirname, 'lib/snapshot-process.ts'), [database, target]);
  try {
    await nextMessage(child, OURS);
    await begin();
    child.send('take');
    return (await nextMessage(child, OURS)) as Snapshot;
  } finally {
    child.kill();
  }
}

const takeBySqlite =
  (statement: (target: string) => string): Contender['take'] =>
  async ({ database, target, begin }) => {
    await begin();
    const began = performance.now();
    try {
      await execute('sqlite3', ['-cmd', '.timeout 5000', database, statement(target)], { timeout: LIMIT_MS });
    } catch (error) {
      if ((error as { killed?: boolean }).killed === true) return { took: null, restarts: null };
      throw error;
    }
    return { took: performance.now() - began, restarts: null };
  };

const contenders: readonly Contender[] = [
  { name: OURS, take: takeOurs },
  { name: 'sqlite3 .backup', take: takeBySqlite((target) => `.backup '${target}'`) },
  { name: 'sqlite3 VACUUM INTO', take: takeBySqlite((target) => `VACUUM INTO '${target}'`) },
  {
    name: 'nobody: the writer alone',
    take: async ({ begin }) => {
      await begin();
      await setTimeout(ALONE_MS);
      return { took: null, restarts: null };
    },
  },
];

async function takeTurn({ take, name }: Contender, database: string, out: string): Promise<Turn> {
  fresh(out);
  const target = join(out, 'snapshot.sqlite');
  const writer = await startWriter(database);
  try {
    const snapshot = await take({ database, target, begin: () => writer.begin() });
    const late = await writer.end();
    if (snapshot.took !== null) requireWhole(target, database, name);
    return { ...snapshot, late };
  } finally {
    writer.stop();
  }
}

function requireWhole(target: string, source: string, who: string): void {
  const [copy, live] = [target, source].map((path) => {
    const database = openReadOnly(path);
    try {
      return countPractice(database).cases;
    } finally {
      database.close();
    }
  });
  if (copy !== live) throw new Error(`The snapshot of ${who} has ${copy} of ${live} cases.`);
}

function rowOf(name: string, turns: readonly Turn[]): string[] {
  const took = turns.flatMap((turn) => turn.took ?? []);
  const restarts = turns.flatMap((turn) => turn.restarts ?? []);
  const late = turns.flatMap((turn) => turn.late);
  const isTaken = !name.startsWith('nobody');
  return [
    name,
    isTaken ? `${took.length} of ${turns.length}` : '',
    took.length === 0
      ? ''
      : `${milliseconds(median(took))} (${milliseconds(Math.min(...took))} to ${milliseconds(Math.max(...took))})`,
    restarts.length === 0 ? '' : String(Math.max(...restarts)),
    String(late.length),
    ...[percentile(late, 0.5), percentile(late, 0.99), Math.max(...late)].map(milliseconds),
  ];
}

function tableOf(turns: ReadonlyMap<string, readonly Turn[]>, bytes: number): Table {
  return {
    title: `A snapshot of ${(bytes / 1e6).toFixed(0)} MB, one commit every ${COMMIT_EVERY_MS} ms`,
    head: [
      'who takes it',
      'finished',
      'time (fastest to slowest)',
      'restarts, most',
      'commits meanwhile',
      'writer p50',
      'p99',
      'longest',
    ],
    rows: [...turns].map(([name, each]) => rowOf(name, each)),
  };
}

export const snapshot: Benchmark = async (context) => {
  const { cache, options, say } = context;
  const rounds = roundsOf(context, ROUNDS);
  const [set] = chosenSets(options['sets'] ?? 'M');
  const peers = availablePeers(say);
  const made = await archivePractice(set!, cache, say);
  const scratch = join(cache, 'scratch-snapshot');
  fresh(scratch);
  try {
    const database = join(scratch, 'database.sqlite');
    cpSync(databaseOf(made).database, database);
    const present = contenders.filter(({ name }) => !name.startsWith('sqlite3') || peers.has('sqlite3'));
    const turns = new Map<string, Turn[]>(present.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of round % 2 === 0 ? present : present.toReversed())
        turns.get(contender.name)!.push(await takeTurn(contender, database, join(scratch, 'out')));
    }
    const table = tableOf(turns, statSync(database).size);
    printTable(table, say);
    const ours = turns.get(OURS)!;
    return {
      about: 'Snapshots under a writer',
      notes: [
        `${rounds} rounds in turns. The time of Causebook's includes the integrity check of the copy; the others check nothing. After ${LIMIT_MS / 1000} s a snapshot is given up. A commit counts from when it was due until it is on the disk.`,
        ...(peers.has('sqlite3') ? [versionsOf(new Set(['sqlite3']))] : []),
      ],
      tables: [table],
      measured: onlyFor(set!, {
        [SNAPSHOTS_UNFINISHED]: ours.filter(({ took }) => took === null).length,
        [SNAPSHOT_RESTARTS]: Math.max(...ours.map(({ restarts }) => restarts ?? 0)),
        [SNAPSHOT_WRITER_P99]: percentile(
          ours.flatMap(({ late }) => late),
          0.99,
        ),
      }),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

const databaseOf = (profile: string): GenerationFolder =>
  generationFolder(profilePaths(profile), liveGeneration(profile));
