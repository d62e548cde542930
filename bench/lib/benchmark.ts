import type { Measured } from './targets.ts';
import type { Table } from './report.ts';

/** What a benchmark is given. */
export interface BenchmarkContext {
  readonly name: string;
  /** A folder that is kept between runs, for practices that take long to make. */
  readonly cache: string;
  /** What else was asked for: `--rounds`, `--sets`, `--previous`. */
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
}

/** What a benchmark found: a page. */
export interface Report {
  /** Its title. */
  readonly about: string;
  /** How it was measured, where the tables do not say so themselves. */
  readonly notes?: readonly string[];
  readonly tables: readonly Table[];
  /** What there are targets for. */
  readonly measured?: Measured;
}

export type Benchmark = (context: BenchmarkContext) => Promise<Report>;

/** @param usual where `--rounds` was not given @throws when it is no number of rounds */
export function roundsOf({ options }: BenchmarkContext, usual: number): number {
  const rounds = Number(options['rounds'] ?? usual);
  if (Number.isSafeInteger(rounds) && rounds >= 1) return rounds;
  throw new Error(`--rounds is a number from 1, not ${options['rounds']}.`);
}
