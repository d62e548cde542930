/**
 * Sees when a practice became much smaller in steps of which none is remarkable: compares with the most that it held in
 * the last days, without what was deleted by hand since. Pure.
 */
import type { Suspicion } from '@causebook/contracts';
import { dayInWords, type DeletedCounts } from '@causebook/data';
import type { GuardFacts, Witness } from './bad-data-guard.ts';
import { isRemarkable, lastGood, NOUNS } from './losses.ts';
import { counted } from '../words.ts';

/**
 * Steps are added up over so many days. Not over more: what was deleted by hand is known as long as it can be brought
 * back, and without that an office that tidies up would be alarmed.
 */
const DAYS = 30;
const DAY_MS = 86_400_000;

type Kind = (typeof NOUNS)[number][0];
type State = Pick<Witness, 'backupId' | 'createdAt' | 'counts'>;

/**
 * One suspicion at most, about the first backup that shows it. What was told stands, however long ago, until it is back or
 * somebody says that it is right.
 * @param sound backups of the practice, the latest first
 */
export function slowLosses(sound: readonly Witness[], facts: GuardFacts): Suspicion[] {
  const states = statesSinceAgreed(sound, facts);
  const latest = states.at(-1);
  for (const [index, state] of states.entries()) {
    const key = `leak:${state.backupId}`;
    const reach = facts.told.includes(key) ? everything : lately(facts);
    if (!reach.holds(state)) continue;
    const before = states.slice(0, index).filter(reach.holds);
    for (const [kind, noun] of NOUNS) {
      const [best] = before.toSorted((one, other) => other.counts[kind] - one.counts[kind]);
      if (!best) continue;
      const [most, left] = [best.counts[kind], state.counts[kind]];
      const lost = most - left - deletedBetween(kind, best, state, reach.deleted);
      if (!isRemarkable(lost, most) || !isRemarkable(most - latest!.counts[kind], most)) continue;
      const day = ({ createdAt }: State): string => dayInWords(facts.dayOf(createdAt));
      const reason = `The backup of ${day(state)} holds ${counted(left, noun)}; that of ${day(best)} held ${counted(most, noun)}. They became fewer little by little.`;
      const lastGoodBackupId =
        lastGood(sound.filter(({ backupId }) => backupId <= best.backupId))?.backupId ?? null;
      const { backupId, createdAt: since } = state;
      return [{ key, kind: 'loss', since, reason, backupId, lastGoodBackupId }];
    }
  }
  return [];
}

/** The oldest first: from what the person last said is right, or from the first backup. */
function statesSinceAgreed(sound: readonly Witness[], { accepted }: GuardFacts): readonly State[] {
  const oldestFirst = sound.toReversed();
  const agreed = accepted
    .filter(({ counts, backupId }) => counts !== null && backupId !== null)
    .toSorted((one, other) => (one.backupId! < other.backupId! ? -1 : 1))
    .at(-1);
  if (!agreed) return oldestFirst;
  return oldestFirst.filter(({ backupId }) => backupId >= agreed.backupId!);
}

interface Reach {
  readonly holds: (state: State) => boolean;
  readonly deleted: readonly DeletedCounts[];
}

const everything: Reach = { holds: () => true, deleted: [] };

const lately = ({ now, deleted }: GuardFacts): Reach => ({
  holds: ({ createdAt }) => now.getTime() - Date.parse(createdAt) <= DAYS * DAY_MS,
  deleted,
});

/** What was deleted by hand between two backups, and so is missing for a reason. */
const deletedBetween = (kind: Kind, before: State, after: State, deleted: readonly DeletedCounts[]): number =>
  deleted
    .filter(({ at }) => at > before.createdAt && at <= after.createdAt)
    .reduce((sum, deletion) => sum + deletion[kind], 0);
