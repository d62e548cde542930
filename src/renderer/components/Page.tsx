/** The frame of a screen: its heading and its content, no wider than is good to read. */
import { Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import classes from './page.module.css';

interface Props {
  readonly title: string;
  /** The group of screens it belongs to. */
  readonly above?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, above, aside, children }: Props) {
  useEffect(() => {
    document.title = `${title} – Causebook`;
  }, [title]);

  return (
    <Stack gap="lg" className={classes.page}>
      <Group justify="space-between" align="flex-end" gap="sm">
        <div>
          {above && (
            <Text size="sm" c="dimmed">
              {above}
            </Text>
          )}
          <Title order={1}>{title}</Title>
        </div>
        {aside}
      </Group>
      {children}
    </Stack>
  );
}
