/** The rules for keeping backups while they are being edited: what was typed, what is wrong with it, and how they read. */
import type { RetentionForecast, RetentionPolicy, RetentionStatus } from '@causebook/contracts';
import type { Checked } from '../../components/use-draft.ts';
import { format, type Format } from '../../format.ts';
import {
  choiceOf,
  counts,
  numbersOf,
  type CountKey,
  type Numbers,
  type RetentionChoice,
} from './retention-choice.ts';

export interface RetentionDraft {
  readonly enabled: boolean;
  readonly includeManual: boolean;
  /** Read from the numbers, until the person chooses another one. */
  readonly choice: RetentionChoice;
  /** As typed. */
  readonly counts: Readonly<Record<CountKey, string>>;
  readonly isLimited: boolean;
  /** Gigabytes, as typed. */
  readonly largestTotal: string;
}

export type RetentionErrors = Partial<Record<CountKey | 'largestTotal', string>>;

const GIGABYTE = 1e9;
const COUNT = 'Enter a whole number from 0 to 1000.';
const AT_LEAST_ONE = 'Enter a whole number from 1 to 1000.';
const SIZE = 'Enter a number of gigabytes, for example 100.';

const asTyped = (numbers: Numbers): RetentionDraft['counts'] => ({
  keepLast: String(numbers.keepLast),
  keepDays: String(numbers.keepDays),
  keepHourly: String(numbers.keepHourly),
  keepDaily: String(numbers.keepDaily),
  keepWeekly: String(numbers.keepWeekly),
  keepMonthly: String(numbers.keepMonthly),
  keepYearly: String(numbers.keepYearly),
});

export const draftOf = (policy: RetentionPolicy): RetentionDraft => ({
  enabled: policy.enabled,
  includeManual: policy.includeManual,
  choice: choiceOf(policy),
  counts: asTyped(policy),
  isLimited: policy.largestTotal !== null,
  largestTotal: String((policy.largestTotal ?? 100 * GIGABYTE) / GIGABYTE),
});

/** Own numbers begin with those that were chosen before. */
export const choose = (choice: RetentionChoice): Partial<RetentionDraft> =>
  choice === 'own' ? { choice } : { choice, counts: asTyped(numbersOf[choice]) };

const isCount = (typed: string, least: number): boolean =>
  /^\d{1,4}$/.test(typed.trim()) && Number(typed) >= least && Number(typed) <= 1000;

const isSize = (typed: string): boolean =>
  /^\d{1,6}(\.\d{1,9})?$/.test(typed.trim()) && Math.round(Number(typed) * GIGABYTE) >= 1;

export function checkDraft(draft: RetentionDraft): Checked<RetentionPolicy, RetentionErrors> {
  const errors: RetentionErrors = {};
  for (const key of counts) {
    const least = key === 'keepLast' ? 1 : 0;
    if (!isCount(draft.counts[key], least)) errors[key] = least === 1 ? AT_LEAST_ONE : COUNT;
  }
  if (draft.isLimited && !isSize(draft.largestTotal)) errors.largestTotal = SIZE;
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const { enabled, includeManual } = draft;
  const count = (key: CountKey): number => Number(draft.counts[key]);
  const policy: RetentionPolicy = {
    enabled,
    includeManual,
    keepLast: count('keepLast'),
    keepDays: count('keepDays'),
    keepHourly: count('keepHourly'),
    keepDaily: count('keepDaily'),
    keepWeekly: count('keepWeekly'),
    keepMonthly: count('keepMonthly'),
    keepYearly: count('keepYearly'),
    largestTotal: draft.isLimited ? Math.round(Number(draft.largestTotal) * GIGABYTE) : null,
  };
  return { ok: true, value: policy };
}

export const isSamePolicy = (one: RetentionPolicy, other: RetentionPolicy): boolean =>
  JSON.stringify(draftOf(one)) === JSON.stringify(draftOf(other));

const periods = [
  ['keepHourly', 'hour', 'hours'],
  ['keepDaily', 'day', 'days'],
  ['keepWeekly', 'week', 'weeks'],
  ['keepMonthly', 'month', 'months'],
  ['keepYearly', 'year', 'years'],
] as const;

/** `Kept are the 10 latest, everything of the last 7 days, and one backup of each of 30 days and 12 weeks …` */
export function policyInWords(policy: RetentionPolicy, f: Format = format): string {
  const { keepLast, keepDays } = policy;
  const each = periods
    .filter(([key]) => policy[key] > 0)
    .map(([key, one, many]) => f.count(policy[key], one, many));
  const parts = [
    keepLast === 1 ? 'the latest backup' : `the ${f.integer(keepLast)} latest backups`,
    ...(keepDays > 0 ? [`everything of the last ${f.count(keepDays, 'day', 'days')}`] : []),
    ...(each.length > 0 ? [`the latest of each of ${f.list(each)} that have one`] : []),
  ];
  return `Kept ${parts.length === 1 && keepLast === 1 ? 'is' : 'are'} ${f.list(parts)}.`;
}

/** What rules would do with the backups that are there. */
export function effectInWords({ policy, decisions, removable }: RetentionStatus, f: Format = format): string {
  if (!policy.enabled) return 'Every backup stays until you delete it.';
  if (decisions.length === 0) return 'There is no backup yet.';
  if (removable.count === 0) return 'With these rules every backup that is there now stays.';
  const stay = f.count(decisions.length - removable.count, 'backup stays', 'backups stay');
  return `With these rules ${stay} and ${f.integer(removable.count)} ${removable.count === 1 ? 'goes' : 'go'}, which frees ${f.bytes(removable.bytes)}.`;
}

/** What the backups grow to; honest about what that rests on. */
export function forecastInWords({ count, bytes, freeBytes }: RetentionForecast, f: Format = format): string {
  const grown = `If the schedule goes on as it is, and backups stay as large as the latest one, there are about ${f.count(count, 'backup', 'backups')} with ${f.bytes(bytes)} in a year.`;
  return freeBytes === null ? grown : `${grown} ${f.bytes(freeBytes)} are free on that disk now.`;
}

/** Whether the disk is too small for what is to come. */
export const outgrowsDisk = ({ bytes, bytesNow, freeBytes }: RetentionForecast): boolean =>
  freeBytes !== null && bytes - bytesNow > freeBytes;

/** `2 March 2026, 5 days ago. 3 backups were removed; 1.2 GB freed.` */
export function lastPruneInWords({ lastPrune }: RetentionStatus, now: number, f: Format = format): string {
  if (lastPrune === null) return 'Never yet.';
  const removed = f.count(lastPrune.removed, 'backup was', 'backups were');
  return `${f.dateTime(lastPrune.at)}, ${f.ago(lastPrune.at, now)}: ${removed} removed, ${f.bytes(lastPrune.freedBytes)} freed.`;
}
