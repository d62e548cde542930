/** One hearing in the timeline of its case. */
import type { Hearing } from '@causebook/contracts';
import { Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { NotForClerks } from '../../components/NotForClerks.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { isUnrecorded, placeInWords, timeInWords } from './hearing-words.ts';
import classes from './hearings.module.css';

interface Props {
  readonly hearing: Hearing;
  readonly today: string;
  readonly onRecord: () => void;
  readonly onChange: () => void;
  readonly onDelete: () => void;
}

export function TimelineEntry({ hearing, today, onRecord, onChange, onDelete }: Props) {
  const { day, time, purpose, outcome, notes } = hearing;
  const about = <VisuallyHidden> the hearing of {format.calendarDay(day)}</VisuallyHidden>;
  const isDue = outcome === '' && day <= today;
  return (
    <li className={classes.entry} data-coming={day >= today} data-unrecorded={isUnrecorded(hearing, today)}>
      <Group gap="xs" justify="space-between" align="flex-start">
        <div>
          <Text fw={600}>
            {[format.calendarDay(day), timeInWords(time)].filter(Boolean).join(', ')}
            {day === today && ' – today'}
          </Text>
          <Text size="sm" c="dimmed">
            {placeInWords(hearing)}
          </Text>
        </div>
        <Group gap={4}>
          <Button size="compact-sm" variant={isDue ? 'light' : 'subtle'} onClick={onRecord}>
            {outcome === '' ? 'Record…' : 'Correct…'}
            {about}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={onChange}>
            Edit…
            {about}
          </Button>
          <NotForClerks>
            <Button size="compact-sm" variant="subtle" color="red" c="var(--cb-danger)" onClick={onDelete}>
              Delete…
              {about}
            </Button>
          </NotForClerks>
        </Group>
      </Group>
      {purpose !== '' && <Text size="sm">{purpose}</Text>}
      {outcome !== '' && (
        <Text size="sm" fw={550}>
          {outcome}
        </Text>
      )}
      {isUnrecorded(hearing, today) && <Tag tone="attention">Not recorded</Tag>}
      {notes !== '' && (
        <Text size="sm" className={classes.notes}>
          {notes}
        </Text>
      )}
    </li>
  );
}
