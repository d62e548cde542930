/** The automatic export: its schedule and its latest runs, as they are kept, and the task that runs it. */
import {
  AppError,
  defaultSchedule,
  Instant,
  Schedule,
  toAppError,
  type ScheduleStatus,
} from '@causebook/contracts';
import { nextRun, type PastRun, type RunHistory, type ScheduledTask, type Session } from '@causebook/jobs';
import { z } from 'zod';
import { parsedJson } from '../parsed-json.ts';

/** Where it is kept; outside of the practice, so that no restore brings back an old schedule. */
export interface Settings {
  setting(key: string): Promise<string | null>;
  putSetting(key: string, value: string): Promise<void>;
}

/** How a backup ended that was made. */
export interface ExportEnd {
  readonly message: string;
  /** What it could not hold. */
  readonly warnings: readonly string[];
}

export interface AutomaticExportParts {
  readonly settings: Settings;
  readonly now: () => Date;
  /** IANA name of the zone whose wall clock counts; the computer's by default. */
  readonly zone?: string;
  /**
   * Makes one backup: a full one, or an increment as far as `fullEvery` lets it. Rejects when it fails, with CANCELLED
   * when the person stopped it.
   */
  readonly exportNow: (signal: AbortSignal, fullEvery: number) => Promise<ExportEnd>;
  /** Whether nothing is backed up by itself now, because the practice that is open is a sample. */
  readonly isPaused?: () => boolean;
  readonly onDone: (end: ExportEnd) => void;
  readonly onFailed: (error: unknown) => void;
}

const Kept = z.object({
  since: Instant,
  runs: z.array(
    z.object({
      startedAt: Instant,
      endedAt: Instant.nullable(),
      outcome: z.enum(['completed', 'failed', 'cancelled', 'interrupted']),
    }),
  ),
});

const RUNS_KEPT = 10;
const SCHEDULE_KEY = 'schedule';
/** In the order in which they happened: the clock may have been wrong. */
const RUNS_KEY = 'schedule.runs';

export class AutomaticExport implements ScheduledTask {
  readonly name = 'automatic export';
  readonly #parts: AutomaticExportParts;
  #schedule: Schedule;
  #history: RunHistory;
  #isRunning = false;

  private constructor(parts: AutomaticExportParts, schedule: Schedule, history: RunHistory) {
    this.#parts = parts;
    this.#schedule = schedule;
    this.#history = history;
  }

  /** Reads what is kept; what is missing or cannot be understood begins anew, from now on. */
  static async load(parts: AutomaticExportParts): Promise<AutomaticExport> {
    const schedule = Schedule.safeParse(parsedJson(await parts.settings.setting(SCHEDULE_KEY)));
    const kept = Kept.safeParse(parsedJson(await parts.settings.setting(RUNS_KEY)));
    const history = kept.success
      ? { since: new Date(kept.data.since), runs: kept.data.runs.map(toPastRun) }
      : { since: parts.now(), runs: [] };
    const isNew = !kept.success;
    const loaded = new AutomaticExport(parts, schedule.success ? schedule.data : unsaved(isNew), history);
    if (isNew) await loaded.#keepHistory();
    if (!schedule.success) await loaded.#keepSchedule();
    return loaded;
  }

  get schedule(): Schedule {
    return this.#schedule;
  }

  /** A changed rule counts from now on: what the new one would have wanted earlier has not been missed. */
  async save(schedule: Schedule): Promise<void> {
    const before = this.#schedule;
    await this.#keepSchedule(schedule);
    this.#schedule = schedule;
    // Another share of full backups is no reason to make one earlier or later.
    if (JSON.stringify(whenOf(schedule)) === JSON.stringify(whenOf(before))) return;
    this.#history = { since: this.#parts.now(), runs: this.#history.runs };
    await this.#keepHistory();
  }

