/** What a restore would do, in the words of a case diary. */
import type { ChangeCount, RestorePreview } from '@causebook/contracts';
import { format, type Format } from '../../format.ts';

type Changes = RestorePreview['changes'];

export const changeKinds = [
  { key: 'cases', heading: 'Cases', one: 'case', many: 'cases' },
  { key: 'hearings', heading: 'Hearings', one: 'hearing', many: 'hearings' },
  { key: 'tasks', heading: 'Tasks', one: 'task', many: 'tasks' },
  { key: 'orders', heading: 'Orders', one: 'order', many: 'orders' },
  { key: 'documents', heading: 'Documents', one: 'document', many: 'documents' },
  { key: 'users', heading: 'People', one: 'person', many: 'people' },
] as const;

function amounts(changes: Changes, what: keyof ChangeCount, f: Format): string | null {
  const parts = changeKinds
    .filter(({ key }) => changes[key][what] > 0)
    .map(({ key, one, many }) => f.count(changes[key][what], one, many));
  return parts.length === 0 ? null : f.list(parts);
}

/** One sentence for what disappears, appears and changes; a single one when nothing does. */
export function sumUp(changes: Changes, f: Format = format): readonly string[] {
  const disappear = amounts(changes, 'disappear', f);
  const appear = amounts(changes, 'appear', f);
  const change = amounts(changes, 'change', f);
  if (!disappear && !appear && !change)
    return ['Nothing would change: the practice is already as it is in this backup.'];
  return [
    disappear && `${disappear} would disappear.`,
    appear && `${appear} would appear.`,
    change && `${change} would change.`,
  ].filter((sentence) => typeof sentence === 'string');
}

export const somethingDisappears = (changes: Changes): boolean =>
  changeKinds.some(({ key }) => changes[key].disappear > 0);

/** Whether the person has to tick that the consequence is understood. */
export const needsTick = ({ origin, changes }: Pick<RestorePreview, 'origin' | 'changes'>): boolean =>
  origin === 'another-practice' || somethingDisappears(changes);

/** How many cases and hearings are not among the named ones. */
export function unnamed(changes: Changes, what: 'appear' | 'disappear', named: number): number {
  return Math.max(0, changes.cases[what] + changes.hearings[what] - named);
}
