/** The cause list of a day: who is to be where, for whom and what for, and what came of it. */
import type { Hearing, HearingDay } from '@causebook/contracts';
import { Anchor, Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { Cell, DataTable, Row, type Column } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { CalendarIcon } from '../../icons.tsx';
import { openCase } from '../../stores/navigation-store.ts';
import { caseInWords, isUnrecorded, statusInWords, timeInWords } from './hearing-words.ts';

const columns: readonly Column[] = [
  { label: 'Time', width: '9%' },
  { label: 'Court', width: '18%' },
  { label: 'Case', width: '22%' },
  { label: 'Client', width: '13%' },
  { label: 'Stage and purpose', width: '18%' },
  { label: 'Outcome' },
];

interface Props {
  readonly facts: HearingDay;
  readonly today: string;
  readonly onRecord: (hearing: Hearing) => void;
  readonly onChange: (hearing: Hearing) => void;
  readonly onAdd: () => void;
}

export function CauseList({ facts, today, onRecord, onChange, onAdd }: Props) {
  if (facts.total === 0) {
    return (
      <EmptyState
        icon={<CalendarIcon size={36} />}
        action={<Button onClick={onAdd}>Add a hearing on this day</Button>}
      >
        No hearings on this day.
      </EmptyState>
    );
  }
  const left = facts.total - facts.hearings.length;
  return (
    <>
      {left > 0 && (
        <Notice
          tone="attention"
          title={`${format.count(left, 'hearing', 'hearings')} of this day are not shown.`}
        >
          <Text size="sm">There are more than fit into one list. Choose a lawyer above to see fewer.</Text>
        </Notice>
      )}
      <DataTable label="Cause list" columns={columns}>
        {facts.hearings.map((hearing) => (
          <ListedHearing
            key={hearing.id}
            hearing={hearing}
            today={today}
            onRecord={() => onRecord(hearing)}
            onChange={() => onChange(hearing)}
          />
        ))}
      </DataTable>
    </>
  );
}

interface RowProps {
  readonly hearing: Hearing;
  readonly today: string;
  readonly onRecord: () => void;
  readonly onChange: () => void;
}

function ListedHearing({ hearing, today, onRecord, onChange }: RowProps) {
  const { outcome } = hearing;
  const about = <VisuallyHidden> {caseInWords(hearing)}</VisuallyHidden>;
  return (
    <Row>
      <Cell label="Time">{hearing.time === null ? 'No time' : timeInWords(hearing.time)}</Cell>
      <Cell label="Court">
        {hearing.court}
        {hearing.room !== '' && (
          <Text size="sm" c="dimmed">
            {hearing.room}
          </Text>
        )}
      </Cell>
      <Cell header>
        <Anchor
          component="button"
          type="button"
          size="sm"
          fw={600}
          ta="start"
          onClick={() => openCase(hearing.case.id, 'hearings')}
        >
          {hearing.case.number === '' ? hearing.case.title : hearing.case.number}
        </Anchor>
        {hearing.case.number !== '' && <Text size="sm">{hearing.case.title}</Text>}
        {hearing.lawyerName && (
          <Text size="xs" c="dimmed">
            {hearing.lawyerName}
          </Text>
        )}
      </Cell>
      <Cell label="Client">{hearing.clientName || '–'}</Cell>
      <Cell label="Stage and purpose">
        {hearing.stage || '–'}
        {hearing.purpose !== '' && (
          <Text size="sm" c="dimmed">
            {hearing.purpose}
          </Text>
        )}
      </Cell>
      <Cell label="Outcome">
        {outcome !== '' && <Text size="sm">{outcome}</Text>}
        {isUnrecorded(hearing, today) && <Tag tone="attention">Not recorded</Tag>}
        {statusInWords(hearing, today) !== '' && <Tag tone="neutral">{statusInWords(hearing, today)}</Tag>}
        <Group gap={4} mt={4}>
          <Button size="compact-sm" variant={outcome === '' ? 'light' : 'subtle'} onClick={onRecord}>
            {outcome === '' ? 'Record…' : 'Correct…'}
            {about}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={onChange}>
            Edit…
            {about}
          </Button>
        </Group>
      </Cell>
    </Row>
  );
}
