/** The dialogs in which a restore point is made, named and told how long to stay. */
import type { Failure, RestorePoint } from '@causebook/contracts';
import { NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../components/FormDialog.tsx';
import { useClock } from '../../stores/clock-store.ts';
import { changeRestorePoint, keepRestorePoint } from '../../stores/restore-points-actions.ts';
import { chosenExpiry, expiryChoices, expiryInWords, type ExpiryChoice } from './point-words.ts';

const NAME_LIMIT = 100;

export function KeepDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const save = async (): Promise<null> => {
    // It may take a while; the progress and the outcome are told outside of the dialog.
    void keepRestorePoint(name);
    return null;
  };
  return (
    <FormDialog
      opened
      title="Keep this state?"
      saveLabel="Keep this state"
      size="md"
      isChanged={name !== ''}
      onSave={save}
      onClose={onClose}
    >
      <Text size="sm">
        The practice as it is now is kept on this computer, and you can come back to it at any time. You can
        go on working meanwhile. It is not a backup: a broken disk takes it along.
      </Text>
      <TextInput
        label="Name"
        description="Optional, for example what you are about to change."
        data-autofocus
        maxLength={NAME_LIMIT}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

interface ChangeProps {
  readonly point: RestorePoint;
  readonly onClose: () => void;
}

const AS_IT_IS = 'as-it-is';

export function ChangePointDialog({ point, onClose }: ChangeProps) {
  const now = useClock((state) => state.now);
  const [name, setName] = useState(point.name);
  const [expiry, setExpiry] = useState<ExpiryChoice | typeof AS_IT_IS>(AS_IT_IS);
  const save = (): Promise<Failure | null> =>
    changeRestorePoint(point, {
      name,
      ...(expiry === AS_IT_IS ? {} : { expiresAt: chosenExpiry(expiry, Date.now()) }),
    });
  return (
    <FormDialog
      opened
      title="Name and expiry"
      saveLabel="Save"
      size="md"
      isChanged={name !== point.name || expiry !== AS_IT_IS}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        data-autofocus
        maxLength={NAME_LIMIT}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label="Expires"
        description="What has expired is removed by itself. The state that “Undo last restore” leads to always stays."
        value={expiry}
        onChange={(event) => setExpiry(event.currentTarget.value as ExpiryChoice)}
        data={[
          { value: AS_IT_IS, label: `As it is: ${expiryInWords({ ...point, staysBecause: null }, now)}` },
          ...expiryChoices.map(({ value, label }) => ({ value, label })),
        ]}
      />
    </FormDialog>
  );
}
