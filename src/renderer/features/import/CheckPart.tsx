/** One part of the check, with its heading. */
import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly about?: string;
  readonly children: ReactNode;
}

export function Part({ title, about, children }: Props) {
  return (
    <section aria-label={title}>
      <Title order={3} mb={about ? 0 : 'xs'}>
        {title}
      </Title>
      {about && (
        <Text size="sm" c="dimmed" mb="xs">
          {about}
        </Text>
      )}
      {children}
    </section>
  );
}
