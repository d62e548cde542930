/** Three simulated years in ten zones, leap day and changes of the clock included: what runs by itself runs once, and nothing goes by a wrong date. */
import { Cron } from 'croner';
import { ClockOffice, DAY, HOUR } from '../clock-office.ts';
import { Chance } from '../chance.ts';
import type { Context } from '../context.ts';
import { atLeast, none, type Line } from '../line.ts';

const zones = [
  'Asia/Kolkata',
  'America/New_York',
  'Europe/Berlin',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'UTC',
];
/** In the middle of them lies 29 February 2028. */
const START = '2027-01-01T12:00:00Z';
const YEARS = 3;
const MINUTE = 60_000;
/** The whole of a backup, and a moment more. */
const RUN = 21_000;

interface Setting {
  readonly zone: string;
  readonly end: number;
  readonly chance: Chance;
}

interface Found {
  readonly missed: number;
  readonly doubled: number;
  readonly due: number;
  readonly office: ClockOffice;
}

type Life = (setting: Setting) => Promise<Found>;

/** The instants at which a daily backup at that time falls due, from an independent library. */
const dueDates = (at: string, zone: string, end: number): readonly number[] => {
  const [hour, minute] = at.split(':').map(Number);
  const days = Math.ceil((end - Date.parse(START)) / DAY) + 3;
  return new Cron(`0 ${minute} ${hour} * * *`, { timezone: zone, paused: true })
    .nextRuns(days, new Date(START))
    .map(Number)
    .filter((due) => due <= end);
};

const officeAt = (zone: string, at: string, look: number): ClockOffice =>
  new ClockOffice({ start: START, zone, at, look });

/** Always on: every run at its time, to the second, every reminder twice a day. */
const alwaysOn: Life = async ({ zone, end }) => {
  const at = '02:15';
  const office = officeAt(zone, at, 12 * HOUR);
  await office.open();
  while (office.now.clock < end) {
    office.deleteEntry();
    await office.work(Math.min(5 * DAY, end - office.now.clock));
  }
  await office.close();
  const due = dueDates(at, zone, end - RUN);
  const runs = office.runs.map(({ clock }) => clock);
  return {
    missed: due.filter((one) => !runs.includes(one)).length,
    doubled: runs.filter((one, index) => !due.includes(one) || runs.indexOf(one) !== index).length,
    due: due.length,
    office,
  };
};

/** Switched off at night and over weekends, asleep for nine hours, started anew: one run makes up for what was missed. */
const realLife: Life = async ({ zone, end, chance }) => {
  const at = '02:15';
  const look = 12 * HOUR;
  const office = officeAt(zone, at, look);
  await office.open();
  while (office.now.clock < end) {
    if (chance.below(4) === 0) office.deleteEntry();
    await office.work((30 + chance.below(600)) * MINUTE);
    const told = chance.below(5) > 0;
    if (chance.below(2) === 0) {
      await office.away(chance.below(60) * HOUR);
    } else {
      office.sleep(9 * HOUR, told);
    }
  }
  await office.close();
  const due = dueDates(at, zone, office.now.clock);
  let missed = 0;
  let doubled = 0;
  for (const [index, begins] of due.entries()) {
    const ends = due[index + 1] ?? Infinity;
    const runs = office.runs.filter(({ clock }) => clock >= begins && clock < ends).length;
    // A sleep that nobody told of is noticed at the next look at the clock.
    const couldRun = office.awake.some(({ clock, to, told }) => {
      const settled = Math.max(begins, clock + MINUTE) + (told ? 0 : look + MINUTE);
      return settled < Math.min(ends, to - RUN);
    });
    if (couldRun && runs === 0) missed += 1;
    if (runs > 1) doubled += 1;
  }
  return { missed, doubled, due: due.length, office };
};

const wrongBy: readonly number[] = [2 * HOUR, -2 * HOUR, -30 * DAY, 30 * DAY, 365 * DAY, -365 * DAY];

