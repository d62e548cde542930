/** What was deleted and can be brought back. */
import type { DeletedEntry } from '@causebook/contracts';
import { Button, Group, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { Cell, DataTable, Row, type Column } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page } from '../../components/Page.tsx';
import { format } from '../../format.ts';
import { BackIcon, TrashIcon, UndoIcon } from '../../icons.tsx';
import { bringBack, refreshDeleted } from '../../stores/case-deleted-actions.ts';
import { useDeleted } from '../../stores/case-deleted-store.ts';
import { useClock } from '../../stores/clock-store.ts';
import { goTo } from '../../stores/navigation-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import classes from './cases.module.css';

const columns: readonly Column[] = [
  { label: 'What', width: '46%' },
  { label: 'Deleted' },
  { label: 'Kept until' },
  { label: 'Bring back', hidden: true },
];

const kindWords: Readonly<Record<DeletedEntry['kind'], string>> = {
  case: 'Case',
  hearing: 'Hearing',
  task: 'Task',
  order: 'Order',
  document: 'Document',
};

function DeletedRow({ entry }: { readonly entry: DeletedEntry }) {
  const now = useClock((state) => state.now);
  const isRestoring = useDeleted((state) => state.restoring === entry.id);
  const waits = useDeleted((state) => state.restoring !== null);
  return (
    <Row>
      <Cell header>
        <Text size="xs" c="dimmed">
          {kindWords[entry.kind]}
        </Text>
        <Text size="sm" fw={600} className={classes.words!}>
          {entry.title}
        </Text>
      </Cell>
      <Cell label="Deleted">
        <span title={format.dateTime(entry.deletedAt)}>{format.ago(entry.deletedAt, now)}</span>
        {entry.deletedBy !== '' && ` by ${entry.deletedBy}`}
      </Cell>
      <Cell label="Kept until">
        <span className={classes.together}>{format.nearDay(entry.keptUntil, now)}</span>
      </Cell>
      <Cell align="end">
        <Button
          size="xs"
          variant="default"
          leftSection={<UndoIcon size={15} />}
          loading={isRestoring}
          disabled={waits && !isRestoring}
          aria-label={`Bring back ${entry.title}`}
          onClick={() => void bringBack(entry.id)}
        >
          Bring back
        </Button>
      </Cell>
    </Row>
  );
}

function Content() {
  const entries = useDeleted((state) => state.entries);
  const loaded = useDeleted((state) => state.loaded);
  const failure = useDeleted((state) => state.failure);
  if (failure) return <FailureNotice failure={failure} onRetry={() => void refreshDeleted()} />;
  if (!loaded) return <Text c="dimmed">Looking for deleted entries…</Text>;
  if (entries.length === 0) {
    return (
      <EmptyState icon={<TrashIcon size={32} />}>
        Nothing was deleted in the last 30 days. What you delete from now on waits here, in case you need it
        after all.
      </EmptyState>
    );
  }
  return (
    <DataTable label="Deleted entries" columns={columns}>
      {entries.map((entry) => (
        <DeletedRow key={entry.id} entry={entry} />
      ))}
    </DataTable>
  );
}

export function DeletedScreen() {
  useFresh(
    ['case', 'hearing', 'task', 'order', 'document', 'import', 'practice'],
    () => void refreshDeleted(),
  );
  return (
    <Page
      title="Deleted entries"
      aside={
        <Group>
          <Button
            variant="subtle"
            size="sm"
            leftSection={<BackIcon size={16} />}
            onClick={() => goTo('cases')}
          >
            To the cases
          </Button>
        </Group>
      }
    >
      <Card
        title="What can be brought back"
        description="Whatever you delete is kept for 30 days, whole and with its documents. After that it is in your backups only."
      >
        <Content />
      </Card>
    </Page>
  );
}
