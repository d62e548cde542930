/** Three simulated years in ten zones, against the dates of an independent library: nothing missed, nothing doubled. */
import { Cron } from 'croner';
import { describe, expect, test } from 'vitest';
import { latestDue } from './calendar.ts';
import type { WallClockRule } from './calendar.ts';
import { FakeClock } from './fake-clock.ts';
import { nextRun } from './next-run.ts';
import type { PastRun } from './next-run.ts';
import { Scheduler } from './scheduler.ts';
import type { ScheduledTask } from './scheduler.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Twelve times rarer than in earnest, for speed; it makes unannounced changes of the clock harder, not easier. */
const LOOK_EVERY = 12 * HOUR;
const START = '2025-01-01T12:00:00Z';
const END = Date.parse('2028-01-01T12:00:00Z');

const zones = [
  'America/New_York',
  'Europe/Berlin',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'UTC',
];
/** Times at which clocks change somewhere. */
const rules: readonly (readonly [name: string, rule: WallClockRule, cron: string])[] = [
  ['daily 02:15', { kind: 'daily', at: '02:15' }, '0 15 2 * * *'],
  ['daily 00:00', { kind: 'daily', at: '00:00' }, '0 0 0 * * *'],
  ['Sundays and Fridays 01:45', { kind: 'weekly', on: ['sunday', 'friday'], at: '01:45' }, '0 45 1 * * 0,5'],
];

/** Small, seeded and good enough for a simulation (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A computer with one schedule; its history survives restarts. */
class Office {
  readonly clock = new FakeClock(START);
  readonly runs: PastRun[] = [];
  readonly #since = this.clock.now();
  readonly #rule: WallClockRule;
  readonly #zone: string;
  scheduler: Scheduler;

  constructor(rule: WallClockRule, zone: string) {
    this.#rule = rule;
    this.#zone = zone;
    this.scheduler = this.#start();
  }

  async restart(): Promise<void> {
    await this.scheduler.stop();
    this.scheduler = this.#start();
  }

  #start(): Scheduler {
    const task: ScheduledTask = {
      name: 'export',
      nextRun: (now, session) =>
        nextRun(this.#rule, { since: this.#since, runs: this.runs.slice(-10) }, now, {
          session,
          zone: this.#zone,
        }),
      run: async (signal) => {
        const startedAt = this.clock.now();
        await new Promise<void>((resolve) => {
          this.clock.after(20_000, resolve);
          signal.addEventListener('abort', () => resolve());
        });
        this.runs.push({
          startedAt,
          endedAt: this.clock.now(),
          outcome: signal.aborted ? 'interrupted' : 'completed',
        });
      },
    };
    const onError = (_: ScheduledTask, error: unknown) => {
      throw error;
    };
    const scheduler = new Scheduler({ tasks: [task], clock: this.clock, onError, longestWaitMs: LOOK_EVERY });
    scheduler.boot();
    return scheduler;
  }
}

const known = new Map<string, readonly number[]>();

/** What croner says about the simulated years and a little more; slow, so it is asked once. */
function allDueDates(cron: string, zone: string): readonly number[] {
  const key = `${cron} ${zone}`;
  const enough = cron.endsWith('*') ? 1110 : 320;
  const dates =
    known.get(key) ??
    new Cron(cron, { timezone: zone, paused: true }).nextRuns(enough, new Date(START)).map(Number);
  known.set(key, dates);
  return dates;
}

const dueDates = (cron: string, zone: string, to: number): readonly number[] =>
  allDueDates(cron, zone).filter((due) => due <= to);

describe.each(zones)('%s', (zone) => {
  test.each(rules)('%s: always on, every run is at its time', async (_name, rule, cron) => {
    const office = new Office(rule, zone);
    await office.clock.advanceTo(new Date(END));
    await office.scheduler.stop();
    expect(office.runs.map((run) => run.startedAt.getTime())).toEqual(dueDates(cron, zone, END));
  });

  test.each(rules)(
    '%s: switched off, asleep, restarted at will: missed 0, doubled 0',
    async (_name, rule, cron) => {
      const office = new Office(rule, zone);
      const chance = random(zones.indexOf(zone) * 100 + rules.findIndex(([, each]) => each === rule));
      const awake: { from: number; to: number; told: boolean }[] = [];
      let told = true;
      while (office.clock.now().getTime() < END) {
        const from = office.clock.now().getTime();
        await office.clock.advance(chance() < 0.3 ? chance() * 5 * MINUTE : chance() * 12 * HOUR);
        awake.push({ from, to: office.clock.now().getTime(), told });
        const kind = chance();
        told = kind < 0.8;
        if (kind < 0.4) {
          await office.scheduler.stop();
          await office.clock.advance(chance() * 40 * HOUR);
          await office.restart();
        } else {
          office.clock.sleep(chance() * 20 * HOUR);
          if (told) office.scheduler.refresh('woke');
        }
      }
      const due = dueDates(cron, zone, office.clock.now().getTime());
      const completed = office.runs
        .filter((run) => run.outcome === 'completed')
        .map((run) => run.startedAt.getTime());
      let missed = 0;
      let doubled = 0;
      due.forEach((begins, index) => {
        const ends = due[index + 1] ?? Number.POSITIVE_INFINITY;
        const runs = completed.filter((startedAt) => startedAt >= begins && startedAt < ends);
        // An unannounced wake-up is noticed at the next look at the clock.
        const couldRun = awake.some((span) => {
          const settled = Math.max(begins, span.from + MINUTE) + (span.told ? 0 : LOOK_EVERY + MINUTE);
          return settled < Math.min(ends, span.to - 21_000);
        });
        if (couldRun && runs.length === 0) missed += 1;
        if (runs.length > 1) doubled += 1;
      });
      expect({ missed, doubled }).toEqual({ missed: 0, doubled: 0 });
      expect(office.runs.length).toBeGreaterThan(due.length / 4);
    },
  );

  test.each(rules.slice(1))(
    '%s: the clock goes wrong by two hours, both ways: missed 0, doubled 0',
    async (_name, rule, cron) => {
      const office = new Office(rule, zone);
      const chance = random(zones.indexOf(zone) + 7);
      while (office.clock.now().getTime() < END) {
        const wrongBy = chance() < 0.5 ? 2 * HOUR : -2 * HOUR;
        await office.clock.advance((1 + chance() * 10) * DAY);
        office.clock.setBy(wrongBy);
        await office.clock.advance(DAY);
        office.clock.setBy(-wrongBy);
      }
      await office.clock.advance(2 * HOUR);
      await office.scheduler.stop();
      const periods = office.runs.map(({ startedAt }) => latestDue(rule, startedAt, zone).getTime());
      expect(periods).toEqual(dueDates(cron, zone, periods.at(-1) ?? 0));
    },
  );
});

test('a clock that is a month ahead and then corrected: no run at once, and daily ones go on', async () => {
  const office = new Office({ kind: 'daily', at: '13:00' }, 'Asia/Kolkata');
  await office.clock.advance(3 * DAY);
  office.clock.setBy(30 * DAY);
  await office.clock.advance(2 * DAY);
  const ahead = office.runs.length;
  office.clock.setBy(-30 * DAY);
  await office.clock.advance(2 * HOUR);
  expect(office.runs).toHaveLength(ahead);
  await office.clock.advance(10 * DAY - 2 * HOUR);
  expect(office.runs).toHaveLength(ahead + 10);
});
