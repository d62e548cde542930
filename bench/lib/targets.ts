/** What Causebook is meant to reach, and what was measured of it. */
import type { Table } from './report.ts';

/** Figures by the key of their target; others are not looked at. */
export type Measured = Readonly<Record<string, number>>;

interface Target {
  readonly what: string;
  readonly key: string;
  readonly most: number;
  readonly unit: 'ratio' | 'MB' | 'ms' | 'times';
  /** The benchmark that measures it. */
  readonly by: string;
}

export const ratioKey = (set: string, comparison: string, peer: string): string =>
  `${set}: ${comparison} of ${peer}`;
export const peakKey = (set: string): string => `${set}: peak`;

const ratio = (what: string, comparison: string, peer: string, most: number): Target => ({
  what: `M: ${what}`,
  key: ratioKey('M', comparison, peer),
  most,
  unit: 'ratio',
  by: 'archive',
});
const peak = (what: string, set: string, by: string): Target => ({
  what: `peak memory of every operation on ${what}`,
  key: peakKey(set),
  most: 300,
  unit: 'MB',
  by,
});
const other = (by: string, key: string, most: number, unit: Target['unit']): Target => ({
  what: `M: ${key}`,
  key,
  most,
  unit,
  by,
});

/** The event loop of main while any operation runs, by who else is there. */
export const loopKey = (figure: 'p99' | 'longest', asks: boolean, writes: boolean): string => {
  const others = [...(asks ? ['questions'] : []), ...(writes ? ['a writer'] : [])].join(' and ');
  return `event loop of main beside an operation, with ${others}: ${figure}`;
};
export const SNAPSHOTS_UNFINISHED = 'snapshots under a writer that did not finish';
export const SNAPSHOT_RESTARTS = 'restarts of a snapshot under a writer';
export const SNAPSHOT_WRITER_P99 = 'the writer beside a snapshot, p99';

/** What a benchmark measures on another set tells nothing of its targets, which are for M. */
export const onlyFor = (set: { readonly name: string }, measured: Measured): Measured =>
  set.name === 'M' ? measured : {};

/** Ratios at level 6, with hashing, flushing to the disk and reading back on our side. */
const targets: readonly Target[] = [
  ratio('a full backup against `zip -r -6`', 'export', 'zip -r -6', 0.23),
  ratio("a full backup against restic's first", 'export', 'restic', 1.3),
  ratio('an increment, 1 % changed, against restic', 'increment, 1 % changed', 'restic', 0.5),
  ratio('an increment, nothing changed, against restic', 'increment, nothing changed', 'restic', 0.6),
  ratio('verify against `unzip -t`', 'verify', 'unzip -t', 0.25),
  ratio('verify against `restic check --read-data`', 'verify', 'restic check --read-data', 0.45),
  ratio('restore against `unzip`', 'restore', 'unzip', 0.4),
  ratio('restore against `restic restore`', 'restore', 'restic restore', 0.65),
  peak('M', 'M', 'archive'),
  peak('S', 'S', 'archive'),
  peak('100,000 documents', '100,000 documents', 'growth'),
  other('responsive', loopKey('p99', false, true), 8, 'ms'),
  other('responsive', loopKey('longest', false, true), 33, 'ms'),
  other('responsive', loopKey('p99', true, true), 8, 'ms'),
  other('responsive', loopKey('longest', true, true), 33, 'ms'),
  other('snapshot', SNAPSHOTS_UNFINISHED, 0, 'times'),
  other('snapshot', SNAPSHOT_RESTARTS, 0, 'times'),
  other('snapshot', SNAPSHOT_WRITER_P99, 30, 'ms'),
];

const figure = (value: number, unit: Target['unit']): string => {
  switch (unit) {
    case 'ratio':
      return value.toFixed(2);
    case 'MB':
      return `${value.toFixed(0)} MB`;
    case 'ms':
      return `${value.toFixed(1)} ms`;
    case 'times':
      return value.toFixed(0);
    default:
      return unit satisfies never;
  }
};

/** Every target, also those that this run did not measure. */
export function targetsTable(measured: Measured): Table {
  return {
    title: 'Targets',
    head: ['what', 'at most', 'measured', 'reached'],
    rows: targets.map(({ what, key, most, unit, by }) => {
      const value = measured[key];
      const found =
        value === undefined || Number.isNaN(value)
          ? [`not by this run (\`npm run bench -- ${by}\`)`, '']
          : [figure(value, unit), value <= most ? 'yes' : 'NO'];
      return [what, figure(most, unit), ...found];
    }),
  };
}
