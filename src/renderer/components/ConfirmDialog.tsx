/** Asks once more, in words, before something that matters; the button says what happens. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { OperationButton } from './OperationButton.tsx';

interface Props {
  readonly opened: boolean;
  readonly title: string;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function ConfirmDialog({ opened, title, confirmLabel, danger, onConfirm, onClose, children }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="lg">
        <Stack gap="xs">{children}</Stack>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <OperationButton
            {...(danger ? { color: 'red.8' } : {})}
            onClick={() => {
              onClose();
              onConfirm();
            }}
          >
            {confirmLabel}
          </OperationButton>
        </Group>
      </Stack>
    </Modal>
  );
}
