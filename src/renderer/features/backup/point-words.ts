/** A restore point in the words of the screen: what it is called, why it is there, how long it stays. */
import type { RestorePoint } from '@causebook/contracts';
import { format, type Format } from '../../format.ts';
import { reasonWords } from '../../words.ts';

/** When the state was last live, or was kept; the words people look for. */
export const whenOf = ({ replacedAt, createdAt }: Pick<RestorePoint, 'replacedAt' | 'createdAt'>): string =>
  replacedAt ?? createdAt;

type Titled = Pick<RestorePoint, 'name' | 'replacedAt' | 'createdAt'>;

export const titleOf = (point: Titled, f: Format = format): string =>
  point.name || `As it was on ${f.dateTime(whenOf(point))}`;

/** `Kept by hand by Meera Rao`, `Kept by Causebook`, `Restored from a backup on 3 May 2026, 10:15`. */
export function originOfPoint(
  {
    reason,
    isAutomatic,
    madeBy,
    createdAt,
  }: Pick<RestorePoint, 'reason' | 'isAutomatic' | 'madeBy' | 'createdAt'>,
  f: Format = format,
): string {
  const by = madeBy ? ` by ${madeBy}` : '';
  const when = ` on ${f.dateTime(createdAt)}`;
  if (reason !== 'kept') return `${reasonWords[reason]}${by}${when}.`;
  return isAutomatic
    ? `Kept by Causebook${when}${by && `, when ${madeBy} was at work`}.`
    : `Kept by hand${by}${when}.`;
}

const stays: Readonly<Record<NonNullable<RestorePoint['staysBecause']>, string>> = {
  undo: 'but stays as long as “Undo last restore” leads here.',
  latest: 'but stays as long as it is one of the three newest.',
  unproven: 'but stays until a newer backup is proven to restore.',
};

/** How long it stays, in one or two sentences. */
export function expiryInWords(
  { expiresAt, staysBecause }: Pick<RestorePoint, 'expiresAt' | 'staysBecause'>,
  now: number,
  f: Format = format,
): string {
  if (expiresAt === null) return 'Never expires.';
  const isOver = Date.parse(expiresAt) <= now;
  const day = f.dayOf(expiresAt);
  if (staysBecause !== null) return `${isOver ? 'Expired' : 'Expires'} on ${day}, ${stays[staysBecause]}`;
  return isOver ? `Expired on ${day}; it is removed within two days.` : `Expires on ${day}.`;
}

const DAY = 24 * 3_600_000;
/** What a person can choose about the end of a restore point. */
export const expiryChoices = [
  { value: 'never', label: 'Never', days: null },
  { value: '30', label: 'In 30 days', days: 30 },
  { value: '90', label: 'In 90 days', days: 90 },
  { value: '365', label: 'In a year', days: 365 },
] as const;
export type ExpiryChoice = (typeof expiryChoices)[number]['value'];

/** The instant that a choice means; null for never. */
export function chosenExpiry(choice: ExpiryChoice, now: number): string | null {
  const { days } = expiryChoices.find(({ value }) => value === choice)!;
  return days === null ? null : new Date(now + days * DAY).toISOString();
}