/**
 * Set wrong, by hours or by a year, for a while, and then right again. Periods mean little then, so what counts is the
 * time that really passed: never two days without a backup, and never two backups within half a day but for the one that
 * makes up for what a clock that leapt ahead seems to have missed.
 */
const wrongClock: Life = async ({ zone, end, chance }) => {
  const office = officeAt(zone, '13:00', 4 * HOUR);
  await office.open();
  while (office.now.real < end) {
    const by = chance.pick(wrongBy);
    await office.work((12 + chance.below(30)) * DAY);
    office.deleteEntry();
    office.setClockBy(by);
    office.deleteEntry();
    await office.work((1 + chance.below(14)) * DAY);
    office.deleteEntry();
    office.setClockBy(-by);
  }
  await office.close();
  const gaps = office.runs.slice(1).map(({ real }, index) => ({ from: office.runs[index]!.real, to: real }));
  const leaps = ({ from, to }: { from: number; to: number }): boolean =>
    // A leap is noticed at the next look at the clock; what it made up for is followed by the regular one.
    office.jumps.some(({ real, by }) => by > 12 * HOUR && real >= from - 5 * HOUR && real <= to);
  return {
    missed: gaps.filter(({ from, to }) => to - from > 2 * DAY + 7 * HOUR).length,
    doubled: gaps.filter((gap) => gap.to - gap.from < 12 * HOUR && !leaps(gap)).length,
    due: Math.round((office.now.real - Date.parse(START)) / DAY),
    office,
  };
};

const lives: Readonly<Record<string, Life>> = {
  'always-on': alwaysOn,
  'real-life': realLife,
  'wrong-clock': wrongClock,
};

export async function clocks(context: Context): Promise<Line[]> {
  const chosen = context.isQuick ? zones.slice(0, 2) : zones;
  const end = Date.parse(START) + (context.isQuick ? 1.25 : YEARS) * 365.25 * DAY;
  const lines: Line[] = [];
  for (const [name, life] of Object.entries(lives).filter(([key]) => key.includes(context.focus))) {
    const found: Found[] = [];
    // In the other lives the zone matters less, so that each run tries some.
    const own = name === 'always-on' ? chosen : chosen.filter((_, at) => (at + context.seed) % 3 === 0);
    for (const zone of own) {
      const chance = new Chance(context.seed * 100 + zones.indexOf(zone));
      const one = await life({ zone, end, chance });
      for (const failure of one.office.failures) context.say(`${name} in ${zone}: ${String(failure)}`);
      if (one.missed + one.doubled > 0)
        context.say(`${name} in ${zone}: missed ${one.missed}, doubled ${one.doubled}`);
      found.push(one);
    }
    lines.push(...linesOf(name, found));
  }
  return lines;
}

function linesOf(name: string, found: readonly Found[]): Line[] {
  const sum = (count: (one: Found) => number): number => found.reduce((total, one) => total + count(one), 0);
  const made = sum(({ office }) => office.runs.length);
  return [
    none(
      `clocks-${name}: runs missed`,
      sum(({ missed }) => missed),
    ),
    none(
      `clocks-${name}: runs doubled`,
      sum(({ doubled }) => doubled),
    ),
    // A clock that is set back by a month comes to the same evenings again.
    ...(name === 'wrong-clock' ? [] : [none(`clocks-${name}: reminders doubled`, sum(doubledReminders))]),
    none(
      `clocks-${name}: entries forgotten early`,
      sum(({ office }) => office.forgottenEarly),
    ),
    none(
      `clocks-${name}: tasks that failed`,
      sum(({ office }) => office.failures.length),
    ),
    // Figures of nothing would all be 0.
    atLeast(`clocks-${name}: backups made`, made, Math.round(sum(({ due }) => due) / 4)),
    atLeast(
      `clocks-${name}: backups proven`,
      sum(({ office }) => office.proven),
      Math.round(made * 0.9),
    ),
    atLeast(
      `clocks-${name}: entries forgotten`,
      sum(({ office }) => office.forgotten),
      found.length,
    ),
  ];
}

const doubledReminders = ({ office }: Found): number =>
  office.reminders.length - new Set(office.reminders).size;
