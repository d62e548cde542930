/** Stands where something could not be read: what is wrong, what helps, and a way to try again. */
import { errorWords, type Failure } from '@causebook/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Notice } from './Notice.tsx';

interface Props {
  readonly failure: Failure;
  readonly onRetry: () => void;
  /** Other ways out, beside "Try again". */
  readonly children?: ReactNode;
}

export function FailureNotice({ failure, onRetry, children }: Props) {
  return (
    <Notice tone="danger" title={errorWords[failure.code].title}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{failure.message}</Text>
        <Text size="sm">{failure.remedy}</Text>
        <Group gap="xs">
          {children}
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        </Group>
      </Stack>
    </Notice>
  );
}
