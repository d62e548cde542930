/** The earlier states of the practice: keep the present one, undo the last restore, go back to one, look after them. */
import type { RestorePoint } from '@causebook/contracts';
import { Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../components/Card.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { useTarget, type Target } from '../../components/use-target.ts';
import { format } from '../../format.ts';
import { UndoIcon } from '../../icons.tsx';
import { useApp } from '../../stores/app-store.ts';
import {
  deleteRestorePoint,
  lookAtRestorePoint,
  refreshRestorePoints,
  rollBack,
  undoRestore,
} from '../../stores/restore-points-actions.ts';
import { undoTarget, useRestorePoints } from '../../stores/restore-points-store.ts';
import { countsInWords } from '../../words.ts';
import { PointDetails } from './PointDetails.tsx';
import { ChangePointDialog, KeepDialog } from './PointForms.tsx';
import { PointRow } from './PointRow.tsx';
import { whenOf } from './point-words.ts';

const columns: readonly Column[] = [
  { label: 'Earlier state', width: '40%' },
  { label: 'Size and contents', width: '21%' },
  { label: 'Actions', hidden: true },
];

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
          point, so you can come back to it.{' '}
          {target.reason === 'kept' && 'The kept state itself stays as it is.'}
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

function KeepButton() {
  const hasPractice = useApp((state) => state.info?.practiceName !== null && state.failure === null);
  const [opened, setOpened] = useState(false);
  if (!hasPractice) return null;
  return (
    <>
      <OperationButton variant="default" onClick={() => setOpened(true)}>
        Keep this state…
      </OperationButton>
      {opened && <KeepDialog onClose={() => setOpened(false)} />}
    </>
  );
}

function Content() {
  const restorePoints = useRestorePoints((state) => state.restorePoints);
  const loaded = useRestorePoints((state) => state.loaded);
  const failure = useRestorePoints((state) => state.failure);
  const readable = useApp((state) => state.failure === null);
  const goBack = useTarget<RestorePoint>();
  const change = useTarget<RestorePoint>();
  if (failure) return <FailureNotice failure={failure} onRetry={() => void refreshRestorePoints()} />;
  if (!loaded) return <Text c="dimmed">Looking for restore points…</Text>;
  if (restorePoints.length === 0) {
    return (
      <EmptyState icon={<UndoIcon size={32} />}>
        There is nothing to undo. Before every restore the practice is kept here, so that you can go back.
        {readable && ' “Keep this state” does so whenever you like.'}
      </EmptyState>
    );
  }
  return (
    <>
      <DataTable label="Restore points" columns={columns}>
        {restorePoints.map((point) => (
          <PointRow
            key={point.generationId}
            point={point}
            onGoBack={goBack.open}
            onDetails={(looked) => void lookAtRestorePoint(looked)}
            onChange={change.open}
            onDelete={(unwanted) => void deleteRestorePoint(unwanted)}
          />
        ))}
      </DataTable>
      <GoBackDialog {...goBack} />
      {change.target && change.opened && <ChangePointDialog point={change.target} onClose={change.close} />}
      <PointDetails />
    </>
  );
}

export function RestorePoints() {
  return (
    <Card
      title="Restore points"
      description="Earlier states of the practice on this computer. Thanks to them a restore can be undone. They are not backups."
      actions={
        <Group gap="sm">
          <KeepButton />
          <UndoButton />
        </Group>
      }
    >
      <Content />
    </Card>
  );
}
