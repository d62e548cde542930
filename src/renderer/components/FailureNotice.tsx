/** Stands where something could not be read: what is wrong, what helps, and a way to try again. */
import { errorWords, type Failure } from '@causebook/contracts';
import { Button, Stack, Text } from '@mantine/core';
import { Notice } from './Notice.tsx';

interface Props {
  readonly failure: Failure;
  readonly onRetry: () => void;
}

export function FailureNotice({ failure, onRetry }: Props) {
  return (
    <Notice tone="danger" title={errorWords[failure.code].title}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{failure.message}</Text>
        <Text size="sm">{failure.remedy}</Text>
        <Button size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      </Stack>
    </Notice>
  );
}
