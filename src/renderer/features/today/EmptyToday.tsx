/** Stands where a practice has no case yet: the ways to get one. */
import { Button, Group } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { TodayIcon } from '../../icons.tsx';
import { goTo, goToBackupTab } from '../../stores/navigation-store.ts';

export function EmptyToday() {
  return (
    <Card title="This practice is empty.">
      <EmptyState
        icon={<TodayIcon size={36} />}
        action={
          <Group justify="center" gap="sm">
            <Button onClick={() => goTo('cases')}>Write down the first case</Button>
            <Button variant="default" onClick={() => goTo('import')}>
              Import a list
            </Button>
            <Button variant="default" onClick={() => goToBackupTab('backups')}>
              Restore from a backup
            </Button>
          </Group>
        }
      >
        As soon as there are cases, this page shows every morning what is listed, what is to be done and what
        has come in.
      </EmptyState>
    </Card>
  );
}
