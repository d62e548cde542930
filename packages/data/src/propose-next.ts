/** Proposes the day of the next hearing from the rhythm of the case, or of its court. Reads nothing, knows no holidays. */
import { dayPlus, daysFrom, isWorkingDay, weekdayNames, weekdayOf, workingDayFrom } from './days.ts';

export interface PastHearing {
  readonly day: string;
  readonly time: string | null;
}

export interface Rhythms {
  /** The hearing after which the next one is sought. */
  readonly hearing: PastHearing;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** Hearings of the case up to this one, in any order; this one may be among them. */
  readonly ofCase: readonly PastHearing[];
  /** Days between hearings of the cases of this court. */
  readonly ofCourt: readonly number[];
  readonly court: string;
  /** Days on which the case is listed already. */
  readonly taken: ReadonlySet<string>;
}

export interface ProposedDay {
  readonly day: string;
  readonly time: string | null;
  /** Why, in a sentence or two. */
  readonly because: string;
}

const USUAL_DAYS = 28;
/** So many of the latest hearings are the habit of a case. */
const REMEMBERED = 8;
const FEWEST_OF_CASE = 2;
const FEWEST_OF_COURT = 5;
/** A longer pause is no rhythm: the file was away, the case was stayed. */
const LONGEST_INTERVAL = 400;

export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : Math.round((sorted[middle - 1]! + sorted[middle]!) / 2);
};

/** The days between one hearing and the one before, for days in any order. */
export function intervalsOf(days: readonly string[]): number[] {
  const sorted = [...new Set(days)].toSorted();
  return sorted
    .slice(1)
    .map((day, index) => daysFrom(sorted[index]!, day))
    .filter((interval) => interval <= LONGEST_INTERVAL);
}

/** A working day after the hearing and after today, on which the case is not listed yet. */
export function proposeNext(rhythms: Rhythms): ProposedDay {
  const { hearing, today, taken } = rhythms;
  const latest = latestOf(rhythms);
  const { interval, why } = intervalOf(rhythms, latest);
  const weekday = habitOf(latest.map(({ day }) => weekdayOf(day)));
  const habit = weekday !== null && weekday % 6 !== 0 ? weekday : null;
  const step = Math.max(1, interval);

  let steps = 1;
  if (hearing.day < today) steps = Math.max(1, Math.floor(daysFrom(hearing.day, today) / step) + 1);
  const isFree = (day: string): boolean => day > hearing.day && day > today && !taken.has(day);
  const counted = dayPlus(hearing.day, steps * step);
  let day = habit === null ? workingDayFrom(counted) : nearest(counted, habit);
  while (!isFree(day)) day = habit === null ? workingDayFrom(dayPlus(day, 1)) : dayPlus(day, 7);

  return {
    day,
    time: timeOf(hearing, latest),
    because: [
      why,
      habit === null
        ? day !== counted && !isWorkingDay(counted) && day === workingDayFrom(counted)
          ? 'That day falls on a weekend, so this is the Monday after it.'
          : ''
        : `Its hearings are usually on a ${weekdayNames[habit]}.`,
      steps > 1 ? 'Counted on to the first such day after today.' : '',
    ]
      .filter(Boolean)
      .join(' '),
  };
}

/** The latest hearings of the case, this one included, each day once, the earliest first. */
function latestOf({ hearing, ofCase }: Rhythms): readonly PastHearing[] {
  const byDay = new Map([...ofCase, hearing].map((one) => [one.day, one]));
  return [...byDay.values()]
    .filter(({ day }) => day <= hearing.day)
    .toSorted((one, other) => (one.day < other.day ? -1 : 1))
    .slice(-REMEMBERED);
}

function intervalOf(
  { ofCourt, court }: Rhythms,
  latest: readonly PastHearing[],
): { readonly interval: number; readonly why: string } {
  const own = intervalsOf(latest.map(({ day }) => day));
  if (own.length >= FEWEST_OF_CASE) {
    const interval = median(own);
    return { interval, why: `The hearings of this case are usually ${inWords(interval)} apart.` };
  }
  if (ofCourt.length >= FEWEST_OF_COURT) {
    const interval = median(ofCourt);
    const where = court === '' ? 'this court' : court;
    return { interval, why: `Cases before ${where} are usually heard again after ${inWords(interval)}.` };
  }
  return { interval: USUAL_DAYS, why: 'Four weeks on, as there are no earlier hearings to go by.' };
}

/** "3 weeks", "10 days", "about 9 weeks" */
function inWords(days: number): string {
  if (days > 21 && days % 7 !== 0) return `about ${inWords(Math.round(days / 7) * 7)}`;
  const [count, unit] = days % 7 === 0 ? [days / 7, 'week'] : [days, 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** What at least three values have in common, two thirds of them; null where there is no habit. */
function habitOf<Value>(values: readonly Value[]): Value | null {
  if (values.length < 3) return null;
  const counts = Map.groupBy(values, (value) => value);
  for (const [value, same] of counts) if (same.length * 3 >= values.length * 2) return value;
  return null;
}

/** The nearest day of that weekday. */
function nearest(day: string, weekday: number): string {
  const ahead = (weekday - weekdayOf(day) + 7) % 7;
  return dayPlus(day, ahead > 3 ? ahead - 7 : ahead);
}

/** The time of the habit, else that of this hearing. */
const timeOf = (hearing: PastHearing, latest: readonly PastHearing[]): string | null =>
  habitOf(latest.map(({ time }) => time).filter((time) => time !== null)) ?? hearing.time;
