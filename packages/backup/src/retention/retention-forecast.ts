/** What the backups grow to under a policy, reckoned by letting the policy decide over a year of invented ones. Pure. */
import type { BackupId, RetentionPolicy } from '@causebook/contracts';
import { decideRetention, type Candidate } from './retention.ts';

const DAY_MS = 86_400_000;
const DAYS = 366;
const PRACTICE = 'ours';

export interface ForecastFacts {
  readonly policy: RetentionPolicy;
  /** Backups that the schedule makes a day; a third for one in three days. */
  readonly perDay: number;
  /** Bytes of the latest whole backup. */
  readonly size: number;
  readonly now: Date;
}

/** Backups of the schedule that are kept a year from now, and their bytes, if all are as large as the latest. */
export function forecast({ policy, perDay, size, now }: ForecastFacts): { count: number; bytes: number } {
  const made = Math.floor(perDay * DAYS);
  if (made === 0) return { count: 0, bytes: 0 };
  const backups = Array.from({ length: made }, (_, index) =>
    invented(index, new Date(now.getTime() + ((index + 1) * DAY_MS) / perDay), size),
  );
  const end = new Date(now.getTime() + DAYS * DAY_MS);
  const decisions = decideRetention({
    backups,
    policy,
    practiceId: PRACTICE,
    protectedBy: new Map(),
    lacking: new Set(),
    dayOf: (instant) => instant.slice(0, 10),
    now: end,
  });
  const count = decisions.filter(({ keep }) => keep).length;
  return { count, bytes: count * size };
}

function invented(index: number, made: Date, size: number): Candidate {
  const createdAt = made.toISOString();
  return {
    backupId: String(index).padStart(9, '0') as BackupId,
    createdAt,
    startedAt: createdAt,
    practiceId: PRACTICE,
    size,
    source: 'scheduled',
    includeDatabase: true,
    includeFiles: true,
    fileState: 'present',
    verification: null,
    drill: {
      drilledAt: createdAt,
      outcome: 'proven',
      message: '',
      counts: null,
      documents: 0,
      durationMs: 0,
    },
    increment: null,
    name: '',
  };
}
