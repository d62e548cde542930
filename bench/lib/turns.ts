/** Lets contenders take their turns: all of them in every round, forwards and backwards by turns. */
import type { MeasuredRun } from './measured-run.ts';
import type { Table } from './report.ts';
import { median } from './statistics.ts';

/** One thing that is measured. */
export interface Step {
  /** The table in which it stands. */
  readonly comparison: string;
  /** Its row. */
  readonly name: string;
  /** Before the clock runs. */
  readonly before?: () => void;
  readonly run: () => MeasuredRun;
  /** After the clock has stopped: throws when the work was not done. @returns bytes that were written */
  readonly prove?: (run: MeasuredRun) => number;
}

/** Its steps follow one another without anybody between them, because later ones may need what earlier ones left. */
export interface Contender {
  /** Puts away what others have left. */
  readonly prepare: () => void;
  readonly steps: readonly Step[];
}

interface Turn extends MeasuredRun {
  /** NaN where nothing is counted. */
  readonly written: number;
}

/** By comparison and name, one turn for each round. */
export type Turns = ReadonlyMap<string, ReadonlyMap<string, readonly Turn[]>>;

export function takeTurns(contenders: readonly Contender[], rounds: number): Turns {
  const turns = new Map<string, Map<string, Turn[]>>();
  // In the order of the contenders, not of the turns.
  for (const { comparison, name } of contenders.flatMap(({ steps }) => steps)) {
    if (!turns.has(comparison)) turns.set(comparison, new Map());
    turns.get(comparison)!.set(name, []);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { prepare, steps } of round % 2 === 0 ? contenders : contenders.toReversed()) {
      prepare();
      for (const { comparison, name, before, run, prove } of steps) {
        before?.();
        const measured = run();
        const written = prove?.(measured) ?? NaN;
        turns
          .get(comparison)!
          .get(name)!
          .push({ ...measured, written });
      }
    }
  }
  return turns;
}

/** The median of the rounds' ratios; null where the two did not both take part. */
export function ratioTo(
  turns: ReadonlyMap<string, readonly Turn[]>,
  name: string,
  peer: string,
): number | null {
  const own = turns.get(name);
  const others = turns.get(peer);
  if (!own || !others) return null;
  return median(own.map(({ wall }, round) => wall / others[round]!.wall));
}

export const peakOf = (turns: readonly MeasuredRun[]): number => Math.max(...turns.map(({ peak }) => peak));

export const seconds = (value: number): string => (Number.isNaN(value) ? '' : `${value.toFixed(2)} s`);

export const megabytes = (bytes: number, digits = 0): string =>
  Number.isNaN(bytes) ? '' : `${(bytes / 1e6).toFixed(digits)} MB`;

export const timesOf = (walls: readonly number[]): string =>
  `${seconds(median(walls))} (${seconds(Math.min(...walls))} to ${seconds(Math.max(...walls))})`;

/** @param peers those to which each row's ratio is told, where they took part */
export function turnsTable(
  title: string,
  turns: ReadonlyMap<string, readonly Turn[]>,
  peers: readonly string[],
): Table {
  const present = peers.filter((peer) => turns.has(peer));
  return {
    title,
    head: [
      'what',
      'time (fastest to slowest)',
      ...present.map((peer) => `of ${peer}`),
      'processor',
      'peak memory',
      'written',
      'phases, s',
    ],
    rows: [...turns].map(([name, runs]) => [
      name,
      timesOf(runs.map(({ wall }) => wall)),
      ...present.map((peer) => ratioTo(turns, name, peer)!.toFixed(2)),
      seconds(median(runs.map(({ cpu }) => cpu))),
      megabytes(peakOf(runs)),
      megabytes(median(runs.map(({ written }) => written)), 1),
      phasesOf(runs),
    ]),
  };
}

/** What the engine tells of itself; others tell nothing. */
function phasesOf(runs: readonly MeasuredRun[]): string {
  const told = runs.flatMap(({ stdout }) =>
    stdout.startsWith('{"seconds"')
      ? [(JSON.parse(stdout) as { phases: Record<string, number> }).phases]
      : [],
  );
  return Object.keys(told[0] ?? {})
    .map((phase) => `${phase} ${median(told.map((phases) => phases[phase] ?? 0)).toFixed(1)}`)
    .join(', ');
}
