/** Shows that files are being added, how far the large one is, and stops it. */
import { Button, Group, Paper, Progress, Text } from '@mantine/core';
import { useEffect } from 'react';
import { listen } from '../../bridge.ts';
import { format } from '../../format.ts';
import { followAdding, stopAdding } from '../../stores/documents-adding-actions.ts';
import { selectIsAdding, useAdding } from '../../stores/documents-adding-store.ts';
import classes from './documents.module.css';

function Words() {
  const progress = useAdding((state) => state.progress);
  const total = useAdding((state) => state.total);
  const done = useAdding((state) => state.done);
  const which =
    total !== null && total > 1 ? ` File ${format.integer(done + 1)} of ${format.integer(total)}.` : '';
  if (progress === null) return <Text size="sm">Adding documents.{which}</Text>;
  const { name, bytesDone, bytesTotal } = progress;
  return (
    <Text size="sm" className={classes.name}>
      Adding <bdi>{name}</bdi>: {format.bytes(bytesDone)} of {format.bytes(bytesTotal)}.{which}
    </Text>
  );
}

export function AddingPanel() {
  const isAdding = useAdding(selectIsAdding);
  const stopping = useAdding((state) => state.stopping);
  const progress = useAdding((state) => state.progress);
  useEffect(() => listen('documents:progress', followAdding), []);
  if (!isAdding) return null;
  return (
    <Paper
      component="section"
      aria-label="Documents that are being added"
      withBorder
      p="md"
      className={classes.adding}
    >
      <Group justify="space-between" gap="sm">
        <div className={classes.grow}>
          <Words />
          {progress && (
            <Progress
              mt="xs"
              aria-label={`Adding ${progress.name}`}
              value={(progress.bytesDone / Math.max(progress.bytesTotal, 1)) * 100}
            />
          )}
        </div>
        <Button variant="default" size="xs" loading={stopping} onClick={() => void stopAdding()}>
          Stop
        </Button>
      </Group>
    </Paper>
  );
}
