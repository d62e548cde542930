/** Hearings that have passed and whose outcome nobody wrote down: where a next date gets lost. */
import type { Hearing, TodayView } from '@causebook/contracts';
import { Button, Group, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { format } from '../../format.ts';
import { useClock } from '../../stores/clock-store.ts';
import { openDay } from '../../stores/navigation-store.ts';
import { HearingList } from './HearingList.tsx';

interface Props {
  readonly unrecorded: TodayView['unrecorded'];
  readonly onRecord: (hearing: Hearing) => void;
}

export function UnrecordedCard({ unrecorded: { total, hearings }, onRecord }: Props) {
  const now = useClock((state) => state.now);
  const title = 'Outcomes not yet written down';
  if (total === 0) {
    return (
      <Card title={title}>
        <Text size="sm">Every hearing of the last 60 days has its outcome.</Text>
      </Card>
    );
  }
  return (
    <Card title={title} description={`${format.count(total, 'hearing', 'hearings')} of the last 60 days.`}>
      <HearingList label={title} hearings={hearings} lead="day" now={now} onRecord={onRecord} />
      {hearings.length < total && (
        <Group justify="space-between" mt="sm">
          <Text size="sm">These are the latest {format.integer(hearings.length)}.</Text>
          <Button size="xs" variant="default" onClick={() => openDay(hearings.at(-1)?.day ?? null, 'month')}>
            Show the calendar
          </Button>
        </Group>
      )}
    </Card>
  );
}
