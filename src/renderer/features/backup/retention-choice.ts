/** The simple choices of what is kept: each is a set of numbers, and which one is chosen is read from the numbers alone. */
import { defaultRetention, type RetentionPolicy } from '@causebook/contracts';
import { format, type Format } from '../../format.ts';

/** The numbers of the policy that a person sets. */
export const counts = [
  'keepLast',
  'keepDays',
  'keepHourly',
  'keepDaily',
  'keepWeekly',
  'keepMonthly',
  'keepYearly',
] as const;
export type CountKey = (typeof counts)[number];
export type Numbers = Pick<RetentionPolicy, CountKey>;

export type ReadyChoice = 'little' | 'usual' | 'much';
export type RetentionChoice = ReadyChoice | 'own';

export const numbersOf: Readonly<Record<ReadyChoice, Numbers>> = {
  little: {
    keepLast: 5,
    keepDays: 3,
    keepHourly: 0,
    keepDaily: 7,
    keepWeekly: 4,
    keepMonthly: 6,
    keepYearly: 2,
  },
  usual: defaultRetention,
  much: {
    keepLast: 30,
    keepDays: 30,
    keepHourly: 24,
    keepDaily: 180,
    keepWeekly: 104,
    keepMonthly: 120,
    keepYearly: 30,
  },
};

export const choiceNames: Readonly<Record<RetentionChoice, string>> = {
  little: 'Little',
  usual: 'As usual',
  much: 'Much',
  own: 'Own numbers',
};

const ready = ['little', 'usual', 'much'] as const;
export const choices: readonly RetentionChoice[] = [...ready, 'own'];

/** The choice that stands for these numbers; `own` for all that none stands for. */
export const choiceOf = (numbers: Numbers): RetentionChoice =>
  ready.find((choice) => counts.every((key) => numbersOf[choice][key] === numbers[key])) ?? 'own';

const spans = [
  ['keepDaily', 'day', 'days'],
  ['keepWeekly', 'week', 'weeks'],
  ['keepMonthly', 'month', 'months'],
  ['keepYearly', 'year', 'years'],
] as const;

/** `The 10 latest, all of the last 7 days, one a day for 30 days, one a week for 12 weeks, …` */
export function choiceInWords(choice: RetentionChoice, f: Format = format): string {
  if (choice === 'own') return 'You set how many of each are kept.';
  const numbers = numbersOf[choice];
  const each = spans.map(([key, one, many]) => `one a ${one} for ${f.count(numbers[key], one, many)}`);
  const latest = [
    `the ${f.integer(numbers.keepLast)} latest`,
    `all of the last ${f.count(numbers.keepDays, 'day', 'days')}`,
  ];
  return `${f.list([...latest, ...each])}.`.replace(/^t/, 'T');
}
