/** A month of hearings, week by week: how many each day has, the first of them, and what was not recorded. */
import type { HearingDay } from '@causebook/contracts';
import { VisuallyHidden } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { format } from '../../format.ts';
import { monthWeeks, weekOf } from './calendar-days.ts';
import classes from './calendar.module.css';
import { caseInWords, dayInWords, timeInWords } from './hearing-words.ts';

/** How many hearings a day names. */
export const NAMED_PER_DAY = 3;

interface Props {
  /** The day that the keyboard is on. */
  readonly day: string;
  readonly today: string;
  readonly days: ReadonlyMap<string, HearingDay>;
  readonly onOpen: (day: string) => void;
}

export function MonthGrid({ day, today, days, onOpen }: Props) {
  return (
    <table role="grid" aria-label={`Hearings in ${format.month(day)}`} className={classes.month}>
      <thead>
        <tr role="row">
          {weekOf(day, format.firstWeekday).map((weekday) => (
            <th key={weekday} role="columnheader" scope="col" aria-label={format.weekday(weekday, 'long')}>
              {format.weekday(weekday, 'short')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {monthWeeks(day, format.firstWeekday).map((week) => (
          <tr role="row" key={week[0]}>
            {week.map((one) => (
              <DayCell
                key={one}
                day={one}
                facts={days.get(one) ?? null}
                isOn={one === day}
                isToday={one === today}
                isOutside={one.slice(0, 7) !== day.slice(0, 7)}
                onOpen={onOpen}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellProps {
  readonly day: string;
  /** Null while it is being read. */
  readonly facts: HearingDay | null;
  readonly isOn: boolean;
  readonly isToday: boolean;
  readonly isOutside: boolean;
  readonly onOpen: (day: string) => void;
}

function DayCell({ day, facts, isOn, isToday, isOutside, onOpen }: CellProps) {
  const named = facts?.hearings.slice(0, NAMED_PER_DAY) ?? [];
  const left = (facts?.total ?? 0) - named.length;
  const openByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onOpen(day);
  };
  return (
    <td
      role="gridcell"
      className={classes.cell}
      data-day={day}
      data-outside={isOutside}
      tabIndex={isOn ? 0 : -1}
      aria-selected={isOn}
      {...(isToday ? { 'aria-current': 'date' } : {})}
      onClick={() => onOpen(day)}
      onKeyDown={openByKey}
    >
      <VisuallyHidden>{`${format.fullDay(day)}${facts ? `, ${dayInWords(facts)}` : ''}. `}</VisuallyHidden>
      <span className={classes.head} aria-hidden>
        <span className={classes.number}>{Number(day.slice(8))}</span>
        {facts !== null && facts.total > 0 && (
          <span className={classes.count}>{format.integer(facts.total)}</span>
        )}
      </span>
      {facts !== null && facts.unrecorded > 0 && (
        <span className={classes.unrecorded} aria-hidden>
          {format.integer(facts.unrecorded)} not recorded
        </span>
      )}
      <span className={classes.titles}>
        {named.map((hearing) => (
          <span className={classes.title} key={hearing.id} title={caseInWords(hearing)}>
            {hearing.time !== null && <b>{timeInWords(hearing.time)} </b>}
            {hearing.case.title}
          </span>
        ))}
        {left > 0 && named.length > 0 && <span className={classes.more}>{format.integer(left)} more</span>}
      </span>
    </td>
  );
}
