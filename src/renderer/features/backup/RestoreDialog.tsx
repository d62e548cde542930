/** The dialog of a restore: looking, what would change, restoring. Nothing happens before the person confirms. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { ErrorBoundary } from '../../components/ErrorBoundary.tsx';
import { Notice } from '../../components/Notice.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { closeRestore, previewAgain } from '../../stores/restore-actions.ts';
import { useRestore, type RestoreStep } from '../../stores/restore-store.ts';
import { OperationView } from './OperationView.tsx';
import { RestorePreviewView } from './RestorePreviewView.tsx';
import classes from './backup.module.css';

const titles: Readonly<Record<RestoreStep['kind'], string>> = {
  closed: '',
  looking: 'Looking into the backup',
  ready: 'Restore from this backup?',
  restoring: 'Restoring the backup',
  expired: 'Please look again',
};

function Looking() {
  const fileName = useRestore((state) => state.fileName);
  return (
    <Stack gap="md">
      <Text size="sm">“{fileName}” is read and compared with your practice. Nothing is changed.</Text>
      <OperationView />
    </Stack>
  );
}

function Restoring() {
  return (
    <Stack gap="md">
      <Text size="sm">Until the last step your practice stays exactly as it is.</Text>
      <OperationView />
    </Stack>
  );
}

function Expired({ why }: { readonly why: string }) {
  const isFile = useRestore((state) => state.choice !== null && 'filePath' in state.choice);
  return (
    <Stack gap="lg">
      <Notice tone="attention">{why} Nothing was changed. Look at the preview again before you go on.</Notice>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={closeRestore} data-autofocus>
          Cancel
        </Button>
        <OperationButton onClick={() => void previewAgain()}>
          {isFile ? 'Choose the file again…' : 'Show the preview again'}
        </OperationButton>
      </Group>
    </Stack>
  );
}

function Step({ step }: { readonly step: RestoreStep }) {
  switch (step.kind) {
    case 'closed':
      return null;
    case 'looking':
      return <Looking />;
    case 'ready':
      return <RestorePreviewView key={step.preview.confirmationToken} preview={step.preview} />;
    case 'restoring':
      return <Restoring />;
    case 'expired':
      return <Expired why={step.why} />;
  }
}

/** Every step takes the focus when it comes, so that the keyboard never falls out of the dialog with the step before. */
function StepFrame({ children }: { readonly children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const dialog = frame.current?.closest('[role="dialog"]');
    const focused = document.activeElement;
    // The first step comes with the dialog, which remembers what had the focus before and gives it back at its end.
    if (focused !== document.body && !dialog?.contains(focused)) return;
    const first = frame.current?.querySelector<HTMLElement>('[data-autofocus]');
    (first ?? frame.current)?.focus();
  }, []);
  return (
    <div ref={frame} tabIndex={-1} className={classes.step}>
      {children}
    </div>
  );
}

export function RestoreDialog() {
  const step = useRestore((state) => state.step);
  const locked = step.kind === 'restoring';
  return (
    <Modal
      opened={step.kind !== 'closed'}
      onClose={closeRestore}
      title={titles[step.kind]}
      size="xl"
      centered
      transitionProps={{ duration: 0 }}
      closeOnClickOutside={false}
      closeOnEscape={!locked}
      withCloseButton={!locked}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <ErrorBoundary key={step.kind} what="this dialog">
        <StepFrame>
          <Step step={step} />
        </StepFrame>
      </ErrorBoundary>
    </Modal>
  );
}
