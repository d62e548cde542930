/** A week of hearings, day beside day, with their times. */
import type { Hearing, HearingDay } from '@causebook/contracts';
import { Text } from '@mantine/core';
import { format } from '../../format.ts';
import { openCase } from '../../stores/navigation-store.ts';
import { weekOf } from './calendar-days.ts';
import classes from './calendar.module.css';
import {
  caseInWords,
  dayInWords,
  isUnrecorded,
  placeInWords,
  statusInWords,
  timeInWords,
} from './hearing-words.ts';

interface Props {
  readonly day: string;
  readonly today: string;
  readonly days: ReadonlyMap<string, HearingDay>;
  readonly onOpen: (day: string) => void;
}

export function WeekView({ day, today, days, onOpen }: Props) {
  return (
    <ol className={classes.week}>
      {weekOf(day, format.firstWeekday).map((one) => (
        <li key={one} className={classes.weekday} data-today={one === today} data-on={one === day}>
          <button
            type="button"
            className={classes.dayHead}
            data-day={one}
            {...(one === today ? { 'aria-current': 'date' } : {})}
            onClick={() => onOpen(one)}
          >
            {format.nearDay(one, Date.parse(today))}
          </button>
          <DayOfWeek facts={days.get(one) ?? null} today={today} onOpen={() => onOpen(one)} />
        </li>
      ))}
    </ol>
  );
}

interface DayProps {
  readonly facts: HearingDay | null;
  readonly today: string;
  readonly onOpen: () => void;
}

function DayOfWeek({ facts, today, onOpen }: DayProps) {
  if (facts === null) return null;
  const left = facts.total - facts.hearings.length;
  return (
    <>
      <Text size="xs" c="dimmed" className={classes.dayWords}>
        {dayInWords(facts)}
      </Text>
      <ul className={classes.hearings}>
        {facts.hearings.map((hearing) => (
          <li key={hearing.id}>
            <HearingButton hearing={hearing} today={today} />
          </li>
        ))}
      </ul>
      {left > 0 && (
        <button type="button" className={classes.rest} onClick={onOpen}>
          {format.integer(left)} more
        </button>
      )}
    </>
  );
}

function HearingButton({ hearing, today }: { readonly hearing: Hearing; readonly today: string }) {
  return (
    <button
      type="button"
      className={classes.hearing}
      data-unrecorded={isUnrecorded(hearing, today)}
      onClick={() => openCase(hearing.case.id, 'hearings')}
    >
      {hearing.time !== null && <b className={classes.time}>{timeInWords(hearing.time)}</b>}
      <span className={classes.case}>{caseInWords(hearing)}</span>
      <span className={classes.place}>{placeInWords(hearing)}</span>
      {hearing.purpose !== '' && <span className={classes.place}>{hearing.purpose}</span>}
      {hearing.outcome !== '' && <span className={classes.outcome}>{hearing.outcome}</span>}
      {isUnrecorded(hearing, today) && <span className={classes.unrecorded}>Not recorded</span>}
      {statusInWords(hearing, today) !== '' && (
        <span className={classes.place}>{statusInWords(hearing, today)}</span>
      )}
    </button>
  );
}
