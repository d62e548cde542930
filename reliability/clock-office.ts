/** An office on a clock that can be set, sleep and be wrong: everything that runs by itself, as the app puts it together. */
import type { BackupEntry } from '@causebook/contracts';
import { Scheduler, type ScheduledTask } from '@causebook/jobs';
import { FakeClock } from '../packages/jobs/src/fake-clock.ts';
import { AutomaticExport, type Settings } from '../src/main/jobs/automatic-export.ts';
import { Drills } from '../src/main/jobs/drills.ts';
import { ForgetDeleted } from '../src/main/jobs/forget-deleted.ts';
import { HearingReminders } from '../src/main/jobs/hearing-reminders.ts';

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const KEPT_MS = 30 * DAY;

/** Something that happened: by the office's clock, and in the time that really passed. */
export interface Moment {
  readonly clock: number;
  readonly real: number;
}

interface Awake extends Moment {
  to: number;
  /** Whether the app was told that it slept, instead of finding out. */
  readonly told: boolean;
}

export class ClockOffice {
  readonly clock: FakeClock;
  /** Backups that the schedule made, in the order in which they really were. */
  readonly runs: Moment[] = [];
  readonly awake: Awake[] = [];
  /** When each reminder that was announced had fallen due. */
  readonly reminders: string[] = [];
  /** Really younger than they were promised to be kept. */
  forgottenEarly = 0;
  forgotten = 0;
  proven = 0;
  readonly jumps: { readonly real: number; readonly by: number }[] = [];
  readonly failures: unknown[] = [];
  readonly #zone: string;
  readonly #at: string;
  readonly #look: number;
  readonly #kept = new Map<string, string>();
  readonly #deleted = new Map<string, Moment>();
  #unproven: readonly string[] = [];
  #setBy = 0;
  #number = 0;
  #scheduler: Scheduler | null = null;

  /** @param at `HH:MM` of the daily backup. @param look how long at most between two looks at the clock */
  constructor(options: {
    readonly start: string;
    readonly zone: string;
    readonly at: string;
    readonly look: number;
  }) {
    this.clock = new FakeClock(options.start);
    this.#zone = options.zone;
    this.#at = options.at;
    this.#look = options.look;
  }

  get now(): Moment {
    const clock = this.clock.now().getTime();
    return { clock, real: clock - this.#setBy };
  }

  async open(told = true): Promise<void> {
    this.#scheduler = await this.#start();
    this.awake.push({ ...this.now, to: this.now.clock, told });
  }

  async close(): Promise<void> {
    await this.#scheduler?.stop();
    this.#scheduler = null;
  }

  async work(ms: number): Promise<void> {
    await this.clock.advance(ms);
    const last = this.awake.at(-1);
    if (last) last.to = this.now.clock;
  }

  /** Nobody is there, and the computer is off. */
  async away(ms: number): Promise<void> {
    await this.close();
    await this.clock.advance(ms);
    await this.open();
  }

  /** The computer sleeps; the app is told of it, or finds out at its next look at the clock. */
  sleep(ms: number, told: boolean): void {
    this.clock.sleep(ms);
    if (told) this.#scheduler?.refresh('woke');
    this.awake.push({ ...this.now, to: this.now.clock, told });
  }

  setClockBy(ms: number): void {
    this.jumps.push({ real: this.now.real, by: ms });
    this.#setBy += ms;
    this.clock.setBy(ms);
  }

  /** Somebody deletes an entry. */
  deleteEntry(): void {
    this.#number += 1;
    this.#deleted.set(`deletion ${this.#number}`, this.now);
  }

  async #start(): Promise<Scheduler> {
    const now = (): Date => this.clock.now();
    const settings: Settings = {
      setting: async (key) => this.#kept.get(key) ?? null,
      putSetting: async (key, value) => void this.#kept.set(key, value),
    };
    const fail = (error: unknown): void => void this.failures.push(error);
    const automaticExport = await AutomaticExport.load({
      settings,
      now,
      zone: this.#zone,
      exportNow: (signal) => this.#backUp(signal),
      onDone: () => drills.wanted(),
      onFailed: fail,
    });
    await automaticExport.save({ enabled: true, rule: { kind: 'daily', at: this.#at }, fullEvery: 1 });
    const drills = new Drills({
      now,
      next: async () => this.#nextToProve(),
      drill: async ({ backupId }) => this.#prove(backupId),
      onFailed: (_, error) => fail(error),
    });
    const reminders = await HearingReminders.load({
      settings,
      now,
      zone: this.#zone,
      hearingsOf: async (day) => [{ caseTitle: 'Rao v. Iyer', court: '', day, time: null }],
      // Its mark is written before it is announced.
      announce: () => void this.reminders.push(this.#kept.get('reminders.announced') ?? ''),
    });
    const forgetDeleted = await ForgetDeleted.load({
      settings,
      now,
      deletions: async () => [...this.#deleted.keys()],
      forget: async (ids, at) => this.#forget(ids, at),
    });
    const scheduler = new Scheduler({
      tasks: [automaticExport, reminders, forgetDeleted, drills] satisfies ScheduledTask[],
      clock: this.clock,
      onError: (_, error) => fail(error),
      longestWaitMs: this.#look,
    });
    scheduler.boot();
    return scheduler;
  }

  async #backUp(signal: AbortSignal): Promise<{ message: string; warnings: string[] }> {
    const begun = this.now;
    await new Promise<void>((resolve) => {
      this.clock.after(20_000, resolve);
      signal.addEventListener('abort', () => resolve());
    });
    signal.throwIfAborted();
    this.runs.push(begun);
    this.#unproven = [...this.#unproven, `backup ${this.runs.length}`];
    return { message: '', warnings: [] };
  }

  #nextToProve(): BackupEntry | null {
    const [backupId] = this.#unproven;
    return backupId === undefined ? null : ({ backupId, fileName: '' } as BackupEntry);
  }

  #prove(backupId: string): void {
    this.#unproven = this.#unproven.filter((one) => one !== backupId);
    this.proven += 1;
  }

  /** As the practice does it: only what is old by its own date as well. */
  #forget(ids: readonly string[], at: Date): void {
    for (const id of ids) {
      const deletion = this.#deleted.get(id);
      if (!deletion || deletion.clock >= at.getTime() - KEPT_MS) continue;
      this.#deleted.delete(id);
      this.forgotten += 1;
      if (this.now.real - deletion.real < KEPT_MS) this.forgottenEarly += 1;
    }
  }
}
