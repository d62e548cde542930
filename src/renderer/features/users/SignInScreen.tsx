/** Asks who is at work, before anything of the practice is shown. */
import type { Failure, User } from '@causebook/contracts';
import { Button, Group, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { LockIcon } from '../../icons.tsx';
import { useApp } from '../../stores/app-store.ts';
import { refreshSignIn, signIn } from '../../stores/users-actions.ts';
import { useUsers } from '../../stores/users-store.ts';
import { roleWords } from './role-words.ts';
import classes from './users.module.css';

function Problem({ failure }: { readonly failure: Failure | null }) {
  return (
    <Text size="sm" c="var(--mantine-color-error)" role="alert">
      {failure && `${failure.message} ${failure.code === 'PIN_WRONG' ? '' : failure.remedy}`}
    </Text>
  );
}

interface PinProps {
  readonly user: User;
  readonly onBack: () => void;
}

function PinForm({ user, onBack }: PinProps) {
  const [pin, setPin] = useState('');
  const [trying, setTrying] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (trying) return;
    setTrying(true);
    const refused = await signIn(user.id, pin);
    setTrying(false);
    setFailure(refused);
    if (refused === null) return;
    setPin('');
    field.current?.focus();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <PasswordInput
          label={`PIN of ${user.name}`}
          ref={field}
          autoFocus
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the PIN' }}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
        />
        <Problem failure={failure} />
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>
            Somebody else
          </Button>
          <Button type="submit" loading={trying}>
            Sign in
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          Forgotten? An owner of the practice can set a new PIN under Settings, Users.
        </Text>
      </Stack>
    </form>
  );
}

function People({ onPin }: { readonly onPin: (user: User) => void }) {
  const choices = useUsers((state) => state.choices);
  const [failure, setFailure] = useState<Failure | null>(null);
  const choose = async (user: User): Promise<void> => {
    if (user.hasPin) onPin(user);
    else setFailure(await signIn(user.id, ''));
  };
  return (
    <>
      <ul className={classes.people}>
        {choices.map((user) => (
          <li key={user.id}>
            <button type="button" className={classes.person} onClick={() => void choose(user)}>
              <span>
                <span className={classes.personName}>{user.name}</span>
                <span className={classes.personRole}>{roleWords[user.role].name}</span>
              </span>
              {user.hasPin && <LockIcon size={16} />}
            </button>
          </li>
        ))}
      </ul>
      <Problem failure={failure} />
    </>
  );
}

export function SignInScreen() {
  const practiceName = useApp((state) => state.info?.practiceName);
  const failure = useUsers((state) => state.signInFailure);
  const [chosen, setChosen] = useState<User | null>(null);
  useEffect(() => {
    document.title = 'Sign in – Causebook';
  }, []);
  return (
    <main className={classes.door}>
      <div className={classes.card}>
        <p className={classes.wordmark}>Causebook</p>
        <p className={classes.practice}>{practiceName || '\u00a0'}</p>
        <Title order={1} size="h2" mt="lg" mb="md">
          Who is at work?
        </Title>
        {failure && <FailureNotice failure={failure} onRetry={() => void refreshSignIn()} />}
        {chosen ? (
          <PinForm key={chosen.id} user={chosen} onBack={() => setChosen(null)} />
        ) : (
          <People onPin={setChosen} />
        )}
      </div>
    </main>
  );
}
