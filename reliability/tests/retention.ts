/**
 * Random histories of backups with clocks that jump, files that are gone, chains, protection and rules: what is removed is
 * looked at by rules of its own, which share nothing with those of the product.
 */
import { decideRetention, shieldsOf, type Candidate } from '@causebook/backup';
import type { BackupId, BackupMetadata, Protection, RetentionPolicy } from '@causebook/contracts';
import * as fc from 'fast-check';
import type { Context } from '../context.ts';
import { atLeast, none, type Line } from '../line.ts';

/** Of an increment, as far as it matters here. */
const needing = (base: BackupId): BackupMetadata =>
  ({ base, increment: { needs: [{ backupId: base }] } }) as unknown as BackupMetadata;

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 1);

/** One backup as it is invented; its place in the list is the order in which it was made. */
interface Made {
  /** Hours since the one before it, by a clock that may be set back. */
  readonly hours: number;
  readonly size: number;
  readonly isProven: boolean;
  readonly isBad: boolean;
  readonly isThere: boolean;
  readonly isWhole: boolean;
  /** Whether documents were missing when it was made. */
  readonly hasHoles: boolean;
  readonly isOurs: boolean;
  readonly isScheduled: boolean;
  readonly isNamed: boolean;
  readonly isProtected: boolean;
  /** How many places before it its base is; 0 for none. */
  readonly base: number;
}

interface Backup extends Candidate {
  readonly order: number;
  readonly hasHoles: boolean;
  readonly checksum: string;
  readonly protection: Protection | null;
  readonly metadata: BackupMetadata | null;
}

const often = (likely: number) => fc.integer({ min: 0, max: 99 }).map((value) => value < likely);
const madeOnes: fc.Arbitrary<Made[]> = fc.array(
  fc.record({
    hours: fc.oneof(
      { weight: 12, arbitrary: fc.integer({ min: 1, max: 72 }) },
      { weight: 1, arbitrary: fc.integer({ min: -20_000, max: 20_000 }) },
    ),
    size: fc.integer({ min: 1, max: 500 }),
    isProven: often(60),
    isBad: often(5),
    isThere: often(92),
    isWhole: often(92),
    hasHoles: often(40),
    isOurs: often(92),
    isScheduled: often(85),
    isNamed: often(4),
    isProtected: often(6),
    base: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
    ),
  }),
  { minLength: 4, maxLength: 30, size: 'max' },
);
const few = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
);
const policies: fc.Arbitrary<RetentionPolicy> = fc.record({
  enabled: often(95),
  includeManual: fc.boolean(),
  keepLast: fc.integer({ min: 1, max: 4 }),
  keepDays: few,
  keepHourly: few,
  keepDaily: few,
  keepWeekly: few,
  keepMonthly: few,
  keepYearly: few,
  largestTotal: fc.option(fc.integer({ min: 1, max: 2_000 })),
});

const idOf = (order: number): BackupId => `b${String(order).padStart(4, '0')}` as BackupId;

function historyOf(made: readonly Made[]): { backups: Backup[]; now: Date } {
  let time = START;
  const backups = made.map((one, order): Backup => {
    time += one.hours * 3_600_000;
    const createdAt = new Date(time).toISOString();
    const base = one.base > 0 && order >= one.base ? idOf(order - one.base) : null;
    return {
      order,
      hasHoles: one.hasHoles,
      backupId: idOf(order),
      createdAt,
      startedAt: createdAt,
      practiceId: one.isOurs ? 'ours' : 'theirs',
      size: one.size,
      source: one.isScheduled ? 'scheduled' : 'manual',
      includeDatabase: true,
      includeFiles: one.isWhole,
      fileState: one.isThere ? 'present' : 'missing',
      verification: one.isBad ? { verifiedAt: createdAt, outcome: 'bad', message: '' } : null,
      drill: one.isProven
        ? {
            drilledAt: createdAt,
            outcome: 'proven',
            message: '',
            counts: null,
            documents: 0,
            durationMs: 0,
          }
        : null,
      increment: null,
      name: one.isNamed ? 'Before the move' : '',
      checksum: '',
      protection: one.isProtected ? { by: 'person', at: createdAt, reason: '' } : null,
      metadata: base === null ? null : needing(base),
    };
  });
  return { backups, now: new Date(time) };
}

const isProof = (backup: Backup): boolean =>
  backup.practiceId === 'ours' &&
  backup.includeFiles &&
  backup.fileState === 'present' &&
  backup.verification === null &&
  backup.drill?.outcome === 'proven';

/** What may never happen, in words; empty when nothing did. */
function violations(backups: readonly Backup[], removed: readonly Backup[]): string[] {
  const gone = new Set(removed.map(({ backupId }) => backupId));
  const left = backups.filter(({ backupId }) => !gone.has(backupId));
  const lastProof = backups.findLast(isProof);
  const lastComplete = backups.findLast((backup) => isProof(backup) && !backup.hasHoles);
  const newerProof = (backup: Backup): boolean =>
    left.some(
      (other) =>
        other.order > backup.order &&
        isProof(other) &&
        Date.parse(other.createdAt) + DAY_MS >= Date.parse(backup.createdAt),
    );
  const orphans = left.filter(({ metadata }) => metadata?.base && gone.has(metadata.base));
  return [
    ...orphans.map(() => 'base'),
    ...(lastProof && gone.has(lastProof.backupId) ? ['last'] : []),
    ...(lastProof?.hasHoles && lastComplete && gone.has(lastComplete.backupId) ? ['complete'] : []),
    ...removed.filter((backup) => !newerProof(backup)).map(() => 'proof'),
    ...removed
      .filter(
        ({ protection, name, practiceId, fileState }) =>
          protection !== null || name !== '' || practiceId !== 'ours' || fileState !== 'present',
      )
      .map(() => 'protected'),
  ];
}

export async function retention(context: Context): Promise<Line[]> {
  const runs = context.isQuick ? 3_000 : 100_000;
  const found: string[] = [];
  let removals = 0;
  const property = fc.property(madeOnes, policies, (made, policy) => {
    const { backups, now } = historyOf(made);
    const shields = shieldsOf(backups);
    const decisions = decideRetention({
      backups,
      policy,
      practiceId: 'ours',
      protectedBy: new Map([...shields].map(([backupId, { words }]) => [backupId, words])),
      lacking: new Set(backups.filter(({ hasHoles }) => hasHoles).map(({ backupId }) => backupId)),
      dayOf: (instant) => instant.slice(0, 10),
      now,
    });
    const goes = new Set(decisions.filter(({ keep }) => !keep).map(({ backupId }) => backupId));
    const removed = backups.filter(({ backupId }) => goes.has(backupId));
    removals += removed.length;
    const wrong = violations(backups, removed);
    found.push(...wrong);
    return wrong.length === 0 && (policy.enabled || removed.length === 0);
  });
  const outcome = fc.check(property, { numRuns: runs, seed: context.seed });
  if (outcome.failed) context.say(`retention: ${JSON.stringify(outcome.counterexample)}`);
  const count = (kind: string): number => found.filter((one) => one === kind).length;
  return [
    atLeast('retention: histories', outcome.numRuns, runs),
    atLeast('retention: backups removed in them', removals, runs),
    none('retention: kept backups that lack their base', count('base')),
    none('retention: last proven backup removed', count('last')),
    none('retention: last proven backup without holes removed', count('complete')),
    none('retention: removed before a newer one was proven', count('proof')),
    none('retention: protected ones removed', count('protected')),
    none('retention: other findings', outcome.failed && found.length === 0 ? 1 : 0),
  ];
}
