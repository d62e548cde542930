/** Stands where nothing is yet, and says what to do about it. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly icon: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export function EmptyState({ icon, children, action }: Props) {
  return (
    <Stack align="center" gap="md" py="xl" px="md">
      <Text c="dimmed" component="span" display="flex">
        {icon}
      </Text>
      <Text ta="center" maw="32rem">
        {children}
      </Text>
      {action}
    </Stack>
  );
}
