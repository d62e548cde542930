/** Decides when a schedule runs next: from the rule, what has run so far, and the clock. Pure. */
import { latestDue, nextDue, systemZone } from './calendar.ts';
import type { WallClockRule } from './calendar.ts';

export type ScheduleRule =
  /** Every N hours of elapsed time after the last run. */
  { readonly kind: 'hourly'; readonly everyHours: number } | WallClockRule;

export interface PastRun {
  readonly startedAt: Date;
  /** Null when nobody saw it end. */
  readonly endedAt: Date | null;
  /** `cancelled` by a person counts as done; `interrupted` (by a quit, a restore, a crash) counts as failed. */
  readonly outcome: 'completed' | 'failed' | 'cancelled' | 'interrupted';
}

export interface RunHistory {
  /** When the rule came into force: what fell due before has not been missed. Kept across restarts. */
  readonly since: Date;
  /** The latest runs in the order in which they happened, whatever their clock said; the last ten are enough. */
  readonly runs: readonly PastRun[];
}

/** What only the running program knows about the clock. */
export interface Session {
  /** Since when the machine has been awake and the scheduler at work. */
  readonly awakeSince: Date;
  /** When the clock was last noticed to have been set back; null when that has not happened in this session. */
  readonly clockSetBackAt: Date | null;
}

export interface NextRunOptions {
  readonly session?: Session;
  /** IANA name; the zone of the computer by default. */
  readonly zone?: string;
  /** How long after boot or wake nothing runs yet. */
  readonly settleMs?: number;
  /** Waits before the retries of a failed run, the last of them repeated; a regular time that comes first wins. */
  readonly retryAfterMs?: readonly number[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
export const DEFAULT_SETTLE_MS = MINUTE_MS;
export const DEFAULT_RETRY_AFTER_MS: readonly number[] = [15 * MINUTE_MS, HOUR_MS, DAY_MS];

const hasFailed = (run: PastRun): boolean => run.outcome === 'failed' || run.outcome === 'interrupted';

/**
 * An instant of the past, as far as the clock of today can tell. One that lies ahead by no more than `slack` is
 * believed (the clock was corrected a little); one further ahead is a leftover of a wrong clock: it is taken for the
 * moment at which the clock was set back, or for "long ago" when nobody saw that happen.
 */
function believe(instant: Date, now: Date, slack: number, session: Session | undefined): number {
  if (instant.getTime() <= now.getTime() + slack) return instant.getTime();
  return session?.clockSetBackAt?.getTime() ?? Number.NEGATIVE_INFINITY;
}

/** How many of the latest runs failed in a row, counting back to `from`. */
function failuresSince(runs: readonly PastRun[], from: number): number {
  const firstOther = runs.findLastIndex((run) => !hasFailed(run) || run.startedAt.getTime() < from);
  return runs.length - 1 - firstOther;
}

/** When a failed run is tried again; null when the last run did not fail. */
function retryAt(runs: readonly PastRun[], from: number, now: Date, options: NextRunOptions): number | null {
  const last = runs.at(-1);
  const failures = failuresSince(runs, from);
  if (last === undefined || failures === 0) return null;
  const waits = options.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS;
  const wait = waits[failures - 1] ?? waits.at(-1);
  if (wait === undefined) return null;
  const ended = (last.endedAt ?? last.startedAt).getTime();
  const setBack = ended > now.getTime() ? options.session?.clockSetBackAt?.getTime() : undefined;
  return (setBack ?? ended) + wait;
}

function afterHours(everyHours: number, history: RunHistory, now: Date, options: NextRunOptions): number {
  const period = everyHours * HOUR_MS;
  const { session } = options;
  const latest = history.runs.at(-1)?.startedAt ?? history.since;
  // Elapsed time can't be told from a clock that was set back, so the count begins anew where that was noticed.
  const slack = session?.clockSetBackAt ? 0 : Math.min(period, DAY_MS);
  const regular = believe(latest, now, slack, session) + period;
  const retry = retryAt(history.runs, Number.NEGATIVE_INFINITY, now, options);
  return Math.min(regular, retry ?? regular);
}

function onWallClock(rule: WallClockRule, history: RunHistory, now: Date, options: NextRunOptions): number {
  const zone = options.zone ?? systemZone();
  const last = history.runs.at(-1);
  const latest = believe(last?.startedAt ?? history.since, now, DAY_MS, options.session);
  const due = latestDue(rule, now, zone).getTime();
  // A period belongs to the run that started in it, so one whose beginning is later than every run was missed.
  if (due > latest) return due;
  const next = nextDue(rule, new Date(Math.max(now.getTime(), latest)), zone).getTime();
  const retry = latest === last?.startedAt.getTime() ? retryAt(history.runs, due, now, options) : null;
  return Math.min(next, retry ?? next);
}

/**
 * When the rule runs next; an instant that is not after `now` means: now.
 *
 * - Wall-clock rules are DST-safe: a skipped time runs once at the first instant after the gap, a doubled one once.
 * - However many runs were missed, one makes up for them, `settleMs` after boot or wake.
 * - One period has one run. A failed one is tried again after 15 minutes, after 1 hour, then daily, until
 *   its next regular time comes.
 * - A clock that is set back causes no run and no wait longer than two periods.
 */
export function nextRun(
  rule: ScheduleRule,
  history: RunHistory,
  now: Date,
  options: NextRunOptions = {},
): Date {
  const due =
    rule.kind === 'hourly'
      ? afterHours(rule.everyHours, history, now, options)
      : onWallClock(rule, history, now, options);
  const awakeSince = options.session?.awakeSince ?? now;
  const settled = awakeSince.getTime() + (options.settleMs ?? DEFAULT_SETTLE_MS);
  // A wake-up that lies ahead was seen by another clock; there is nothing left to settle.
  const settling = options.session !== undefined && awakeSince.getTime() <= now.getTime();
  return new Date(settling ? Math.max(due, settled) : due);
}
