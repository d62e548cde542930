/** Gives the practice another name. */
import type { Failure } from '@causebook/contracts';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../components/FormDialog.tsx';
import { renamePractice } from '../../stores/app-actions.ts';

interface Props {
  readonly present: string;
  readonly onClose: () => void;
}

export function RenameDialog({ present, onClose }: Props) {
  const [name, setName] = useState(present);
  const save = async (): Promise<Failure | null> => {
    if (name.trim() !== '') return renamePractice(name);
    const message = 'The practice needs a name.';
    const remedy = 'Type the name under which it appears on cause lists and backups.';
    return { success: false, code: 'INVALID_INPUT', error: message, message, remedy };
  };
  return (
    <FormDialog
      opened
      title="Name of the practice"
      saveLabel="Save"
      size="md"
      isChanged={name !== present}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        description="Backups that were made before keep the name that it had then."
        required
        data-autofocus
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
