/** Checks the practice unasked: quickly every day, every byte of every document every week; it gives way to everything. */
import { toAppError, type IntegrityReport } from '@causebook/contracts';
import { DEFAULT_SETTLE_MS, type ScheduledTask, type Session } from '@causebook/jobs';

export interface IntegrityChecksParts {
  readonly now: () => Date;
  /** The check whose turn it is, or null. */
  readonly due: () => Promise<'quick' | 'thorough' | null>;
  /** Gives way to other operations by rejecting with CANCELLED, and does not begin beside one: BUSY. */
  readonly check: (thorough: boolean, signal: AbortSignal) => Promise<{ readonly report: IntegrityReport }>;
  readonly onProblems: (report: IntegrityReport) => void;
  readonly onFailed: (error: unknown) => void;
}

const MINUTE = 60_000;
/** The first minutes after a start belong to the person, and to what else is due. */
const SETTLE_MS = 4 * DEFAULT_SETTLE_MS;
/** After one that gave way, or could not begin. */
const LATER = 10 * MINUTE;
const LOOK_AGAIN = 60 * MINUTE;

export class IntegrityChecks implements ScheduledTask {
  readonly name = 'checks of the practice';
  readonly #parts: IntegrityChecksParts;
  #dueAt: Date | null = null;

  constructor(parts: IntegrityChecksParts) {
    this.#parts = parts;
  }

  nextRun(now: Date, { awakeSince }: Session): Date {
    const settled = awakeSince.getTime() + SETTLE_MS;
    return new Date(Math.max((this.#dueAt ?? now).getTime(), settled));
  }

  /** Another state of the practice is live, of which nothing is known; the scheduler must be refreshed after this. */
  wanted(): void {
    this.#dueAt = this.#in(MINUTE);
  }

  /** Never rejects for what a check can meet: that is told, and tried again later. */
  async run(signal: AbortSignal): Promise<void> {
    this.#dueAt = this.#in(LATER);
    const due = await this.#parts.due();
    if (due === null) {
      this.#dueAt = this.#in(LOOK_AGAIN);
      return;
    }
    try {
      const { report } = await this.#parts.check(due === 'thorough', signal);
      this.#dueAt = this.#in(LOOK_AGAIN);
      if (report.failedChecks > 0) this.#parts.onProblems(report);
    } catch (error) {
      this.#dueAt = this.#in(LATER);
      if (!['CANCELLED', 'BUSY'].includes(toAppError(error).code)) {
        this.#dueAt = this.#in(LOOK_AGAIN);
        this.#parts.onFailed(error);
      }
    }
  }

  #in(milliseconds: number): Date {
    return new Date(this.#parts.now().getTime() + milliseconds);
  }
}
