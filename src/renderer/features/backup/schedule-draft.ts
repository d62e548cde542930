/** The schedule while it is being edited: what was typed, what is wrong with it, and how it reads. */
import type { Schedule, ScheduleStatus, Weekday } from '@causebook/contracts';
import { format, type Format } from '../../format.ts';
import { weekdays } from '../../words.ts';

export interface ScheduleDraft {
  readonly enabled: boolean;
  readonly kind: Schedule['rule']['kind'];
  /** As typed. */
  readonly everyHours: string;
  readonly at: string;
  readonly on: readonly Weekday[];
}

export type DraftErrors = Partial<Record<'everyHours' | 'at' | 'on', string>>;

export type CheckedDraft =
  { readonly ok: true; readonly schedule: Schedule } | { readonly ok: false; readonly errors: DraftErrors };

const blank: Pick<ScheduleDraft, 'everyHours' | 'at' | 'on'> = {
  everyHours: '4',
  at: '13:00',
  on: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
};

export function draftOf({ enabled, rule }: Schedule): ScheduleDraft {
  switch (rule.kind) {
    case 'hourly':
      return { ...blank, enabled, kind: rule.kind, everyHours: String(rule.everyHours) };
    case 'daily':
      return { ...blank, enabled, kind: rule.kind, at: rule.at };
    case 'weekly':
      return { ...blank, enabled, kind: rule.kind, at: rule.at, on: rule.on };
  }
}

const HOURS = 'Enter a whole number of hours from 1 to 168.';
const TIME = 'Enter a time of day, for example 13:00.';
const DAYS = 'Choose at least one day.';

const isHours = (typed: string): boolean =>
  /^\d+$/.test(typed.trim()) && Number(typed) >= 1 && Number(typed) <= 168;
const isTime = (typed: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(typed);

function errorsOf({ kind, everyHours, at, on }: ScheduleDraft): DraftErrors {
  if (kind === 'hourly') return isHours(everyHours) ? {} : { everyHours: HOURS };
  return {
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

export function checkDraft(draft: ScheduleDraft): CheckedDraft {
  const errors = errorsOf(draft);
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, schedule: { enabled: draft.enabled, rule: ruleOf(draft) } };
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
