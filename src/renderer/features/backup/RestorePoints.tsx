/** The earlier states of the practice: undo the last restore, go back to one, or delete one. */
import type { RestorePoint } from '@causebook/contracts';
import { Group, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { Cell, DataTable, Row, type Column } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { Tag } from '../../components/Tag.tsx';
import { useTarget, type Target } from '../../components/use-target.ts';
import { format } from '../../format.ts';
import { UndoIcon } from '../../icons.tsx';
import { useClock } from '../../stores/clock-store.ts';
import {
  deleteRestorePoint,
  refreshRestorePoints,
  rollBack,
  undoRestore,
} from '../../stores/restore-points-actions.ts';
import { undoTarget, useRestorePoints } from '../../stores/restore-points-store.ts';
import { countsInWords, reasonWords } from '../../words.ts';
import classes from './backup.module.css';

const columns: readonly Column[] = [
  { label: 'Earlier state', width: '42%' },
  { label: 'Size and contents', width: '25%' },
  { label: 'Actions', hidden: true },
];

/** When the state was last live; the words people look for. */
const whenOf = ({ replacedAt, createdAt }: RestorePoint): string => replacedAt ?? createdAt;

interface RowProps {
  readonly point: RestorePoint;
  readonly onGoBack: (point: RestorePoint) => void;
}

function PointRow({ point, onGoBack }: RowProps) {
  const now = useClock((state) => state.now);
  const when = format.dateTime(whenOf(point));
  return (
    <Row>
      <Cell header>
        <Text size="sm" fw={650}>
          As it was on {when}{' '}
          <Text span size="sm" c="dimmed" fw={400} className={classes.together}>
            {format.ago(whenOf(point), now)}
          </Text>
        </Text>
        <Text size="sm">{point.label}</Text>
        <Text size="xs" c="dimmed">
          {reasonWords[point.reason]} on {format.dateTime(point.createdAt)}.
        </Text>
        {point.isUndoTarget && <Tag tone="accent">“Undo last restore” leads here</Tag>}
      </Cell>
      <Cell label="Size and contents">
        {format.bytes(point.size)}
        <Text size="xs" c="dimmed">
          {point.counts ? countsInWords(point.counts) : 'What it holds is not known.'}
        </Text>
      </Cell>
      <Cell>
        <Group gap={6} wrap="nowrap" justify="flex-end">
          <OperationButton
            size="xs"
            variant="light"
            aria-label={`Go back to this state of ${when}`}
            onClick={() => onGoBack(point)}
          >
            Go back to this state
          </OperationButton>
          <OperationButton
            size="xs"
            variant="default"
            aria-label={`Delete… state of ${when}`}
            onClick={() => void deleteRestorePoint(point)}
          >
            Delete…
          </OperationButton>
        </Group>
      </Cell>
    </Row>
  );
}

function GoBackDialog({ target, opened, close }: Target<RestorePoint>) {
  return (
    <ConfirmDialog
      opened={opened}
      onClose={close}
      title="Go back to this state?"
      confirmLabel="Go back to this state"
      onConfirm={() => target && void rollBack(target)}
    >
      {target && (
        <Text size="sm">
          The practice becomes what it was on {format.dateTime(whenOf(target))}
          {target.counts ? `: ${countsInWords(target.counts)}` : ''}. What it is now is kept as a restore
          point, so you can come back to it.
        </Text>
      )}
    </ConfirmDialog>
  );
}

function UndoButton() {
  const target = useRestorePoints((state) => undoTarget(state.restorePoints));
  const dialog = useTarget<RestorePoint>();
  if (target === undefined) return null;
  return (
    <>
      <OperationButton leftSection={<UndoIcon size={16} />} onClick={() => dialog.open(target)}>
        Undo last restore
      </OperationButton>
      <ConfirmDialog
        opened={dialog.opened}
        onClose={dialog.close}
        title="Undo the last restore?"
        confirmLabel="Undo last restore"
        onConfirm={() => void undoRestore()}
      >
        <Text size="sm">
          The practice becomes what it was on {format.dateTime(whenOf(target))}, before the last restore. What
          it is now is kept as a restore point, so you can come back to it.
        </Text>
      </ConfirmDialog>
    </>
  );
}

function Content() {
  const restorePoints = useRestorePoints((state) => state.restorePoints);
  const loaded = useRestorePoints((state) => state.loaded);
  const failure = useRestorePoints((state) => state.failure);
  const goBack = useTarget<RestorePoint>();
  if (failure) return <FailureNotice failure={failure} onRetry={() => void refreshRestorePoints()} />;
  if (!loaded) return <Text c="dimmed">Looking for restore points…</Text>;
  if (restorePoints.length === 0) {
    return (
      <EmptyState icon={<UndoIcon size={32} />}>
        There is nothing to undo. Before every restore the practice is kept here, so that you can go back.
      </EmptyState>
    );
  }
  return (
    <>
      <DataTable label="Restore points" columns={columns}>
        {restorePoints.map((point) => (
          <PointRow key={point.generationId} point={point} onGoBack={goBack.open} />
        ))}
      </DataTable>
      <GoBackDialog {...goBack} />
    </>
  );
}

export function RestorePoints() {
  return (
    <Card
      title="Restore points"
      description="Earlier states of the practice on this computer. Thanks to them a restore can be undone. They are not backups."
      actions={<UndoButton />}
    >
      <Content />
    </Card>
  );
}
