/** Backups and restores against other programs, and against the engine of another checkout (`--previous DIR`). */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildEngines, OURS, type Engine } from './archive/engines.ts';
import { preparePlaces } from './archive/places.ts';
import {
  readingContenders,
  RESTORE,
  RESTORE_IN_PLACE,
  UNZIP,
  UNZIP_TEST,
  VERIFY,
} from './archive/reading.ts';
import { CHANGED, EXPORT, UNCHANGED, writingContenders, ZIP } from './archive/writing.ts';
import { chosenSets, type ArchiveSet } from './lib/archive-practice.ts';
import { roundsOf, type Benchmark, type BenchmarkContext } from './lib/benchmark.ts';
import { availablePeers, versionsOf, type Peer } from './lib/peers.ts';
import { printTable, type Table } from './lib/report.ts';
import { peakKey, ratioKey } from './lib/targets.ts';
import { peakOf, ratioTo, takeTurns, turnsTable, type Turns } from './lib/turns.ts';

const ROUNDS = 5;

/** Those to which a ratio is told; the targets name the same. */
const peersOf: Readonly<Record<string, readonly string[]>> = {
  [EXPORT]: [ZIP, 'restic'],
  [UNCHANGED]: ['restic'],
  [CHANGED]: ['restic'],
  [VERIFY]: [UNZIP_TEST, 'restic check --read-data'],
  [RESTORE]: [UNZIP, 'restic restore'],
  [RESTORE_IN_PLACE]: [UNZIP],
};

interface Measuring {
  readonly context: BenchmarkContext;
  readonly engines: readonly [Engine, ...Engine[]];
  readonly peers: ReadonlySet<Peer>;
  readonly rounds: number;
}

interface Found {
  readonly tables: Table[];
  readonly measured: Record<string, number>;
}

async function measureSet(set: ArchiveSet, { context, engines, peers, rounds }: Measuring): Promise<Found> {
  const { cache, say } = context;
  const [ours] = engines;
  try {
    const places = await preparePlaces(set, { cache, say, program: ours.program });
    say(`Backups of ${set.name} …`);
    const written = takeTurns(writingContenders(places, engines, peers), rounds);
    say(`Verify and restore of ${set.name} …`);
    const read = takeTurns(readingContenders(places, engines, peers), rounds);
    return foundIn(set, new Map([...written, ...read]), say);
  } finally {
    rmSync(join(cache, `scratch-${set.name}`), { recursive: true, force: true });
  }
}

function foundIn(set: ArchiveSet, turns: Turns, say: (line: string) => void): Found {
  const measured: Record<string, number> = {};
  const tables = [...turns].map(([comparison, rows]) => {
    const peers = peersOf[comparison] ?? [];
    for (const peer of peers) {
      const ratio = ratioTo(rows, OURS, peer);
      if (ratio !== null) measured[ratioKey(set.name, comparison, peer)] = ratio;
    }
    const table = turnsTable(`${set.name}, ${comparison}: ${set.about}`, rows, peers);
    printTable(table, say);
    return table;
  });
  const ours = [...turns.values()].flatMap((rows) => [...(rows.get(OURS) ?? [])]);
  measured[peakKey(set.name)] = peakOf(ours) / 1e6;
  return { tables, measured };
}

export const archive: Benchmark = async (context) => {
  const { options, say } = context;
  const rounds = roundsOf(context, ROUNDS);
  const chosen = chosenSets(options['sets'] ?? 'M,S');
  const peers = availablePeers(say);
  const engines = await buildEngines(options['previous']);
  const found: Found[] = [];
  for (const set of chosen) found.push(await measureSet(set, { context, engines, peers, rounds }));
  return {
    about: 'Archives against other programs',
    notes: [
      `${rounds} rounds in turns; a ratio is the median of the rounds' ratios, below 1 where the row took less time. Files lie in the memory of the system; before each run the disk has nothing left to write.`,
      'Causebook hashes, flushes to the disk and reads back what it writes; the others do not, but for the hashes of restic and borg. restic encrypts and compresses with zstd; borg does not encrypt and compresses with lz4. A restore is everything but the rename that makes it live.',
      versionsOf(peers),
    ],
    tables: found.flatMap(({ tables }) => tables),
    measured: Object.assign({}, ...found.map(({ measured }) => measured)) as Record<string, number>,
  };
};
