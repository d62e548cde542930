/**
 * Which backups may go. Pure. Kept are the latest, the young, the latest of each hour, day, week, month and year,
 * whatever is protected, and always everything that is not older than the last backup that was proven restorable; and if
 * documents are missing in that one, the last proven one in which none are.
 */
import type { BackupEntry, RetentionDecision, RetentionPolicy } from '@causebook/contracts';
import { dayInWords, monthInWords } from '@causebook/data';
import { lacksFiles } from '../increment/needed-backups.ts';
import { counted } from '../words.ts';

export type Candidate = Pick<
  BackupEntry,
  | 'backupId'
  | 'createdAt'
  | 'startedAt'
  | 'practiceId'
  | 'size'
  | 'source'
  | 'includeDatabase'
  | 'includeFiles'
  | 'fileState'
  | 'verification'
  | 'drill'
  | 'name'
  | 'increment'
>;

export interface RetentionFacts {
  readonly backups: readonly Candidate[];
  readonly policy: RetentionPolicy;
  /** Backups of other practices are none of its business. */
  readonly practiceId: string;
  /** Backups that must stay: protected ones, and bases that others need. With the reason in words. */
  readonly protectedBy: ReadonlyMap<string, string>;
  /** Backups that name documents which they were made without. */
  readonly lacking: ReadonlySet<string>;
  /** The day of an instant in the office's calendar, `YYYY-MM-DD`. */
  readonly dayOf: (instant: string) => string;
  readonly now: Date;
}

const DAY_MS = 86_400_000;
/** So many of the latest stay, however little room the policy leaves. */
const FLOOR = 3;

interface Reason {
  readonly words: string;
  /** Whether it holds whatever the policy says. */
  readonly must: boolean;
}
type Keep = (backup: Candidate, words: string, must?: boolean) => void;

/**
 * One decision for each backup, the latest first. Ids are made in the order of the backups whatever the clock shows, so
 * they and not the dates say which one is newer.
 */
export function decideRetention(facts: RetentionFacts): RetentionDecision[] {
  const latestFirst = inOrder(facts.backups);
  const reasons = new Map<string, Reason[]>();
  const keep: Keep = ({ backupId }, words, must = false) => {
    reasons.set(backupId, [...(reasons.get(backupId) ?? []), { words, must }]);
  };
  const ruled = latestFirst.filter((backup) => exemption(backup, facts) === null);
  keepWhatMustStay(latestFirst, facts, keep);
  keepByCount(ruled, facts, keep);
  keepByPeriod(ruled, facts, keep);
  dropWhatIsTooMuch(ruled, facts, reasons);
  return latestFirst.map(({ backupId }) => {
    const why = reasons.get(backupId) ?? [];
    const words = why.length > 0 ? why.map((reason) => reason.words) : ['no rule keeps it'];
    return { backupId, keep: why.length > 0, reasons: words };
  });
}

/** The latest first, by what no clock can change. */
export const inOrder = <Backup extends { readonly backupId: string }>(backups: readonly Backup[]): Backup[] =>
  backups.toSorted((one, other) => (one.backupId < other.backupId ? 1 : -1));

/** The latest whole backup of the practice that was restored on trial and lies, with all that it needs, where it should. */
export function lastProven<Backup extends Candidate>(
  latestFirst: readonly Backup[],
  practiceId: string,
): Backup | null {
  return (
    latestFirst.find(
      (backup) =>
        isOf(backup, practiceId) &&
        isWhole(backup) &&
        backup.fileState === 'present' &&
        !lacksFiles(backup) &&
        backup.verification?.outcome !== 'bad' &&
        backup.drill?.outcome === 'proven',
    ) ?? null
  );
}

/** An archive that does not say what it is of is nobody's. */
const isOf = (backup: Candidate, practiceId: string): boolean =>
  practiceId !== '' && backup.practiceId === practiceId;

const isWhole = ({ includeDatabase, includeFiles }: Candidate): boolean => includeDatabase && includeFiles;

const isBad = ({ fileState, verification, drill }: Candidate): boolean =>
  fileState === 'changed' || verification?.outcome === 'bad' || drill?.outcome === 'failed';

/**
 * Why the rules leave a backup alone, or null. One that is left alone is not counted either: what cannot be restored, or
 * only in part, must not take the place of what can.
 */
