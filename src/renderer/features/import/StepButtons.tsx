/** The way on and the way back at the foot of a step. */
import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { goToStep } from '../../stores/import-actions.ts';
import type { ImportStep } from '../../stores/import-store.ts';

interface Props {
  readonly back: ImportStep;
  readonly children: ReactNode;
}

export function StepButtons({ back, children }: Props) {
  return (
    <Group justify="space-between" gap="sm" mt="lg">
      <Button variant="default" onClick={() => goToStep(back)}>
        Back
      </Button>
      {children}
    </Group>
  );
}
