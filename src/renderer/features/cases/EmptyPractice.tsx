/** The first thing a new practice shows: the three ways to fill it. */
import { Button, Code, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { OperationButton } from '../../components/OperationButton.tsx';
import { ArchiveFileIcon, BackupIcon, CasesIcon } from '../../icons.tsx';
import { createSamplePractice } from '../../stores/app-actions.ts';
import { useApp } from '../../stores/app-store.ts';
import { goToBackupTab } from '../../stores/navigation-store.ts';
import classes from './cases.module.css';

interface WayProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

function Way({ icon, title, children, action }: WayProps) {
  return (
    <section className={classes.way}>
      <span className={classes.wayIcon}>{icon}</span>
      <Title order={3}>{title}</Title>
      <div className={classes.wayWords}>{children}</div>
      {action}
    </section>
  );
}

export function EmptyPractice() {
  const creating = useApp((state) => state.creatingSample);
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>This practice is empty.</Title>
        <Text c="dimmed">There are three ways to begin.</Text>
      </div>
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="md">
        <Way
          icon={<BackupIcon size={26} />}
          title="You have a backup"
          action={<Button onClick={() => goToBackupTab('backups')}>Restore from a backup</Button>}
        >
          <Text size="sm">
            Bring back the practice from a ZIP file that Causebook made on this or on another computer. You
            see what is in it before anything happens.
          </Text>
        </Way>
        <Way
          icon={<CasesIcon size={26} />}
          title="You want to try it out"
          action={
            <OperationButton variant="default" loading={creating} onClick={() => void createSamplePractice()}>
              Look around with a sample practice
            </OperationButton>
          }
        >
          <Text size="sm">
            Fills this practice with invented cases, hearings and documents, so that you can see how
            everything works before you trust it with your own.
          </Text>
        </Way>
        <Way icon={<ArchiveFileIcon size={26} />} title="You have a list in another program">
          <Text size="sm">
            Save your list of cases as a CSV file. The command that comes with Causebook imports it. Ask
            whoever looks after your computers to close Causebook and run
          </Text>
          <Code block mt="xs">
            causebook import --help
          </Code>
        </Way>
      </SimpleGrid>
    </Stack>
  );
}
