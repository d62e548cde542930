/** Stands in place of everything while the folder of the profile cannot be used: why, what helps, and what can be done. */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Notice } from '../../components/Notice.tsx';
import {
  copyDetails,
  quit,
  refreshOptions,
  saveReadable,
  showFolder,
} from '../../stores/recovery-actions.ts';
import { useRecovery } from '../../stores/recovery-store.ts';
import { useUsers } from '../../stores/users-store.ts';
import classes from './recovery.module.css';

/** Main opens the folder when it is asked for the ways out, and loads this window anew when that succeeds. */
function TryAgain() {
  const [isTrying, setTrying] = useState(false);
  const tryAgain = async (): Promise<void> => {
    setTrying(true);
    await refreshOptions();
    setTrying(false);
  };
  return (
    <Button loading={isTrying} onClick={() => void tryAgain()}>
      Try again
    </Button>
  );
}

export function ClosedProfileScreen() {
  const options = useRecovery((state) => state.options);
  const first = useUsers((state) => state.signInFailure);
  useEffect(() => {
    document.title = 'The folder cannot be used – Causebook';
    void refreshOptions();
  }, []);
  const isBusy = options?.problem?.code === 'BUSY';
  return (
    <main className={classes.closed}>
      <Title order={1}>The folder of your practice cannot be used</Title>
      <Notice tone="attention">
        <Stack gap={4} role="status">
          <Text size="sm" fw={600}>
            {options?.problem?.sentence ?? first?.message}
          </Text>
          <Text size="sm">{options?.problem?.remedy ?? first?.remedy}</Text>
        </Stack>
      </Notice>
      <Text size="sm">Nothing was changed. Your practice lies in {options?.folder}.</Text>
      <Group gap="xs">
        <TryAgain />
        {!isBusy && (
          <Button variant="default" onClick={() => void saveReadable()}>
            Save a copy of everything…
          </Button>
        )}
        <Button variant="default" onClick={() => void showFolder()}>
          Show the folder
        </Button>
        <Button variant="default" onClick={() => void copyDetails()}>
          Copy details for support
        </Button>
        <Button variant="default" onClick={() => void quit()}>
          Quit
        </Button>
      </Group>
    </main>
  );
}
