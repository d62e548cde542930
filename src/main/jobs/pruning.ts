/** Removes old backups by itself: soon after a newer one was proven, and at most once a day, however often the app is started. */
import { Instant, toAppError, type PruneResult } from '@causebook/contracts';
import { DEFAULT_SETTLE_MS, type ScheduledTask, type Session } from '@causebook/jobs';
import type { Settings } from './automatic-export.ts';

export interface PruningParts {
  readonly settings: Settings;
  readonly now: () => Date;
  /** Gives way to other operations. Rejects with PRUNING_HELD when nothing may be removed now. */
  readonly prune: (signal: AbortSignal) => Promise<PruneResult & { readonly message: string }>;
  /** Something was removed. */
  readonly onRemoved: (message: string) => void;
  readonly onFailed: (error: unknown) => void;
}

const SETTING_KEY = 'retention.prunedAt';
const DAY_MS = 24 * 60 * 60_000;
/** After a backup was proven: the person may want to do something else first. */
const SOON_MS = 20_000;
/** When nothing was to be removed, or could not be. */
const LOOK_AGAIN_MS = DAY_MS / 4;

export class Pruning implements ScheduledTask {
  readonly name = 'pruning';
  readonly #parts: PruningParts;
  #lastRemoval: Date | null;
  #lookAt: Date | null = null;
  /** Until when nothing makes it look earlier. */
  #restUntil: Date | null = null;

  private constructor(parts: PruningParts, lastRemoval: Date | null) {
    this.#parts = parts;
    this.#lastRemoval = lastRemoval;
  }

  static async load(parts: PruningParts): Promise<Pruning> {
    const kept = Instant.safeParse(await parts.settings.setting(SETTING_KEY));
    return new Pruning(parts, kept.success ? new Date(kept.data) : null);
  }

  nextRun(now: Date, { awakeSince }: Session): Date {
    // A last time that lies ahead was written by a wrong clock and means nothing.
    const last = this.#lastRemoval !== null && this.#lastRemoval <= now ? this.#lastRemoval.getTime() : 0;
    const settled = awakeSince.getTime() + DEFAULT_SETTLE_MS;
    return new Date(Math.max(last + DAY_MS, this.#lookAt?.getTime() ?? 0, settled));
  }

  /** What there is to decide about has changed; the scheduler must be refreshed after this. */
  wanted(): void {
    const soon = this.#parts.now().getTime() + SOON_MS;
    const at = Math.max(soon, this.#restUntil?.getTime() ?? 0);
    if (this.#lookAt === null || this.#lookAt.getTime() > at) this.#lookAt = new Date(at);
  }

  /** Never rejects: what failed is told, and tried again later. */
  async run(signal: AbortSignal): Promise<void> {
    const { now, settings, prune, onRemoved, onFailed } = this.#parts;
    const later = (): Date => new Date(now().getTime() + LOOK_AGAIN_MS);
    this.#lookAt = later();
    try {
      const { removed, message } = await prune(signal);
      if (removed.length === 0) return;
      this.#lastRemoval = now();
      onRemoved(message);
      await settings.putSetting(SETTING_KEY, this.#lastRemoval.toISOString());
    } catch (error) {
      const { code } = toAppError(error);
      // What stands against it was told when it came up, and whoever is at work comes first.
      if (code === 'CANCELLED' || code === 'BUSY' || code === 'PRUNING_HELD' || code === 'INVALID_CONFIG')
        return;
      this.#restUntil = later();
      this.#lookAt = this.#restUntil;
      onFailed(error);
    }
  }
}
