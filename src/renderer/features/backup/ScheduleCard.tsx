/** Automatic backups: what is planned, how the last one went, and the form to change it. */
import { Stack, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { Facts } from '../../components/Facts.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useClock } from '../../stores/clock-store.ts';
import { refreshSchedule } from '../../stores/schedule-actions.ts';
import { useSchedule } from '../../stores/schedule-store.ts';
import { ScheduleForm } from './ScheduleForm.tsx';
import { fullBackupsInWords, lastRunInWords, nextRunInWords, scheduleInWords } from './schedule-draft.ts';

function Content() {
  const status = useSchedule((state) => state.status);
  const failure = useSchedule((state) => state.failure);
  const now = useClock((state) => state.now);
  if (failure) return <FailureNotice failure={failure} onRetry={() => void refreshSchedule()} />;
  if (status === null) return <Text c="dimmed">Reading the schedule…</Text>;
  return (
    <Stack gap="lg">
      <Facts
        layout="rows"
        facts={[
          { label: 'Schedule', value: scheduleInWords(status.schedule) },
          { label: 'Full backups', value: fullBackupsInWords(status.schedule) },
          { label: 'Next automatic backup', value: nextRunInWords(status, now) },
          { label: 'Last automatic backup', value: lastRunInWords(status, now) },
        ]}
      />
      <ScheduleForm schedule={status.schedule} />
    </Stack>
  );
}

export function ScheduleCard() {
  return (
    <Card
      title="Automatic backups"
      description="They are made while Causebook is open. A missed one is made soon after the next start."
    >
      <Content />
    </Card>
  );
}
