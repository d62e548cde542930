/** Renames a document, or moves it to another case. */
import type { DocumentSummary } from '@causebook/contracts';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { CaseInput } from '../../components/CaseInput.tsx';
import { FormDialog } from '../../components/FormDialog.tsx';
import { saveDocument } from '../../stores/documents-open-actions.ts';

interface Props {
  readonly document: DocumentSummary;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function ChangeDocumentDialog({ document, opened, onClose }: Props) {
  const [name, setName] = useState(document.name);
  const [owner, setOwner] = useState(document.case);
  const [wasEmpty, setWasEmpty] = useState(false);
  const isEmpty = name.trim() === '';
  const save = async () => {
    setWasEmpty(isEmpty);
    if (isEmpty) {
      return {
        success: false,
        code: 'INVALID_INPUT',
        error: 'A document needs a name.',
        message: 'A document needs a name.',
        remedy: 'Type a name.',
      } as const;
    }
    return saveDocument(document, { name: name.trim(), case: owner });
  };
  return (
    <FormDialog
      opened={opened}
      title="Rename or move"
      saveLabel="Save"
      isChanged={name !== document.name || owner?.id !== document.case?.id}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        required
        data-autofocus
        maxLength={255}
        value={name}
        error={wasEmpty && isEmpty}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <CaseInput
        value={owner}
        onChange={setOwner}
        description="Empty for a document that belongs to no case."
        comboboxProps={{ withinPortal: true }}
      />
    </FormDialog>
  );
}
