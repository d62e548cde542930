/** Looks once a day which restore points have expired, and removes those that were due a day before as well. */
import type { ExpiryLook } from '@causebook/backup';
import { Instant, toAppError } from '@causebook/contracts';
import { DEFAULT_SETTLE_MS, type ScheduledTask, type Session } from '@causebook/jobs';
import { z } from 'zod';
import { parsedJson } from '../parsed-json.ts';
import type { Settings } from './automatic-export.ts';

export interface ExpirePointsParts {
  readonly settings: Settings;
  readonly now: () => Date;
  /** @throws AppError BUSY */
  readonly removeExpired: (
    last: ExpiryLook | null,
  ) => Promise<{ readonly look: ExpiryLook; readonly removed: number; readonly message: string }>;
  readonly onRemoved: (message: string) => void;
}

const SETTING_KEY = 'restorePoints.lastLook';
const DAY_MS = 24 * 60 * 60_000;
/** After one that found another operation at work. */
const LATER_MS = 10 * 60_000;

const Kept = z.object({ at: Instant, due: z.array(z.string()) });

export class ExpirePoints implements ScheduledTask {
  readonly name = 'removing expired restore points';
  readonly #parts: ExpirePointsParts;
  #last: ExpiryLook | null;
  #retryAt: Date | null = null;

  private constructor(parts: ExpirePointsParts, last: ExpiryLook | null) {
    this.#parts = parts;
    this.#last = last;
  }

  /** What is kept of the last look; what cannot be understood counts as no look, and then nothing is removed at first. */
  static async load(parts: ExpirePointsParts): Promise<ExpirePoints> {
    const kept = Kept.safeParse(parsedJson(await parts.settings.setting(SETTING_KEY)));
    return new ExpirePoints(parts, kept.success ? kept.data : null);
  }

  /** A day after the last look, but never in the first moments after a start. */
  nextRun(now: Date, { awakeSince }: Session): Date {
    const settled = awakeSince.getTime() + DEFAULT_SETTLE_MS;
    const last = this.#last === null ? 0 : Date.parse(this.#last.at);
    // A look that lies ahead was noted by a wrong clock.
    const due = last > now.getTime() ? 0 : last + DAY_MS;
    return new Date(Math.max(due, settled, this.#retryAt?.getTime() ?? 0));
  }

  /** @throws what removing throws; it is then still due */
  async run(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { now, settings, removeExpired, onRemoved } = this.#parts;
    try {
      const { look, removed, message } = await removeExpired(this.#last);
      this.#last = look;
      this.#retryAt = null;
      await settings.putSetting(SETTING_KEY, JSON.stringify(look));
      if (removed > 0) onRemoved(message);
    } catch (error) {
      this.#retryAt = new Date(now().getTime() + LATER_MS);
      if (toAppError(error).code !== 'BUSY') throw error;
    }
  }
}
