/** Sets somebody's PIN, or takes it away. */
import type { Failure, User } from '@causebook/contracts';
import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../../components/FormDialog.tsx';
import { setPin } from '../../stores/users-actions.ts';

interface Props {
  readonly opened: boolean;
  readonly user: User;
  readonly onClose: () => void;
}

const refuse = (message: string, remedy: string): Failure => ({
  success: false,
  code: 'INVALID_INPUT',
  error: message,
  message,
  remedy,
});

/** Why a PIN cannot be used, or null. */
function objectionTo(pin: string, again: string): Failure | null {
  if (!/^\d{4,12}$/.test(pin)) return refuse('A PIN has four to twelve figures.', 'Type figures only.');
  if (pin !== again) return refuse('The two PINs are not the same.', 'Type the new PIN twice.');
  return null;
}

export function PinDialog({ opened, user, onClose }: Props) {
  const [pin, setTyped] = useState('');
  const [again, setAgain] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async (): Promise<Failure | null> => objectionTo(pin, again) ?? setPin(user, pin);
  const remove = async (): Promise<void> => {
    const refused = await setPin(user, null);
    if (refused === null) onClose();
    else setFailure(refused);
  };
  const field = { type: 'password', inputMode: 'numeric', autoComplete: 'off', maxLength: 12 } as const;
  const visibility = { 'aria-label': 'Show or hide the PIN' };
  return (
    <FormDialog
      opened={opened}
      title={user.hasPin ? `A new PIN for ${user.name}` : `A PIN for ${user.name}`}
      saveLabel="Set the PIN"
      size="md"
      problem={failure?.message ?? null}
      onSave={save}
      onClose={onClose}
      aside={
        user.hasPin && (
          <Button variant="subtle" color="red.8" onClick={() => void remove()}>
            Take the PIN away
          </Button>
        )
      }
    >
      <Stack gap="md">
        <PasswordInput
          {...field}
          label="New PIN"
          description="Four to twelve figures."
          data-autofocus
          visibilityToggleButtonProps={visibility}
          value={pin}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <PasswordInput
          {...field}
          label="New PIN again"
          visibilityToggleButtonProps={visibility}
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          From now on {user.name} is asked for it. Whoever forgets it can get a new one from an owner; an
          owner who is alone should keep it written down in a safe place.
        </Text>
      </Stack>
    </FormDialog>
  );
}
