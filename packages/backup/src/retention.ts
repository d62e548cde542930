/**
 * Which backups may go. Pure. Kept are the latest, the latest of each day, week, month and year, whatever is protected,
 * and always everything that is not older than the last backup that was proven restorable.
 */
import type { BackupEntry, RetentionDecision, RetentionPolicy } from '@causebook/contracts';

export type Candidate = Pick<
  BackupEntry,
  | 'backupId'
  | 'createdAt'
  | 'practiceId'
  | 'size'
  | 'includeDatabase'
  | 'includeFiles'
  | 'fileState'
  | 'drill'
  | 'name'
>;

export interface RetentionFacts {
  readonly backups: readonly Candidate[];
  readonly policy: RetentionPolicy;
  /** Backups of other practices are none of its business. */
  readonly practiceId: string;
  /** Backups that must stay: protected ones, and bases that others need. With the reason in words. */
  readonly protectedBy: ReadonlyMap<string, string>;
  /** The day of an instant in the office's calendar, `YYYY-MM-DD`. */
  readonly dayOf: (instant: string) => string;
}

/** One decision for each backup, newest first. */
export function decideRetention(facts: RetentionFacts): RetentionDecision[] {
  const newestFirst = facts.backups.toSorted((one, other) =>
    one.createdAt === other.createdAt
      ? other.backupId.localeCompare(one.backupId)
      : other.createdAt.localeCompare(one.createdAt),
  );
  const ours = newestFirst.filter((backup) => isOurs(backup, facts));
  const reasons = new Map<string, string[]>();
  const keep = (backup: Candidate, reason: string): void => {
    reasons.set(backup.backupId, [...(reasons.get(backup.backupId) ?? []), reason]);
  };
  keepWhatMustStay(newestFirst, facts, keep);
  keepByCount(ours, facts, keep);
  dropWhatIsTooMuch(ours, facts, reasons);
  return newestFirst.map(({ backupId }) => {
    const why = reasons.get(backupId) ?? [];
    return { backupId, keep: why.length > 0, reasons: why.length > 0 ? why : ['no rule keeps it'] };
  });
}

type Keep = (backup: Candidate, reason: string) => void;

/** A file that is out of reach is not counted, and its record is not touched: the disk may come back. */
const isOurs = ({ practiceId, fileState, includeDatabase }: Candidate, facts: RetentionFacts): boolean =>
  practiceId === facts.practiceId && fileState !== 'missing' && includeDatabase;

const MUST = 'must stay: ';

function keepWhatMustStay(newestFirst: readonly Candidate[], facts: RetentionFacts, keep: Keep): void {
  const { policy, protectedBy } = facts;
  const lastProven = newestFirst.find(
    (backup) =>
      isOurs(backup, facts) &&
      backup.includeFiles &&
      backup.fileState === 'present' &&
      backup.drill?.outcome === 'proven',
  );
  for (const backup of newestFirst) {
    const reason = protectedBy.get(backup.backupId);
    if (reason !== undefined) keep(backup, MUST + reason);
    if (!policy.enabled) keep(backup, `${MUST}pruning is off`);
    if (!isOurs(backup, facts))
      keep(backup, `${MUST}it is of another practice, out of reach, or without the diary`);
    if (backup.name !== '') keep(backup, `${MUST}it was given a name`);
    if (lastProven === undefined || backup.createdAt >= lastProven.createdAt)
      keep(backup, `${MUST}nothing newer is proven restorable`);
  }
}

interface Period {
  readonly count: (policy: RetentionPolicy) => number;
  readonly of: (day: string) => string;
  readonly words: string;
}

const periods: readonly Period[] = [
  { count: (policy) => policy.keepDaily, of: (day) => day, words: 'the latest of its day' },
  { count: (policy) => policy.keepWeekly, of: weekOf, words: 'the latest of its week' },
  { count: (policy) => policy.keepMonthly, of: (day) => day.slice(0, 7), words: 'the latest of its month' },
  { count: (policy) => policy.keepYearly, of: (day) => day.slice(0, 4), words: 'the latest of its year' },
];

/** The Monday of the day's week. */
function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

function keepByCount(ours: readonly Candidate[], { policy, dayOf }: RetentionFacts, keep: Keep): void {
  for (const backup of ours.slice(0, policy.keepLast)) keep(backup, `one of the ${policy.keepLast} latest`);
  for (const { count, of, words } of periods) {
    const seen = new Set<string>();
    for (const backup of ours) {
      const period = of(dayOf(backup.createdAt));
      if (seen.has(period)) continue;
      if (seen.size >= count(policy)) break;
      seen.add(period);
      keep(backup, words);
    }
  }
}

/** Over the limit the oldest go, but never what must stay. */
function dropWhatIsTooMuch(
  ours: readonly Candidate[],
  { policy }: RetentionFacts,
  reasons: Map<string, string[]>,
): void {
  if (policy.largestTotal === null) return;
  let total = 0;
  for (const { backupId, size } of ours) {
    const why = reasons.get(backupId);
    if (why === undefined) continue;
    total += size;
    if (total > policy.largestTotal && !why.some((reason) => reason.startsWith(MUST))) {
      reasons.delete(backupId);
      total -= size;
    }
  }
}
