/** The screen of the morning: what is listed today and in the next days, what waits to be done, and whether all of it is safe. */
import type { Hearing, TodayView } from '@causebook/contracts';
import { Skeleton } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page } from '../../components/Page.tsx';
import { useTarget } from '../../components/use-target.ts';
import { format } from '../../format.ts';
import { tick } from '../../stores/clock-store.ts';
import { useDayOfOffice } from '../../stores/day-of-office.ts';
import { useSafety } from '../../stores/safety-store.ts';
import { refreshToday } from '../../stores/today-actions.ts';
import { useToday } from '../../stores/today-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { RecordHearingDialog } from '../hearings/RecordHearingDialog.tsx';
import { ComingDays, TodaysCauseList } from './CauseLists.tsx';
import { EmptyToday } from './EmptyToday.tsx';
import { OrdersCard } from './OrdersCard.tsx';
import { SafetyToday } from './SafetyToday.tsx';
import { TasksCard } from './TasksCard.tsx';
import { UnrecordedCard } from './UnrecordedCard.tsx';
import classes from './today.module.css';

function Parts({ view }: { readonly view: TodayView }) {
  const { target, opened, open, close } = useTarget<Hearing>();
  const isSafe = useSafety(({ safety }) => safety === null || safety.level === 'safe');
  const [today, ...coming] = view.days;
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        {today && <TodaysCauseList day={today} onRecord={open} />}
        <ComingDays days={coming} />
        <UnrecordedCard unrecorded={view.unrecorded} onRecord={open} />
      </div>
      <div className={classes.column}>
        {/* What is not safe comes before what is to be done. */}
        {!isSafe && <SafetyToday />}
        <TasksCard view={view} />
        <OrdersCard orders={view.orders} />
        {isSafe && <SafetyToday />}
      </div>
      {target && <RecordHearingDialog hearing={target} opened={opened} onClose={close} />}
    </div>
  );
}

export function TodayScreen() {
  const today = useDayOfOffice();
  // A computer that slept over midnight says so at once, not with the next tick.
  useWindowEvent('focus', tick);
  const view = useToday((state) => state.view);
  const failure = useToday((state) => state.failure);
  const refresh = (): void => void refreshToday();
  useFresh(
    ['case', 'hearing', 'task', 'order', 'document', 'user', 'import', 'practice'],
    refresh,
    // Midnight may pass while the window is open.
    today,
  );
  // Until the new day is read the earlier one stays, under its own date, so that nothing half typed is lost at midnight.
  const known = view !== null && (view.today === today || failure === null) ? view : null;
  return (
    <Page title={format.fullDay(known?.today ?? today)} above="Today">
      {failure && <FailureNotice failure={failure} onRetry={refresh} />}
      {known === null && !failure && <Skeleton height={320} />}
      {known !== null && (known.isEmpty ? <EmptyToday /> : <Parts view={known} />)}
    </Page>
  );
}
