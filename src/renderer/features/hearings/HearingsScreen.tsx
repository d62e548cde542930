/** The calendar of hearings: by month, by week, and the cause list of a day. */
import type { Hearing, HearingDay } from '@causebook/contracts';
import { Button, Paper, Text } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page } from '../../components/Page.tsx';
import { format } from '../../format.ts';
import { PlusIcon } from '../../icons.tsx';
import { useDayOfOffice } from '../../stores/day-of-office.ts';
import { refreshCalendar } from '../../stores/hearings-actions.ts';
import { useHearings } from '../../stores/hearings-store.ts';
import { openDay, turnTo, useNavigation, type HearingsView } from '../../stores/navigation-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { useUsers } from '../../stores/users-store.ts';
import { stretchOf } from './calendar-days.ts';
import { CalendarBar } from './CalendarBar.tsx';
import { CauseList } from './CauseList.tsx';
import { HearingForm } from './HearingForm.tsx';
import { MonthGrid, NAMED_PER_DAY } from './MonthGrid.tsx';
import { RecordHearingDialog } from './RecordHearingDialog.tsx';
import { useCalendarKeys } from './use-calendar-keys.ts';
import { useDialogFor } from './use-dialog-for.ts';
import { WeekView } from './WeekView.tsx';

/** How many hearings of each day a view asks for. */
const perDay: Readonly<Record<HearingsView, number>> = { month: NAMED_PER_DAY, week: 100, day: 500 };

/** A filter by somebody who does not work here hides nothing: after a restore it may be anybody. */
const useLawyerId = (): string | null => {
  const wanted = useHearings((state) => state.lawyerId);
  return useUsers(({ users }) => (users.some(({ id }) => id === wanted) ? wanted : null));
};

export function HearingsScreen() {
  const place = useNavigation((state) => state.place);
  const today = useDayOfOffice();
  if (place.screen !== 'hearings') return null;
  return <Calendar view={place.view} day={place.day ?? today} today={today} />;
}

interface CalendarProps {
  readonly view: HearingsView;
  readonly day: string;
  readonly today: string;
}

function Calendar({ view, day, today }: CalendarProps) {
  const lawyerId = useLawyerId();
  const failure = useHearings((state) => state.failure);
  const form = useDialogFor<{ readonly hearing: Hearing | null }>();
  const { from, to } = stretchOf(view, day, format.firstWeekday);
  const refresh = (): void => void refreshCalendar({ from, to, perDay: perDay[view], lawyerId });
  useFresh(['hearing', 'case'], refresh, `${from} ${to} ${view} ${lawyerId} ${today}`);

  const moved = useFocusOnDay(day);
  const turn = (wanted: string, as: HearingsView = view): void =>
    turnTo({ screen: 'hearings', view: as, day: wanted });
  useCalendarKeys({
    view,
    day,
    today,
    onMove: (wanted) => {
      moved();
      turn(wanted);
    },
    onOpen: openDay,
  });

  return (
    <Page
      title="Hearings"
      aside={
        <Button leftSection={<PlusIcon />} onClick={() => form.open({ hearing: null })}>
          New hearing
        </Button>
      }
    >
      <Paper withBorder p="md" bg="var(--cb-card)">
        <CalendarBar view={view} day={day} today={today} lawyerId={lawyerId} onTurn={turn} />
        {failure ? (
          <FailureNotice failure={failure} onRetry={refresh} />
        ) : (
          <Shown view={view} day={day} today={today} onForm={(hearing) => form.open({ hearing })} />
        )}
      </Paper>
      <HearingForm
        hearing={form.item?.hearing ?? null}
        caseId={null}
        day={view === 'day' ? day : null}
        opened={form.opened}
        onClose={form.close}
      />
    </Page>
  );
}

/** After a move by key the focus follows to the day. @returns what says that such a move begins */
function useFocusOnDay(day: string): () => void {
  const isByKey = useRef(false);
  useEffect(() => {
    if (!isByKey.current) return;
    isByKey.current = false;
    document.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  }, [day]);
  return () => {
    isByKey.current = true;
  };
}

function Shown({
  view,
  day,
  today,
  onForm,
}: CalendarProps & { readonly onForm: (hearing: Hearing | null) => void }) {
  const list = useHearings((state) => state.days);
  const days = useMemo(() => new Map(list.map((one) => [one.day, one])), [list]);
  switch (view) {
    case 'month':
      return (
        <>
          <MonthGrid day={day} today={today} days={days} onOpen={openDay} />
          <NoneInMonth day={day} list={list} />
        </>
      );
    case 'week':
      return <WeekView day={day} today={today} days={days} onOpen={openDay} />;
    case 'day':
      return <DayView facts={days.get(day) ?? null} today={today} onForm={onForm} />;
  }
}

function NoneInMonth({ day, list }: { readonly day: string; readonly list: readonly HearingDay[] }) {
  const ofMonth = list.filter((one) => one.day.slice(0, 7) === day.slice(0, 7));
  if (ofMonth.length === 0 || ofMonth.some(({ total }) => total > 0)) return null;
  return (
    <Text size="sm" c="dimmed" mt="sm">
      No hearings in {format.month(day)}. A hearing that you add appears on its day.
    </Text>
  );
}

interface DayViewProps {
  readonly facts: HearingDay | null;
  readonly today: string;
  readonly onForm: (hearing: Hearing | null) => void;
}

function DayView({ facts, today, onForm }: DayViewProps) {
  const recording = useDialogFor<Hearing>();
  if (facts === null) {
    return (
      <Text c="dimmed" role="status">
        Reading the hearings of this day.
      </Text>
    );
  }
  return (
    <>
      <CauseList
        facts={facts}
        today={today}
        onRecord={recording.open}
        onChange={onForm}
        onAdd={() => onForm(null)}
      />
      {recording.item && (
        <RecordHearingDialog
          key={recording.item.id}
          hearing={recording.item}
          opened={recording.opened}
          onClose={recording.close}
        />
      )}
    </>
  );
}
