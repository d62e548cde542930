/**
 * When a restore point may be removed, and which are removed now. Pure. A point that somebody has kept by hand stays
 * until somebody says otherwise; what Causebook kept by itself expires.
 */
import type { BackupEntry, RestorePoint } from '@causebook/contracts';
import type { GenerationRecord } from '@causebook/data';
import { lacksFiles } from '../increment/needed-backups.ts';

const DAY = 24 * 3_600_000;
/** What was not kept by hand expires so long after it stopped being the live state. */
export const EXPIRES_AFTER = 30 * DAY;
/** The newest that expire by this rule stay all the same. */
export const LATEST_KEPT = 3;
/** Most that one look removes: a clock that is wrong must not take everything at once. */
export const MOST_AT_ONCE = 3;
/** A look that comes so much later than the last one only notes what is due: the clock may have jumped. */
export const TRUSTED_STEP = 2 * DAY;

/** From when on a state may be removed; null for never. @param replacedAt when it was live last; null when not known */
export function expiryOf(
  record: Pick<GenerationRecord, 'reason' | 'isAutomatic' | 'createdAt' | 'expiresAt'>,
  replacedAt: string | null,
): string | null {
  const { reason, isAutomatic, createdAt, expiresAt } = record;
  // What was said before it was live again was said of another state.
  const isOutdated = typeof expiresAt === 'string' && replacedAt !== null && expiresAt <= replacedAt;
  if (expiresAt !== undefined && !isOutdated) return expiresAt;
  if (reason === 'kept' && !isAutomatic) return null;
  const from = reason === 'kept' ? createdAt : replacedAt;
  return from === null ? null : new Date(Date.parse(from) + EXPIRES_AFTER).toISOString();
}

/** A point as the rules see it. */
export interface PointFacts extends Pick<RestorePoint, 'generationId' | 'expiresAt' | 'isUndoTarget'> {
  /** The moment that it shows: when it was kept, or was live last. */
  readonly stateAt: string;
  /** Whether a person has said when it expires. */
  readonly isSaid: boolean;
}

type ProvenBackup = Pick<
  BackupEntry,
  | 'createdAt'
  | 'drill'
  | 'verification'
  | 'fileState'
  | 'practiceId'
  | 'includeFiles'
  | 'includeDatabase'
  | 'increment'
>;

/**
 * The moment of the newest complete backup of this practice that is there and was proven to restore; null for none. One
 * that claims to be of a later day comes from a clock that was wrong, and shows no moment that can be compared.
 */
export function newestProven(
  backups: readonly ProvenBackup[],
  practiceId: string | null,
  now: Date,
): string | null {
  const proven = backups
    .filter(
      (backup) =>
        Date.parse(backup.createdAt) <= now.getTime() + DAY &&
        backup.drill?.outcome === 'proven' &&
        backup.verification?.outcome !== 'bad' &&
        !lacksFiles(backup) &&
        backup.fileState === 'present' &&
        backup.includeFiles &&
        backup.includeDatabase &&
        backup.practiceId === practiceId,
    )
    .map(({ createdAt }) => createdAt);
  return proven.toSorted().at(-1) ?? null;
}

/** Why each point would stay although it had expired; null for one that would go. */
export function whyTheyStay(
  points: readonly PointFacts[],
  proven: string | null,
): ReadonlyMap<PointFacts['generationId'], RestorePoint['staysBecause']> {
  const byRule = points.filter(({ expiresAt, isSaid }) => expiresAt !== null && !isSaid);
  const latest = new Set(
    byRule
      .toSorted((one, other) => other.stateAt.localeCompare(one.stateAt))
      .slice(0, LATEST_KEPT)
      .map(({ generationId }) => generationId),
  );
  return new Map(points.map((point) => [point.generationId, whyItStays(point, latest, proven)]));
}

function whyItStays(
  { generationId, isUndoTarget, stateAt }: PointFacts,
  latest: ReadonlySet<string>,
  proven: string | null,
): RestorePoint['staysBecause'] {
  if (isUndoTarget) return 'undo';
  if (latest.has(generationId)) return 'latest';
  // Without a newer backup that is proven, nothing else may hold what it holds.
  return proven === null || proven <= stateAt ? 'unproven' : null;
}

/** What a look at the expired points leaves for the next one. */
export interface ExpiryLook {
  readonly at: string;
  /** What was due then. */
  readonly due: readonly string[];
}

/**
 * Which points are removed now: those that were due at the last look already, if the clock went on from there as clocks
 * do; the oldest first, and never more than a few.
 */
export function toExpire(
  points: readonly Pick<RestorePoint, 'generationId' | 'expiresAt' | 'staysBecause' | 'createdAt'>[],
  last: ExpiryLook | null,
  now: Date,
): { readonly remove: readonly RestorePoint['generationId'][]; readonly look: ExpiryLook } {
  const due = points
    .filter(
      ({ expiresAt, staysBecause }) =>
        expiresAt !== null && Date.parse(expiresAt) <= now.getTime() && staysBecause === null,
    )
    .toSorted((one, other) => one.createdAt.localeCompare(other.createdAt))
    .map(({ generationId }) => generationId);
  const look = { at: now.toISOString(), due };
  const step = last === null ? Infinity : now.getTime() - Date.parse(last.at);
  if (last === null || step < 0 || step > TRUSTED_STEP) return { remove: [], look };
  const remove = due.filter((id) => last.due.includes(id)).slice(0, MOST_AT_ONCE);
  return { remove, look };
}
