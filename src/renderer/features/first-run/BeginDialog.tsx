/** Asks what the practice is called, and who works in it. */
import { Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '@causebook/contracts';
import { FormDialog } from '../../components/FormDialog.tsx';
import { beginPractice } from '../../stores/app-actions.ts';

/** Where to go once the practice has a name. */
export type Beginning = 'today' | 'import';

interface Props {
  /** Null while nothing is asked. */
  readonly beginning: Beginning | null;
  readonly onClose: () => void;
}

const nameless: Failure = {
  success: false,
  code: 'INVALID_INPUT',
  error: 'The practice has no name yet.',
  message: 'The practice has no name yet.',
  remedy: 'Type the name under which it appears on cause lists and backups. It can be changed later.',
};

export function BeginDialog({ beginning, onClose }: Props) {
  const [practiceName, setPracticeName] = useState('');
  const [ownerName, setOwnerName] = useState('');
  const begin = async (): Promise<Failure | null> =>
    practiceName.trim() === '' ? nameless : beginPractice({ practiceName, ownerName }, beginning ?? 'today');
  return (
    <FormDialog
      opened={beginning !== null}
      title={beginning === 'import' ? 'Before the import' : 'Start with an empty diary'}
      saveLabel={beginning === 'import' ? 'Go on to the import' : 'Start'}
      size="md"
      isChanged={practiceName !== '' || ownerName !== ''}
      onSave={begin}
      onClose={onClose}
    >
      <Stack gap="md">
        <TextInput
          label="Name of the practice"
          description="For example “Chambers of A. Rao”. It stands on cause lists and backups."
          required
          data-autofocus
          maxLength={100}
          value={practiceName}
          onChange={(event) => setPracticeName(event.currentTarget.value)}
        />
        <TextInput
          label="Your own name"
          description="So that it can be told later who wrote what. You can leave it empty."
          maxLength={100}
          value={ownerName}
          onChange={(event) => setOwnerName(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          Both can be changed later in the settings.
        </Text>
      </Stack>
    </FormDialog>
  );
}