function exemption(backup: Candidate, { practiceId, policy, protectedBy }: RetentionFacts): string | null {
  const shield = protectedBy.get(backup.backupId);
  if (shield !== undefined) return shield;
  if (!isOf(backup, practiceId)) return 'it is of another practice';
  // The disk may come back.
  if (backup.fileState === 'missing') return 'its file is out of reach';
  if (isBad(backup)) return 'it failed a check; only you remove it';
  if (lacksFiles(backup)) return 'a file that it needs is out of reach, or failed a check';
  if (!isWhole(backup)) return 'it holds only a part of the practice; only you remove it';
  if (backup.name !== '') return 'it was given a name';
  if (policy.includeManual) return null;
  if (backup.source === 'manual') return 'it was made by hand; only you remove it';
  return backup.startedAt === null ? 'it was found, not made here; only you remove it' : null;
}

function keepWhatMustStay(latestFirst: readonly Candidate[], facts: RetentionFacts, keep: Keep): void {
  const proof = lastProven(latestFirst, facts.practiceId);
  // The same one, unless documents are missing in it: those may be in no other place.
  const complete = lastProven(
    latestFirst.filter(({ backupId }) => !facts.lacking.has(backupId)),
    facts.practiceId,
  );
  for (const backup of latestFirst) {
    const exempt = exemption(backup, facts);
    if (exempt !== null) keep(backup, exempt, true);
    if (!facts.policy.enabled) keep(backup, 'old backups are not removed', true);
    if (backup === proof) keep(backup, 'the latest that is proven restorable', true);
    else if (backup === complete)
      keep(backup, 'the latest proven restorable in which no document is missing', true);
    else if (!isOlder(backup, proof)) keep(backup, 'nothing newer is proven restorable', true);
  }
}

/** Older by its place in the order and not newer by its date: where the two disagree, a clock was wrong, and it stays. */
const isOlder = (backup: Candidate, proof: Candidate | null): boolean =>
  proof !== null &&
  backup.backupId < proof.backupId &&
  Date.parse(backup.createdAt) <= Date.parse(proof.createdAt) + DAY_MS;

function keepByCount(ruled: readonly Candidate[], { policy, now }: RetentionFacts, keep: Keep): void {
  const { keepLast, keepDays } = policy;
  for (const backup of ruled.slice(0, keepLast))
    keep(backup, keepLast === 1 ? 'the latest' : `one of the ${keepLast} latest`);
  if (keepDays === 0) return;
  const young = now.getTime() - keepDays * DAY_MS;
  for (const backup of ruled)
    if (Date.parse(backup.createdAt) > young) keep(backup, `younger than ${counted(keepDays, 'day')}`);
}

interface Period {
  readonly count: (policy: RetentionPolicy) => number;
  readonly of: (day: string, instant: string) => string;
  readonly words: (period: string, day: string) => string;
}

const periods: readonly Period[] = [
  {
    count: ({ keepHourly }) => keepHourly,
    of: (_, instant) => instant.slice(0, 13),
    words: (_, day) => `the latest of its hour on ${dayInWords(day)}`,
  },
  {
    count: ({ keepDaily }) => keepDaily,
    of: (day) => day,
    words: (_, day) => `the latest of ${dayInWords(day)}`,
  },
  {
    count: ({ keepWeekly }) => keepWeekly,
    of: weekOf,
    words: (monday) => `the latest of the week from ${dayInWords(monday)}`,
  },
  {
    count: ({ keepMonthly }) => keepMonthly,
    of: (day) => day.slice(0, 7),
    words: (_, day) => `the latest of ${monthInWords(day)}`,
  },
  {
    count: ({ keepYearly }) => keepYearly,
    of: (day) => day.slice(0, 4),
    words: (year) => `the latest of ${year}`,
  },
];

/** The Monday of the day's week. */
function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

function keepByPeriod(ruled: readonly Candidate[], { policy, dayOf }: RetentionFacts, keep: Keep): void {
  const days = ruled.map((backup) => dayOf(backup.createdAt));
  for (const { count, of, words } of periods) {
    const seen = new Set<string>();
    for (const [index, backup] of ruled.entries()) {
      const day = days[index]!;
      const period = of(day, backup.createdAt);
      if (seen.has(period)) continue;
      if (seen.size >= count(policy)) break;
      seen.add(period);
      keep(backup, words(period, day));
    }
  }
}

/** Over the limit the oldest go, but never what must stay, and never the last few. */
function dropWhatIsTooMuch(
  ruled: readonly Candidate[],
  { policy }: RetentionFacts,
  reasons: Map<string, Reason[]>,
): void {
  if (policy.largestTotal === null) return;
  let total = 0;
  for (const [index, { backupId, size }] of ruled.entries()) {
    const why = reasons.get(backupId);
    if (why === undefined) continue;
    total += size;
    if (index < FLOOR || total <= policy.largestTotal || why.some(({ must }) => must)) continue;
    reasons.delete(backupId);
    total -= size;
  }
}
