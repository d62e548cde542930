/** Sees when the practice may have gone bad between two backups, so that good backups are not rotated out by bad ones. Pure. */
import type { BackupEntry, Suspicion } from '@causebook/contracts';
import { dayInWords } from '@causebook/data';
import { lacksFiles } from '../increment/needed-backups.ts';
import { inOrder } from './retention.ts';
import { counted } from '../words.ts';

/** A loss of this share of what there was, and of at least so many, is no ordinary day in an office. */
const SHARE = 0.25;
const LEAST = 5;
/** All of so few is one neither. */
const ALL_OF = 3;
const DAY_MS = 86_400_000;

export type Witness = Pick<
  BackupEntry,
  | 'backupId'
  | 'createdAt'
  | 'practiceId'
  | 'counts'
  | 'includeDatabase'
  | 'includeFiles'
  | 'verification'
  | 'drill'
  | 'fileState'
  | 'increment'
>;

/** What the person said is right. It holds on after the backup that showed it is gone. */
export interface Acceptance {
  /** Of the suspicion. */
  readonly key: string;
  readonly backupId: string | null;
  /** What that backup held: from there on the practice is measured by it. */
  readonly counts: Witness['counts'] | null;
}

export interface GuardFacts {
  readonly backups: readonly Witness[];
  readonly practiceId: string;
  /** Suspicions of which the person has said that all is right. */
  readonly accepted: readonly Acceptance[];
  /** The day of an instant in the office's calendar, `YYYY-MM-DD`. */
  readonly dayOf: (instant: string) => string;
  readonly now: Date;
}

/** Every reason to distrust the backups of this practice; the latest backup's first. */
export function suspicionsAbout(facts: GuardFacts): Suspicion[] {
  const ours = inOrder(facts.backups).filter(
    (backup) => backup.includeDatabase && backup.practiceId === facts.practiceId,
  );
  const found = [...failures(ours, facts), ...losses(ours, facts), ...fromTheFuture(ours, facts)];
  return found.filter(({ key }) => !facts.accepted.some((one) => one.key === key));
}

const isBad = ({ verification, drill }: Witness): boolean =>
  verification?.outcome === 'bad' || drill?.outcome === 'failed';

/** The latest of some backups that can be relied upon: a whole one that is there, if possible. */
export function lastGood(latestFirst: readonly Witness[]): Witness | null {
  const good = latestFirst.filter((backup) => !isBad(backup));
  const there = good.filter((backup) => backup.fileState === 'present' && !lacksFiles(backup));
  return there.find(({ includeFiles }) => includeFiles) ?? there[0] ?? good[0] ?? null;
}

function failures(ours: readonly Witness[], { dayOf }: GuardFacts): Suspicion[] {
  // A file that is out of reach failed no check: its disk may come back.
  const failed = ours.filter((backup) => isBad(backup) && backup.fileState !== 'missing');
  return failed.map(({ backupId, createdAt, verification, drill }) => ({
    // A trial restore that fails after a failed verification was accepted is news.
    key: `failed:${backupId}:${drill?.outcome === 'failed' ? 'drill' : 'verify'}`,
    kind: 'failed',
    since: (drill?.outcome === 'failed' ? drill.drilledAt : verification?.verifiedAt) ?? createdAt,
    reason: `The backup of ${dayInWords(dayOf(createdAt))} failed a check.`,
    backupId,
    lastGoodBackupId: lastGood(ours)?.backupId ?? null,
  }));
}

/** Where the practice became so much smaller, back to where the person said that it is right. */
function losses(ours: readonly Witness[], { accepted, dayOf }: GuardFacts): Suspicion[] {
  const sound = ours.filter((backup) => !isBad(backup));
  const found: Suspicion[] = [];
  for (const [index, backup] of sound.entries()) {
    const { backupId, createdAt: since } = backup;
    const older = sound.slice(index + 1);
    const baseline = baselineBetween(accepted, older[0]?.backupId ?? '', backupId);
    const before = baseline ?? older[0]?.counts;
    const reason = before && lossBetween(before, backup.counts, dayOf(since));
    // What came back since then is lost no more.
    if (reason && sound.slice(0, index).every((later) => lossBetween(before, later.counts, '') !== null)) {
      const lastGoodBackupId = lastGood(older)?.backupId ?? null;
      found.push({ key: `loss:${backupId}`, kind: 'loss', since, reason, backupId, lastGoodBackupId });
    }
    if (baseline) break;
  }
  return found;
}

/** What the person said is right after one backup was made and not after the other. */
function baselineBetween(
  accepted: readonly Acceptance[],
  after: string,
  upTo: string,
): Witness['counts'] | null {
  const between = accepted.filter(
    ({ backupId, counts }) => counts !== null && backupId !== null && backupId > after && backupId <= upTo,
  );
  return between.toSorted((one, other) => (one.backupId! < other.backupId! ? 1 : -1))[0]?.counts ?? null;
}

/** A backup that is dated after today was made with a wrong clock, or the clock is wrong now. */
function fromTheFuture(ours: readonly Witness[], { now, dayOf }: GuardFacts): Suspicion[] {
  const ahead = ours.find(({ createdAt }) => Date.parse(createdAt) > now.getTime() + DAY_MS);
  if (ahead === undefined) return [];
  const { backupId, createdAt } = ahead;
  const reason = `A backup is dated ${dayInWords(dayOf(createdAt))}, later than today: the clock of this computer is wrong, or was.`;
  return [
    {
      key: `clock:${backupId}`,
      kind: 'clock',
      since: now.toISOString(),
      reason,
      backupId,
      // The backups themselves are as good as before.
      lastGoodBackupId: null,
    },
  ];
}

const NOUNS = [
  ['cases', 'case'],
  ['hearings', 'hearing'],
  ['documents', 'document'],
] as const;

/** One sentence, or null when nothing is missing that should be there. */
export function lossBetween(before: Witness['counts'], after: Witness['counts'], day: string): string | null {
  for (const [kind, noun] of NOUNS) {
    const lost = before[kind] - after[kind];
    const isAll = after[kind] === 0 && lost >= ALL_OF;
    if (!isAll && (lost < LEAST || lost < before[kind] * SHARE)) continue;
    return `The backup of ${dayInWords(day)} holds ${counted(after[kind], noun)}; the one before it held ${counted(before[kind], noun)}.`;
  }
  return null;
}
