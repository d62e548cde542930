/** The cause list of today, and those of the next working days folded up below it. */
import type { Hearing, HearingDay } from '@causebook/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useId, useState } from 'react';
import { Card } from '../../components/Card.tsx';
import { format } from '../../format.ts';
import { ChevronIcon } from '../../icons.tsx';
import { useClock } from '../../stores/clock-store.ts';
import { openDay } from '../../stores/navigation-store.ts';
import { HearingList } from './HearingList.tsx';
import classes from './today.module.css';

const hearingsInWords = (total: number): string => format.count(total, 'hearing', 'hearings');

function progressInWords({ total, unrecorded }: HearingDay): string {
  if (total === 0) return '';
  const written = total - unrecorded;
  if (written === 0) return `${hearingsInWords(total)}.`;
  if (unrecorded === 0) return `${hearingsInWords(total)}; every outcome is written down.`;
  return `${hearingsInWords(total)}; ${format.count(written, 'outcome is', 'outcomes are')} written down.`;
}

/** Where not all hearings of a day are shown, the way to them. */
function TheRest({ day: { day, total, hearings } }: { readonly day: HearingDay }) {
  if (hearings.length === total) return null;
  return (
    <Group justify="space-between" mt="sm">
      <Text size="sm">and {format.integer(total - hearings.length)} more</Text>
      <Button
        size="xs"
        variant="default"
        aria-label={`Show all ${hearingsInWords(total)} of ${format.fullDay(day)}`}
        onClick={() => openDay(day)}
      >
        Show all {hearingsInWords(total)}
      </Button>
    </Group>
  );
}

interface TodayProps {
  readonly day: HearingDay;
  readonly onRecord: (hearing: Hearing) => void;
}

export function TodaysCauseList({ day, onRecord }: TodayProps) {
  const now = useClock((state) => state.now);
  return (
    <Card
      title="Cause list of today"
      description={progressInWords(day)}
      actions={
        <Button size="xs" variant="default" onClick={() => openDay(day.day)}>
          Day sheet
        </Button>
      }
    >
      {day.total === 0 ? (
        <Text size="sm">Nothing is listed for today.</Text>
      ) : (
        <HearingList
          label="Cause list of today"
          hearings={day.hearings}
          lead="time"
          now={now}
          onRecord={onRecord}
        />
      )}
      <TheRest day={day} />
    </Card>
  );
}

/** Up to so many hearings, the nearest day stands open from the start. */
const READ_AT_A_GLANCE = 15;

function ComingDay({ day, isNearest }: { readonly day: HearingDay; readonly isNearest: boolean }) {
  const [open, setOpen] = useState(isNearest && day.total <= READ_AT_A_GLANCE);
  const now = useClock((state) => state.now);
  const contentId = useId();
  const name = format.fullDay(day.day);
  if (day.total === 0) {
    return (
      <div className={classes.day}>
        <h3 className={classes.dayName}>{name}</h3>
        <span className={classes.dayCount}>Nothing is listed.</span>
      </div>
    );
  }
  const first = day.hearings.find(({ time }) => time !== null)?.time;
  return (
    <div>
      <h3 className={classes.dayHeading}>
        <button
          type="button"
          className={classes.day}
          aria-expanded={open}
          aria-controls={contentId}
          onClick={() => setOpen(!open)}
        >
          <span className={classes.dayName}>{name}</span>
          <span className={classes.dayCount}>
            {hearingsInWords(day.total)}
            {first && `, from ${format.timeOfDay(first)}`}
          </span>
          <ChevronIcon size={16} />
        </button>
      </h3>
      <div id={contentId} hidden={!open}>
        {open && (
          <>
            <HearingList label={name} hearings={day.hearings} lead="time" now={now} />
            <TheRest day={day} />
          </>
        )}
      </div>
    </div>
  );
}

export function ComingDays({ days }: { readonly days: readonly HearingDay[] }) {
  const nearest = days.find(({ total }) => total > 0);
  return (
    <Card title="The next working days">
      <Stack gap={0} className={classes.days}>
        {days.map((day) => (
          <ComingDay key={day.day} day={day} isNearest={day === nearest} />
        ))}
      </Stack>
    </Card>
  );
}
