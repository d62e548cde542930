/** How far the running operation is: phase, bar, bytes, files, time left, and the way to stop it. */
import { Button, Group, Progress, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import { phaseWords, type OperationProgress } from '@causebook/contracts';
import { format } from '../../format.ts';
import { cancelOperation } from '../../stores/operation-actions.ts';
import { selectIsCancelling, selectKind, useOperation } from '../../stores/operation-store.ts';
import { operationTitles } from '../../words.ts';

/** `1.2 GB of 3.4 GB, 812 of 5,410 files. About 2 minutes left.` */
function measures({ bytesDone, bytesTotal, filesDone, filesTotal, etaSeconds }: OperationProgress): string {
  const parts = [
    bytesTotal > 0 ? `${format.bytes(bytesDone)} of ${format.bytes(bytesTotal)}` : null,
    filesTotal > 0 ? `${format.integer(filesDone)} of ${format.count(filesTotal, 'file', 'files')}` : null,
  ].filter((part) => part !== null);
  const amounts = parts.length > 0 ? `${parts.join(', ')}. ` : '';
  return `${amounts}${format.timeLeft(etaSeconds)}`;
}

const TOO_LATE = 'It can no longer be cancelled: the change is being made.';

export function CancelButton() {
  const cancelling = useOperation(selectIsCancelling);
  const cancellable = useOperation((state) => state.operation?.cancellable ?? true);
  const reasonId = useId();
  if (cancelling) {
    return (
      <Button variant="default" size="xs" data-disabled aria-disabled>
        Cancelling…
      </Button>
    );
  }
  if (cancellable) {
    return (
      <Button variant="default" size="xs" onClick={() => void cancelOperation()}>
        Cancel
      </Button>
    );
  }
  return (
    <>
      <Button
        variant="default"
        size="xs"
        data-disabled
        aria-disabled
        aria-describedby={reasonId}
        title={TOO_LATE}
      >
        Cancel
      </Button>
      <VisuallyHidden id={reasonId}>{TOO_LATE}</VisuallyHidden>
    </>
  );
}

export function Phase() {
  const phase = useOperation((state) => state.operation?.phase ?? 'starting');
  return (
    <Text size="sm" aria-live="polite">
      {phaseWords[phase]}…
    </Text>
  );
}

export function Percent() {
  const percent = useOperation((state) => state.operation?.percent ?? 0);
  return (
    <Text size="sm" fw={600}>
      {format.percent(percent)}
    </Text>
  );
}

export function Bar() {
  const percent = useOperation((state) => state.operation?.percent ?? 0);
  const kind = useOperation(selectKind);
  return (
    <Progress.Root size="md">
      <Progress.Section
        value={percent}
        aria-label={kind ? operationTitles[kind] : 'Progress'}
        aria-valuetext={format.percent(percent)}
      />
    </Progress.Root>
  );
}

export function Measures() {
  const operation = useOperation((state) => state.operation);
  return (
    <Text size="sm" c="dimmed">
      {operation ? measures(operation) : format.timeLeft(null)}
    </Text>
  );
}

export function OperationView() {
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Phase />
        <Percent />
      </Group>
      <Bar />
      <Group justify="space-between" gap="sm">
        <Measures />
        <CancelButton />
      </Group>
    </Stack>
  );
}
