/** A form in a dialog: saved by its button or Ctrl+Enter; what keeps it from being saved is said inside it, and nothing typed is lost. */
import { errorWords, type Failure } from '@causebook/contracts';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { Notice } from './Notice.tsx';

interface Props {
  readonly opened: boolean;
  readonly title: string;
  readonly saveLabel: string;
  readonly size?: 'md' | 'lg' | 'xl';
  /** What cannot be saved yet, in words; the button then says so instead of saving. */
  readonly problem?: string | null;
  /** Whether something was typed that closing would lose. */
  readonly isChanged?: boolean;
  /** Saves. The dialog closes when it answers null, else it shows why it could not. */
  readonly onSave: () => Promise<Failure | null>;
  readonly onClose: () => void;
  /** Beside the buttons, at the other end. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** In a long form what has to be read next may stand below the window. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });

export function FormDialog(props: Props) {
  const {
    opened,
    title,
    saveLabel,
    size = 'lg',
    problem,
    isChanged,
    onSave,
    onClose,
    aside,
    children,
  } = props;
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [leaving, setLeaving] = useState(false);

  const end = (): void => {
    setFailure(null);
    setLeaving(false);
    onClose();
  };
  const save = async (): Promise<void> => {
    if (saving) return;
    setLeaving(false);
    setSaving(true);
    const result = await onSave();
    setSaving(false);
    if (result === null) end();
    else setFailure(result);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };
  const close = (): void => {
    if (saving) return;
    if (isChanged) setLeaving(true);
    else end();
  };
  const saveByKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
  };

  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      size={size}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit} onKeyDown={saveByKey} noValidate>
        <Stack gap="md">
          {children}
          {problem && (
            <Text ref={intoView} size="sm" c="var(--mantine-color-error)" role="alert">
              {problem}
            </Text>
          )}
          {failure && (
            <div ref={intoView}>
              <Notice tone="danger" title={errorWords[failure.code].title}>
                <Text size="sm">{failure.message}</Text>
                <Text size="sm">{failure.remedy}</Text>
              </Notice>
            </div>
          )}
          {leaving && (
            <div ref={intoView}>
              <Notice tone="attention" title="What you typed is not saved yet.">
                <Button size="xs" variant="default" onClick={end}>
                  Close without saving
                </Button>
              </Notice>
            </div>
          )}
          <Group justify="space-between" gap="sm">
            <div>{aside}</div>
            <Group gap="sm">
              <Button variant="default" onClick={close} disabled={saving}>
                Cancel
              </Button>
              <Button type="submit" loading={saving}>
                {saveLabel}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
