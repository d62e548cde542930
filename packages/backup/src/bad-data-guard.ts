/** Sees when the practice may have gone bad between two backups, so that good backups are not rotated out by bad ones. Pure. */
import type { BackupEntry, BackupId } from '@causebook/contracts';
import { counted } from './words.ts';

/** A loss of this share of what there was, and of at least so many, is no ordinary day in an office. */
const SHARE = 0.25;
const LEAST = 5;

type Candidate = Pick<
  BackupEntry,
  | 'backupId'
  | 'createdAt'
  | 'practiceId'
  | 'counts'
  | 'includeDatabase'
  | 'verification'
  | 'drill'
  | 'fileState'
>;

export interface Suspicion {
  /** The backup that shows it. */
  readonly backupId: BackupId;
  readonly createdAt: string;
  readonly reason: string;
  readonly lastGoodBackupId: BackupId | null;
}

const isBad = ({ verification, drill }: Candidate): boolean =>
  verification?.outcome === 'bad' || drill?.outcome === 'failed';

/**
 * The latest reason to distrust the backups of this practice, or null.
 * @param backups newest first
 * @param accepted backups of which the person has said that they are right
 */
export function suspicionAbout(
  backups: readonly Candidate[],
  practiceId: string | null,
  accepted: ReadonlySet<string>,
): Suspicion | null {
  const ours = backups.filter(
    (backup) => backup.includeDatabase && (practiceId === null || backup.practiceId === practiceId),
  );
  for (const [index, backup] of ours.entries()) {
    if (accepted.has(backup.backupId)) return null;
    const before = ours
      .slice(index + 1)
      .find((earlier) => !isBad(earlier) && earlier.fileState === 'present');
    const reason = isBad(backup)
      ? `The backup of ${backup.createdAt.slice(0, 10)} failed a check.`
      : before && lossBetween(before, backup);
    if (reason) {
      const { backupId, createdAt } = backup;
      return { backupId, createdAt, reason, lastGoodBackupId: before?.backupId ?? null };
    }
  }
  return null;
}

const NOUNS = [
  ['cases', 'case'],
  ['hearings', 'hearing'],
  ['documents', 'document'],
] as const;

function lossBetween({ counts: before }: Candidate, { counts: after }: Candidate): string | null {
  for (const [kind, noun] of NOUNS) {
    const lost = before[kind] - after[kind];
    if (lost < LEAST || lost < before[kind] * SHARE) continue;
    return `The backup holds ${counted(after[kind], noun)}; the one before it held ${counted(before[kind], noun)}.`;
  }
  return null;
}
