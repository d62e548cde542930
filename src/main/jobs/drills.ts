/** Proves backups by trial restores, unasked: a new one soon after it was made, the others in rotation, one at a time. */
import { toAppError, type BackupEntry } from '@causebook/contracts';
import { DEFAULT_SETTLE_MS, type ScheduledTask, type Session } from '@causebook/jobs';

export interface DrillsParts {
  readonly now: () => Date;
  /** The backup whose turn it is, or null. */
  readonly next: () => Promise<BackupEntry | null>;
  /** Gives way to other operations by rejecting with CANCELLED, and does not begin beside one: BUSY. */
  readonly drill: (backup: BackupEntry, signal: AbortSignal) => Promise<unknown>;
  readonly onFailed: (backup: BackupEntry, error: unknown) => void;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** A backup was just made: the person may want to do something else first. */
const SOON = 10 * SECOND;
/** Between two drills. */
const PAUSE = MINUTE;
/** After one that gave way, or could not be run. */
const LATER = 10 * MINUTE;
/** When there is nothing to prove. */
const LOOK_AGAIN = 6 * 60 * MINUTE;

export class Drills implements ScheduledTask {
  readonly name = 'drills';
  readonly #parts: DrillsParts;
  #dueAt: Date | null = null;

  constructor(parts: DrillsParts) {
    this.#parts = parts;
  }

  nextRun(now: Date, { awakeSince }: Session): Date {
    const settled = awakeSince.getTime() + DEFAULT_SETTLE_MS;
    return new Date(Math.max((this.#dueAt ?? now).getTime(), settled));
  }

  /** A backup was made or found; the scheduler must be refreshed after this. */
  wanted(): void {
    const soon = this.#parts.now().getTime() + SOON;
    if (this.#dueAt === null || this.#dueAt.getTime() > soon) this.#dueAt = new Date(soon);
  }

  /** Never rejects: what failed is told, and tried again later. */
  async run(signal: AbortSignal): Promise<void> {
    this.#dueAt = this.#in(LATER);
    const backup = await this.#parts.next();
    if (backup === null) {
      this.#dueAt = this.#in(LOOK_AGAIN);
      return;
    }
    try {
      await this.#parts.drill(backup, signal);
      this.#dueAt = this.#in(PAUSE);
    } catch (error) {
      this.#dueAt = this.#in(LATER);
      // Whoever is at work comes first.
      if (!['CANCELLED', 'BUSY'].includes(toAppError(error).code)) this.#parts.onFailed(backup, error);
    }
  }

  #in(milliseconds: number): Date {
    return new Date(this.#parts.now().getTime() + milliseconds);
  }
}
