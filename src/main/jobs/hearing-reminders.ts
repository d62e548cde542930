/** Reminds of hearings: the evening before and in the morning; once, if the app was closed at that time. */
import { Instant, sentence, type HearingReminder } from '@causebook/contracts';
import {
  calendarDay,
  DEFAULT_SETTLE_MS,
  latestDue,
  nextDue,
  systemZone,
  type ScheduledTask,
  type Session,
  type WallClockRule,
} from '@causebook/jobs';
import type { Settings } from './automatic-export.ts';

export interface HearingRemindersParts {
  readonly settings: Settings;
  readonly now: () => Date;
  readonly zone?: string;
  /** Hearings of a day, `YYYY-MM-DD`, in the order of their time. */
  readonly hearingsOf: (day: string) => Promise<readonly HearingReminder[]>;
  readonly announce: (reminder: { readonly title: string; readonly message: string }) => void;
}

const evening: WallClockRule = { kind: 'daily', at: '18:00' };
const morning: WallClockRule = { kind: 'daily', at: '08:00' };
const SETTING_KEY = 'reminders.announced';
const NAMED = 5;
const DAY_MS = 24 * 60 * 60_000;

/** One reminder: when it fell due, and which day it speaks of. */
interface Slot {
  readonly dueAt: Date;
  readonly day: string;
}

/** The latest reminder that fell due. An evening speaks of the day after it. */
export function slotAt(now: Date, zone: string): Slot {
  const [inTheEvening, inTheMorning] = [latestDue(evening, now, zone), latestDue(morning, now, zone)];
  return inTheEvening > inTheMorning
    ? { dueAt: inTheEvening, day: calendarDay(inTheEvening, zone, 1) }
    : { dueAt: inTheMorning, day: calendarDay(inTheMorning, zone) };
}

/** "2 hearings tomorrow", and which; null when there are none. */
export function reminderWords(
  hearings: readonly HearingReminder[],
  when: 'today' | 'tomorrow',
): { readonly title: string; readonly message: string } | null {
  if (hearings.length === 0) return null;
  const title = `${hearings.length} ${hearings.length === 1 ? 'hearing' : 'hearings'} ${when}`;
  const named = hearings
    .slice(0, NAMED)
    .map(({ caseTitle, court, time }) => [caseTitle, court, time].filter(Boolean).join(', '));
  const rest = hearings.length > NAMED ? [`and ${hearings.length - NAMED} more`] : [];
  return { title, message: sentence([...named, ...rest].join('; ')) };
}

export class HearingReminders implements ScheduledTask {
  readonly name = 'hearing reminders';
  readonly #parts: HearingRemindersParts;
  readonly #zone: () => string;
  /** When the latest reminder that was announced had fallen due. */
  #announced: Date | null;

  private constructor(parts: HearingRemindersParts, announced: Date | null) {
    this.#parts = parts;
    this.#zone = () => parts.zone ?? systemZone();
    this.#announced = announced;
  }

  static async load(parts: HearingRemindersParts): Promise<HearingReminders> {
    const kept = Instant.safeParse(await parts.settings.setting(SETTING_KEY));
    return new HearingReminders(parts, kept.success ? new Date(kept.data) : null);
  }

  nextRun(now: Date, { awakeSince }: Session): Date {
    const { dueAt } = slotAt(now, this.#zone());
    if (!this.#isOpen(dueAt)) return this.#nextSlot(now);
    const settled = awakeSince.getTime() + DEFAULT_SETTLE_MS;
    return new Date(Math.max(dueAt.getTime(), settled));
  }

  /** Announces what is due. @throws what reading the hearings throws; it is then still due */
  async run(signal: AbortSignal): Promise<void> {
    const now = this.#parts.now();
    const { dueAt, day } = slotAt(now, this.#zone());
    if (!this.#isOpen(dueAt)) return;
    const hearings = await this.#parts.hearingsOf(day);
    if (signal.aborted) return;
    this.#announced = dueAt;
    await this.#parts.settings.putSetting(SETTING_KEY, dueAt.toISOString());
    // An evening that is made up for after midnight speaks of today.
    const words = reminderWords(hearings, day === calendarDay(now, this.#zone()) ? 'today' : 'tomorrow');
    if (words) this.#parts.announce(words);
  }

  /** A mark that lies more than a day ahead was left by a wrong clock and closes nothing. */
  #isOpen(dueAt: Date): boolean {
    const ahead = (this.#announced?.getTime() ?? Number.NEGATIVE_INFINITY) - dueAt.getTime();
    return ahead < 0 || ahead > DAY_MS;
  }

  #nextSlot(now: Date): Date {
    const after = this.#announced && this.#announced > now ? this.#announced : now;
    const [next, other] = [nextDue(evening, after, this.#zone()), nextDue(morning, after, this.#zone())];
    return next < other ? next : other;
  }
}
