/** The running operation at the top of the screen, unless the restore dialog shows it. */
import { Paper, Title } from '@mantine/core';
import { useId } from 'react';
import { selectKind, useOperation } from '../../stores/operation-store.ts';
import { selectShowsProgress, useRestore } from '../../stores/restore-store.ts';
import { operationTitles } from '../../words.ts';
import { OperationView } from './OperationView.tsx';
import classes from './backup.module.css';

export function ProgressPanel() {
  const kind = useOperation(selectKind);
  const inDialog = useRestore(selectShowsProgress);
  const headingId = useId();
  if (kind === null || inDialog) return null;
  return (
    <Paper component="section" aria-labelledby={headingId} withBorder p="lg" className={classes.progress}>
      <Title order={2} id={headingId} mb="xs">
        {operationTitles[kind]}
      </Title>
      <OperationView />
    </Paper>
  );
}
