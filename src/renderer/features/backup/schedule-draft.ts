/** The schedule while it is being edited: what was typed, what is wrong with it, and how it reads. */
import { MAX_FULL_EVERY, type Schedule, type ScheduleStatus, type Weekday } from '@causebook/contracts';
import type { Checked } from '../../components/use-draft.ts';
import { format, type Format } from '../../format.ts';
import { weekdays } from '../../words.ts';

export interface ScheduleDraft {
  readonly enabled: boolean;
  readonly kind: Schedule['rule']['kind'];
  /** As typed. */
  readonly everyHours: string;
  readonly at: string;
  readonly on: readonly Weekday[];
  /** As typed. */
  readonly fullEvery: string;
}

export type DraftErrors = Partial<Record<'everyHours' | 'at' | 'on' | 'fullEvery', string>>;

const blank: Pick<ScheduleDraft, 'everyHours' | 'at' | 'on'> = {
  everyHours: '4',
  at: '13:00',
  on: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
};

export function draftOf({ enabled, rule, ...schedule }: Schedule): ScheduleDraft {
  const always = { ...blank, enabled, fullEvery: String(schedule.fullEvery) };
  switch (rule.kind) {
    case 'hourly':
      return { ...always, kind: rule.kind, everyHours: String(rule.everyHours) };
    case 'daily':
      return { ...always, kind: rule.kind, at: rule.at };
    case 'weekly':
      return { ...always, kind: rule.kind, at: rule.at, on: rule.on };
  }
}

const HOURS = 'Enter a whole number of hours from 1 to 168.';
const TIME = 'Enter a time of day, for example 13:00.';
const DAYS = 'Choose at least one day.';

const FULL = `Enter a whole number from 1 to ${MAX_FULL_EVERY}.`;

const isWhole = (typed: string, most: number): boolean =>
  /^\d+$/.test(typed.trim()) && Number(typed) >= 1 && Number(typed) <= most;
const isTime = (typed: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(typed);

function errorsOf({ kind, everyHours, at, on, fullEvery }: ScheduleDraft): DraftErrors {
  const always = isWhole(fullEvery, MAX_FULL_EVERY) ? {} : { fullEvery: FULL };
  if (kind === 'hourly') return { ...(isWhole(everyHours, 168) ? {} : { everyHours: HOURS }), ...always };
  return {
    ...always,
    ...(isTime(at) ? {} : { at: TIME }),
    ...(kind === 'weekly' && on.length === 0 ? { on: DAYS } : {}),
  };
}

function ruleOf({ kind, everyHours, at, on }: ScheduleDraft): Schedule['rule'] {
  switch (kind) {
    case 'hourly':
      return { kind, everyHours: Number(everyHours) };
    case 'daily':
      return { kind, at };
    case 'weekly':
      // In the order of the week, however the boxes were ticked.
      return { kind, at, on: weekdays.map(({ day }) => day).filter((day) => on.includes(day)) };
  }
}

export function checkDraft(draft: ScheduleDraft): Checked<Schedule, DraftErrors> {
  const errors = errorsOf(draft);
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const { enabled, fullEvery } = draft;
  return { ok: true, value: { enabled, rule: ruleOf(draft), fullEvery: Number(fullEvery) } };
}

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const suffixes: Readonly<Record<Intl.LDMLPluralRule, string>> = {
  zero: 'th',
  one: 'st',
  two: 'nd',
  few: 'rd',
  many: 'th',
  other: 'th',
};

/** What follows a number that counts: `st` after 1, `th` after 7. */
export const ordinalSuffix = (typed: string): string =>
  isWhole(typed, MAX_FULL_EVERY) ? suffixes[ordinals.select(Number(typed))] : 'th';

/** Which of the automatic backups are full ones. */
export function fullBackupsInWords({ fullEvery }: Schedule): string {
  if (fullEvery === 1) return 'Every backup is a full one.';
  return `Every ${fullEvery}${ordinalSuffix(String(fullEvery))} one. Those between hold only what is new.`;
}

/** `Every day at 13:00.` */
export function scheduleInWords({ enabled, rule }: Schedule, f: Format = format): string {
  if (!enabled) return 'Automatic backups are off.';
  switch (rule.kind) {
    case 'hourly':
      return rule.everyHours === 1 ? 'Every hour.' : `Every ${f.integer(rule.everyHours)} hours.`;
    case 'daily':
      return `Every day at ${f.timeOfDay(rule.at)}.`;
    case 'weekly': {
      const days = weekdays.filter(({ day }) => rule.on.includes(day)).map(({ label }) => label);
      return `Every ${f.list(days)} at ${f.timeOfDay(rule.at)}.`;
    }
  }
}

const outcomes: Readonly<Record<NonNullable<ScheduleStatus['lastOutcome']>, string>> = {
  completed: 'It succeeded.',
  failed: 'It failed.',
  cancelled: 'It was cancelled.',
  interrupted: 'It was interrupted.',
};

/** How the last automatic backup went. */
export function lastRunInWords(status: ScheduleStatus, now: number, f: Format = format): string {
  const { lastRunAt, lastOutcome, consecutiveFailures } = status;
  if (lastRunAt === null) return 'There was none yet.';
  const outcome = lastOutcome === null ? '' : ` ${outcomes[lastOutcome]}`;
  const failures = consecutiveFailures > 1 ? ` ${f.integer(consecutiveFailures)} have failed in a row.` : '';
  return `${f.dateTime(lastRunAt)}, ${f.ago(lastRunAt, now)}.${outcome}${failures}`;
}

/** When the next automatic backup is made. */
export function nextRunInWords(
  { nextRunAt, schedule, running, paused }: ScheduleStatus,
  now: number,
  f: Format = format,
): string {
  if (!schedule.enabled) return 'None, because automatic backups are off.';
  if (paused) return 'None while the sample practice is open. They go on when you leave it.';
  if (!running) return 'They stand still while a restore is under way.';
  return nextRunAt === null ? 'None is planned.' : `${f.dateTime(nextRunAt)}, ${f.ago(nextRunAt, now)}.`;
}