  nextRun(now: Date, session?: Session): Date | null {
    if (!this.#schedule.enabled || this.#isPaused()) return null;
    const { zone } = this.#parts;
    return nextRun(this.#schedule.rule, this.#history, now, {
      ...(zone ? { zone } : {}),
      ...(session ? { session } : {}),
    });
  }

  /** Never rejects: how it ended is kept, told, and decides about the next run. */
  async run(signal: AbortSignal): Promise<void> {
    const { now, exportNow, onDone, onFailed } = this.#parts;
    // Until it has ended it counts as interrupted, which is what it is if the power goes now.
    const run: PastRun = { startedAt: now(), endedAt: null, outcome: 'interrupted' };
    const before = this.#history.runs;
    this.#isRunning = true;
    await this.#note([...before, run]);
    try {
      const end = await exportNow(signal, this.#schedule.fullEvery);
      await this.#note([...before, { ...run, endedAt: now(), outcome: 'completed' }]);
      onDone(end);
    } catch (error) {
      const cancelled = toAppError(error).code === 'CANCELLED';
      // Stopped by us, for a restore or a quit, it is still wanted; stopped by the person, it is not.
      const outcome = signal.aborted ? 'interrupted' : cancelled ? 'cancelled' : 'failed';
      await this.#note([...before, { ...run, endedAt: now(), outcome }]);
      if (!signal.aborted) onFailed(error);
    } finally {
      this.#isRunning = false;
    }
  }

  status(scheduler: {
    readonly isRunning: boolean;
    readonly session: Session;
  }): Omit<ScheduleStatus, 'lastBackupId'> {
    const ended = this.#isRunning ? this.#history.runs.slice(0, -1) : this.#history.runs;
    const last = ended.at(-1);
    const lastGood = ended.findLastIndex(({ outcome }) => outcome !== 'failed' && outcome !== 'interrupted');
    return {
      schedule: this.#schedule,
      running: scheduler.isRunning,
      paused: this.#isPaused(),
      nextRunAt: this.nextRun(this.#parts.now(), scheduler.session)?.toISOString() ?? null,
      lastRunAt: last?.startedAt.toISOString() ?? null,
      lastOutcome: last?.outcome ?? null,
      consecutiveFailures: ended.length - 1 - lastGood,
    };
  }

  #isPaused(): boolean {
    return this.#parts.isPaused?.() ?? false;
  }

  async #note(runs: readonly PastRun[]): Promise<void> {
    this.#history = { since: this.#history.since, runs: runs.slice(-RUNS_KEPT) };
    try {
      await this.#keepHistory();
    } catch (error) {
      // The run itself is what matters; in this session its history is known even if it could not be written.
      this.#parts.onFailed(
        new AppError('CONNECTION_FAILED', 'The run of the schedule could not be recorded.', { cause: error }),
      );
    }
  }

  #keepSchedule(schedule: Schedule = this.#schedule): Promise<void> {
    return this.#parts.settings.putSetting(SCHEDULE_KEY, JSON.stringify(schedule));
  }

  #keepHistory(): Promise<void> {
    const { since, runs } = this.#history;
    const kept = {
      since: since.toISOString(),
      runs: runs.map(({ startedAt, endedAt, outcome }) => ({
        startedAt: startedAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
        outcome,
      })),
    } satisfies z.infer<typeof Kept>;
    return this.#parts.settings.putSetting(RUNS_KEY, JSON.stringify(kept));
  }
}

/**
 * The schedule of whoever has saved none. Who has been backed up by it before there were increments relies on every
 * file being complete in itself, and goes on with that until they choose otherwise.
 */
const unsaved = (isNew: boolean): Schedule =>
  isNew ? defaultSchedule : { ...defaultSchedule, fullEvery: 1 };

const whenOf = ({ enabled, rule }: Schedule): unknown => [enabled, rule];

function toPastRun({ startedAt, endedAt, outcome }: z.infer<typeof Kept>['runs'][number]): PastRun {
  return { startedAt: new Date(startedAt), endedAt: endedAt === null ? null : new Date(endedAt), outcome };
}
