/** The rows of the case list. */
import type { CaseSummary } from '@causebook/contracts';
import { Button, Group, Text } from '@mantine/core';
import { memo } from 'react';
import { Cell, DataTable, Row, type Column } from '../../components/DataTable.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { showMoreCases } from '../../stores/cases-actions.ts';
import { selectHasMore, useCases } from '../../stores/cases-store.ts';
import { useClock } from '../../stores/clock-store.ts';
import { caseStatusWords } from '../../words.ts';
import classes from './cases.module.css';

const columns: readonly Column[] = [
  { label: 'Number' },
  { label: 'Title', width: '27%' },
  { label: 'Court', width: '20%' },
  { label: 'Stage', width: '13%' },
  { label: 'Next hearing' },
  { label: 'Open tasks', align: 'end' },
  { label: 'Documents', align: 'end' },
];

/** Drawn once: hundreds of rows stand still while more are added. */
const CaseRow = memo(function CaseRow({ entry }: { readonly entry: CaseSummary }) {
  const now = useClock((state) => state.now);
  return (
    <Row>
      <Cell header>
        <span className={classes.together}>{entry.number}</span>
      </Cell>
      <Cell>
        <Text size="sm" fw={600} className={classes.words}>
          {entry.title}
        </Text>
        <Text size="xs" c="dimmed" className={classes.words}>
          {entry.clientName}
        </Text>
        {entry.status !== 'open' && <Tag tone="neutral">{caseStatusWords[entry.status]}</Tag>}
      </Cell>
      <Cell label="Court">
        <span className={classes.words}>{entry.court}</span>
      </Cell>
      <Cell label="Stage">
        <span className={classes.words}>{entry.stage}</span>
      </Cell>
      <Cell label="Next hearing">
        {entry.nextHearingOn === null ? (
          <Text span size="sm" c="dimmed">
            None fixed
          </Text>
        ) : (
          <span className={classes.together}>{format.nearDay(entry.nextHearingOn, now)}</span>
        )}
      </Cell>
      <Cell label="Open tasks" align="end">
        {format.integer(entry.openTasks)}
      </Cell>
      <Cell label="Documents" align="end">
        {format.integer(entry.documents)}
      </Cell>
    </Row>
  );
});

export function CaseTable() {
  const cases = useCases((state) => state.cases);
  const total = useCases((state) => state.total);
  const hasMore = useCases(selectHasMore);
  const loadingMore = useCases((state) => state.loadingMore);
  return (
    <>
      <DataTable label="Cases" columns={columns}>
        {cases.map((entry) => (
          <CaseRow key={entry.id} entry={entry} />
        ))}
      </DataTable>
      {hasMore && (
        <Group justify="center" gap="md">
          <Text size="sm" c="dimmed">
            {format.integer(cases.length)} of {format.integer(total)} are shown.
          </Text>
          <Button variant="default" loading={loadingMore} onClick={() => void showMoreCases()}>
            Show more cases
          </Button>
        </Group>
      )}
    </>
  );
}
