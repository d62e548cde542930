/** What a benchmark is given. */
export interface BenchmarkContext {
  readonly name: string;
  /** A folder that is kept between runs, for practices that take long to make. */
  readonly cache: string;
  /** What else was asked for: `--rounds`, `--sets`, `--previous`. */
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
}

export type Benchmark = (context: BenchmarkContext) => Promise<void>;
