/** Forgets once a day what was deleted longer ago than it can be brought back. */
import { Instant } from '@causebook/contracts';
import { DEFAULT_SETTLE_MS, type ScheduledTask, type Session } from '@causebook/jobs';
import type { Settings } from './automatic-export.ts';

export interface ForgetDeletedParts {
  readonly settings: Settings;
  readonly now: () => Date;
  /** Forgets what is too old at that time. */
  readonly forget: (now: Date) => Promise<void>;
}

const SETTING_KEY = 'deleted.forgottenAt';
const DAY_MS = 24 * 60 * 60_000;

export class ForgetDeleted implements ScheduledTask {
  readonly name = 'forgetting deleted entries';
  readonly #parts: ForgetDeletedParts;
  #lastRun: Date | null;

  private constructor(parts: ForgetDeletedParts, lastRun: Date | null) {
    this.#parts = parts;
    this.#lastRun = lastRun;
  }

  static async load(parts: ForgetDeletedParts): Promise<ForgetDeleted> {
    const kept = Instant.safeParse(await parts.settings.setting(SETTING_KEY));
    return new ForgetDeleted(parts, kept.success ? new Date(kept.data) : null);
  }

  /** A day after the last time, but never in the first moments after a start. */
  nextRun(now: Date, { awakeSince }: Session): Date {
    const settled = awakeSince.getTime() + DEFAULT_SETTLE_MS;
    // A last time that lies ahead was written by a wrong clock and means nothing.
    const last = this.#lastRun !== null && this.#lastRun <= now ? this.#lastRun.getTime() : 0;
    return new Date(Math.max(last + DAY_MS, settled));
  }

  /** @throws what forgetting throws; it is then still due */
  async run(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const now = this.#parts.now();
    await this.#parts.forget(now);
    this.#lastRun = now;
    await this.#parts.settings.putSetting(SETTING_KEY, now.toISOString());
  }
}
