/** Judges how safe the practice is. Pure. */
import type { BackupEntry, PracticeCounts, SafetyStatus, Suspicion } from '@causebook/contracts';
import { lacksFiles } from '../increment/needed-backups.ts';
import { agoInWords } from '../words.ts';

const HOUR = 3_600_000;
/** Older than this deserves attention, or is a danger. */
const ATTENTION_AFTER = 26 * HOUR;
const DANGER_AFTER = 7 * 24 * HOUR;

export interface SafetyFacts {
  /** Newest first. */
  readonly backups: readonly BackupEntry[];
  readonly counts: PracticeCounts;
  /** Of the practice that is open; null when none can be opened. A backup of another practice makes nobody safe. */
  readonly practiceId: string | null;
  readonly nextRunAt: string | null;
  readonly consecutiveFailures: number;
  /** What looks wrong with the backups, as far as the person has not said that it is right. */
  readonly suspicions: readonly Suspicion[];
  readonly now: Date;
}

export function judgeSafety(facts: SafetyFacts): SafetyStatus {
  const judged = judgeBackups(facts);
  // A failed check has words of its own.
  const [suspicion] = facts.suspicions.filter(({ kind }) => kind !== 'failed');
  if (suspicion === undefined) return judged;
  return {
    ...judged,
    level: suspicion.kind === 'clock' && judged.level !== 'danger' ? 'attention' : 'danger',
    headline: headlines[suspicion.kind],
    advice: `${suspicion.reason} No old backup is removed until you have looked at this under Settings, Backup.`,
  };
}

const headlines: Readonly<Record<Suspicion['kind'], string>> = {
  loss: 'Entries may be missing from your practice.',
  failed: 'A backup failed a check.',
  clock: 'The clock of this computer was wrong, or is.',
  practice: 'Your practice did not pass its checks.',
};

function judgeBackups(facts: SafetyFacts): SafetyStatus {
  const { backups, counts, practiceId, nextRunAt, consecutiveFailures, now } = facts;
  const whole = backups.filter(
    (backup) =>
      backup.includeDatabase &&
      backup.includeFiles &&
      (practiceId === null || backup.practiceId === practiceId),
  );
  const usable = whole.find(
    (backup) =>
      backup.fileState === 'present' &&
      // An increment is worth what it needs is worth.
      !lacksFiles(backup) &&
      backup.verification?.outcome !== 'bad' &&
      backup.drill?.outcome !== 'failed',
  );
  const about = { nextRunAt, counts };
  if (!usable) {
    return {
      ...about,
      level: counts.cases + counts.documents === 0 ? 'attention' : 'danger',
      headline:
        whole.length === 0
          ? backups.length === 0
            ? 'There is no backup yet.'
            : 'There is no complete backup of this practice yet.'
          : 'No backup can be used at the moment.',
      advice:
        whole.length === 0
          ? 'Make a backup now.'
          : 'Connect the disk that holds your backups, or make a new backup now.',
      lastBackup: null,
    };
  }
  const age = Math.max(0, now.getTime() - Date.parse(usable.createdAt));
  const verified = usable.verification?.outcome === 'good';
  const isPartial = usable.warnings.length > 0;
  const failed = whole.filter(({ drill }) => drill?.outcome === 'failed').length;
  const level =
    age > DANGER_AFTER || failed > 0
      ? 'danger'
      : age > ATTENTION_AFTER || !verified || isPartial || consecutiveFailures > 0
        ? 'attention'
        : 'safe';
  return {
    ...about,
    level,
    headline: `Last backup ${agoInWords(age)}, ${stateInWords(usable)}.`,
    advice: adviceFor({ age, verified, isPartial, failed, consecutiveFailures, nextRunAt }),
    lastBackup: { backupId: usable.backupId, createdAt: usable.createdAt, size: usable.size, verified },
  };
}

function stateInWords({ drill, verification, warnings }: BackupEntry): string {
  const proven = drill?.outcome === 'proven';
  if (!proven && verification?.outcome !== 'good') return 'not verified yet';
  if (warnings.length > 0) return `${proven ? 'proven restorable' : 'read back'}, but not complete`;
  return proven ? 'proven restorable' : 'read back and complete';
}

/** What a sample holds is invented, and says nothing about the person's own practice. */
export const safetyOfSample = (counts: PracticeCounts): SafetyStatus => ({
  level: 'attention',
  headline: 'This is a sample practice. Nothing in it needs a backup.',
  advice: 'Automatic backups of your own practice pause until you leave the sample.',
  lastBackup: null,
  nextRunAt: null,
  counts,
});

function adviceFor(facts: {
  age: number;
  verified: boolean;
  isPartial: boolean;
  failed: number;
  consecutiveFailures: number;
  nextRunAt: string | null;
}): string | null {
  if (facts.failed > 0)
    return 'A backup could not be restored on trial. Look at it in the list, make a new one, and delete the bad one.';
  if (facts.consecutiveFailures > 0)
    return 'The last automatic backup failed. Look at the history, and make a backup now.';
  if (facts.age > ATTENTION_AFTER) return 'What was entered since then would be lost. Make a backup now.';
  if (!facts.verified) return 'Check the file of this backup, so that you know it can be restored.';
  if (facts.isPartial) return 'Its details say what it lacks. Once that is put right, make a backup now.';
  return facts.nextRunAt === null ? 'Automatic backups are off.' : null;
}
