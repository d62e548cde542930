/** Sees when the practice may have gone bad between two backups, so that good backups are not rotated out by bad ones. Pure. */
import type { BackupEntry, Suspicion } from '@causebook/contracts';
import { dayInWords, type DeletedCounts } from '@causebook/data';
import { isBad, lastGood, lossBetween } from './losses.ts';
import { inOrder } from './retention.ts';
import { slowLosses } from './slow-losses.ts';

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
  /** What was deleted by hand in the last 30 days, and can be brought back. */
  readonly deleted: readonly DeletedCounts[];
  /** Keys of which the person was told. */
  readonly told: readonly string[];
  /** The day of an instant in the office's calendar, `YYYY-MM-DD`. */
  readonly dayOf: (instant: string) => string;
  readonly now: Date;
}

/** Every reason to distrust the backups of this practice; the latest backup's first. */
export function suspicionsAbout(facts: GuardFacts): Suspicion[] {
  const ours = inOrder(facts.backups).filter(
    (backup) => backup.includeDatabase && backup.practiceId === facts.practiceId,
  );
  const sudden = losses(ours, facts);
  // What one step shows needs no sum of steps.
  const slow =
    sudden.length > 0
      ? []
      : slowLosses(
          ours.filter((backup) => !isBad(backup)),
          facts,
        );
  const found = [...failures(ours, facts), ...sudden, ...slow, ...fromTheFuture(ours, facts)];
  return found.filter(({ key }) => !facts.accepted.some((one) => one.key === key));
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
