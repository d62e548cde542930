/** The form for somebody who works in the practice. */
import type { Failure, Role, User } from '@causebook/contracts';
import { Radio, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../components/FormDialog.tsx';
import { saveUser } from '../../stores/users-actions.ts';
import { roleWords } from './role-words.ts';

interface Props {
  readonly opened: boolean;
  /** Null for somebody new. */
  readonly user: User | null;
  /** Whether nobody works here yet: the first person is an owner. */
  readonly isFirst: boolean;
  readonly onClose: () => void;
}

const roles: readonly Role[] = ['owner', 'advocate', 'clerk'];

export function UserForm({ opened, user, isFirst, onClose }: Props) {
  const start = {
    name: user?.name ?? '',
    email: user?.email ?? '',
    role: user?.role ?? (isFirst ? 'owner' : 'advocate'),
    active: user?.active ?? true,
  };
  const [draft, setDraft] = useState(start);
  const change = (part: Partial<typeof draft>): void => setDraft((present) => ({ ...present, ...part }));
  const [isNameless, setNameless] = useState(false);
  const save = async (): Promise<Failure | null> => {
    if (draft.name.trim() !== '') return saveUser(user?.id ?? null, draft);
    setNameless(true);
    const message = 'The name is missing.';
    const remedy = 'Type the name under which this person appears.';
    return { success: false, code: 'INVALID_INPUT', error: message, message, remedy };
  };
  return (
    <FormDialog
      opened={opened}
      title={user ? `Change ${user.name}` : 'Add somebody'}
      saveLabel="Save"
      isChanged={JSON.stringify(draft) !== JSON.stringify(start)}
      onSave={save}
      onClose={onClose}
    >
      <Stack gap="md">
        <TextInput
          label="Name"
          required
          data-autofocus
          maxLength={100}
          value={draft.name}
          error={isNameless && draft.name.trim() === '' ? 'Type a name.' : null}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Email"
          type="email"
          maxLength={500}
          value={draft.email}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <Radio.Group
          label="Role"
          description={isFirst ? 'The first person is an owner. Others can be added after that.' : undefined}
          value={draft.role}
          onChange={(role) => change({ role: role as Role })}
        >
          <Stack gap="sm" mt="xs">
            {roles.map((role) => (
              <Radio
                key={role}
                value={role}
                label={roleWords[role].name}
                description={roleWords[role].may}
                disabled={isFirst && role !== 'owner'}
              />
            ))}
          </Stack>
        </Radio.Group>
        {user && (
          <Switch
            label="Works here now"
            description="Whoever does not cannot sign in and is not offered for new entries. What they did stays theirs."
            checked={draft.active}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
        )}
      </Stack>
    </FormDialog>
  );
}
