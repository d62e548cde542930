/**
 * Forgets, looking once a day, what was deleted longer ago than it can be brought back. A clock can be wrong, and what
 * is forgotten is gone, so the clock alone is not believed: the days are counted that were seen to pass, and an entry
 * goes when enough of them have passed since it was first seen among the deleted ones.
 */
import { Instant } from '@causebook/contracts';
import { DELETED_KEPT_DAYS } from '@causebook/data';
import { DEFAULT_SETTLE_MS, type ScheduledTask, type Session } from '@causebook/jobs';
import { z } from 'zod';
import type { Settings } from './automatic-export.ts';

export interface ForgetDeletedParts {
  readonly settings: Settings;
  readonly now: () => Date;
  /** Everything that can be brought back now. */
  readonly deletions: () => Promise<readonly string[]>;
  /** Forgets those of the named that are too old at that time by their own date as well. */
  readonly forget: (ids: readonly string[], now: Date) => Promise<void>;
}

const SETTING_KEY = 'deleted.seen';
const DAY_MS = 24 * 60 * 60_000;
/** One day more than is promised: a clock that leaps may count one that was none. */
const KEPT_MS = (DELETED_KEPT_DAYS + 1) * DAY_MS;

/** What has been seen so far; outside of the practice, so that no restore turns it back. */
const Seen = z.object({
  /** When this was written. */
  at: Instant,
  /** Milliseconds that were seen to pass since the first look. */
  passed: z.int().nonnegative(),
  /** What `passed` was when each deletion was first seen. */
  since: z.record(z.string(), z.int().nonnegative()),
});
type Seen = z.infer<typeof Seen>;

export class ForgetDeleted implements ScheduledTask {
  readonly name = 'forgetting deleted entries';
  readonly #parts: ForgetDeletedParts;
  #seen: Seen | null;

  private constructor(parts: ForgetDeletedParts, seen: Seen | null) {
    this.#parts = parts;
    this.#seen = seen;
  }

  /** Reads what is kept; where it cannot be understood, the days are counted anew and nothing goes early. */
  static async load(parts: ForgetDeletedParts): Promise<ForgetDeleted> {
    const kept = Seen.safeParse(parsed(await parts.settings.setting(SETTING_KEY)));
    return new ForgetDeleted(parts, kept.success ? kept.data : null);
  }

  /** A day after the last look, but never in the first moments after a start. */
  nextRun(now: Date, { awakeSince }: Session): Date {
    const settled = awakeSince.getTime() + DEFAULT_SETTLE_MS;
    const last = this.#seen === null ? Number.NEGATIVE_INFINITY : Date.parse(this.#seen.at);
    // A last look that lies ahead was written by a wrong clock and means nothing.
    return new Date(Math.max(last <= now.getTime() ? last + DAY_MS : 0, settled));
  }

  /** @throws what looking or forgetting throws; it is then still due */
  async run(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { deletions, forget, settings, now } = this.#parts;
    const at = now();
    const passed = (this.#seen?.passed ?? 0) + this.#daySince(at);
    const ids = await deletions();
    const since = ids.map((id) => [id, this.#seen?.since[id] ?? passed] as const);
    const old = since.filter(([, first]) => passed - first >= KEPT_MS).map(([id]) => id);
    if (old.length > 0) await forget(old, at);
    this.#seen = { at: at.toISOString(), passed, since: Object.fromEntries(since) };
    await settings.putSetting(SETTING_KEY, JSON.stringify(this.#seen));
  }

  /** What has passed since the last look: a day at most, whatever the clock says, and nothing when it was set back. */
  #daySince(at: Date): number {
    if (this.#seen === null) return 0;
    return Math.min(Math.max(0, at.getTime() - Date.parse(this.#seen.at)), DAY_MS);
  }
}

function parsed(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
