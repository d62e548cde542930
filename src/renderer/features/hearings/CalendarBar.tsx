/** Above the calendar: which stretch is shown, the ways to another, and what can be done with it. */
import { Button, Group, SegmentedControl, Select, Title } from '@mantine/core';
import { format } from '../../format.ts';
import { PrintIcon } from '../../icons.tsx';
import { exportCalendar, filterHearings } from '../../stores/hearings-actions.ts';
import type { HearingsView } from '../../stores/navigation-store.ts';
import { lawyersOf, useUsers } from '../../stores/users-store.ts';
import { subjectOf, stretchOf, turnedBy } from './calendar-days.ts';
import { printCauseList } from './print-cause-list.tsx';
import classes from './calendar.module.css';

interface Props {
  readonly view: HearingsView;
  readonly day: string;
  readonly today: string;
  readonly lawyerId: string | null;
  readonly onTurn: (day: string, view?: HearingsView) => void;
}

function titleOf(view: HearingsView, day: string): string {
  switch (view) {
    case 'day':
      return format.fullDay(day);
    case 'month':
      return format.month(day);
    case 'week': {
      const { from, to } = stretchOf(view, day, format.firstWeekday);
      return format.daySpan(from, to);
    }
  }
}

const views: readonly { readonly value: HearingsView; readonly label: string }[] = [
  { value: 'month', label: 'Month' },
  { value: 'week', label: 'Week' },
  { value: 'day', label: 'Day' },
];

export function CalendarBar({ view, day, today, lawyerId, onTurn }: Props) {
  return (
    <div className={classes.bar}>
      <Group gap="xs">
        <Button
          variant="default"
          size="sm"
          aria-label={`Previous ${view}`}
          onClick={() => onTurn(turnedBy(view, day, -1))}
        >
          ‹
        </Button>
        <Button variant="default" size="sm" aria-label="Go to today" onClick={() => onTurn(today)}>
          Today
        </Button>
        <Button
          variant="default"
          size="sm"
          aria-label={`Next ${view}`}
          onClick={() => onTurn(turnedBy(view, day, 1))}
        >
          ›
        </Button>
        <Title order={2} aria-live="polite" ml="xs">
          {titleOf(view, day)}
        </Title>
      </Group>
      <Group gap="sm" justify="space-between" mt="sm">
        <Group gap="sm">
          <SegmentedControl
            aria-label="View"
            data={views.map(({ value, label }) => ({ value, label }))}
            value={view}
            onChange={(value) => onTurn(day, value as HearingsView)}
          />
          <LawyerFilter lawyerId={lawyerId} />
        </Group>
        <Group gap="xs" ml="auto">
          {view === 'day' && <PrintButtons day={day} lawyerId={lawyerId} />}
          <Button
            variant="default"
            size="xs"
            onClick={() =>
              void exportCalendar({ ...subjectOf(view, day, format.firstWeekday), lawyerId, caseId: null })
            }
          >
            Export calendar…
          </Button>
        </Group>
      </Group>
    </div>
  );
}

function LawyerFilter({ lawyerId }: { readonly lawyerId: string | null }) {
  const users = useUsers((state) => state.users);
  if (users.length === 0) return null;
  return (
    <Select
      aria-label="Lawyer"
      placeholder="All lawyers"
      size="xs"
      clearable
      data={lawyersOf(users, lawyerId).map(({ id, name }) => ({ value: id, label: name }))}
      value={lawyerId}
      onChange={filterHearings}
    />
  );
}

function PrintButtons({ day, lawyerId }: { readonly day: string; readonly lawyerId: string | null }) {
  const lawyer = useUsers((state) => state.users.find(({ id }) => id === lawyerId)) ?? null;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<PrintIcon size={16} />}
        onClick={() => void printCauseList({ day, to: 'printer', lawyer })}
      >
        Print…
      </Button>
      <Button variant="default" size="xs" onClick={() => void printCauseList({ day, to: 'pdf', lawyer })}>
        Save as PDF…
      </Button>
    </>
  );
}
