/** The first thing that a new Causebook shows: the ways to begin. */
import { Button, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { OperationButton } from '../../components/OperationButton.tsx';
import { Page } from '../../components/Page.tsx';
import { ArchiveFileIcon, ImportIcon, TodayIcon } from '../../icons.tsx';
import { openSample } from '../../stores/app-actions.ts';
import { selectKind, useOperation } from '../../stores/operation-store.ts';
import { pickArchive } from '../../stores/restore-actions.ts';
import { DropZone } from '../backup/DropZone.tsx';
import { BeginDialog, type Beginning } from './BeginDialog.tsx';
import classes from './first-run.module.css';

interface DoorProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  readonly action: ReactNode;
}

function Door({ icon, title, children, action }: DoorProps) {
  return (
    <li className={classes.door}>
      <span className={classes.icon}>{icon}</span>
      <Title order={2}>{title}</Title>
      <Text size="sm" className={classes.words}>
        {children}
      </Text>
      {action}
    </li>
  );
}

function Sample() {
  const isOpening = useOperation((state) => selectKind(state) === 'sample');
  return (
    <div className={classes.sample}>
      <Text size="sm">
        Not sure yet? A sample practice with invented cases shows how everything works. It lies beside your
        own, and goes without a trace when you leave it.
      </Text>
      <OperationButton variant="default" loading={isOpening} onClick={() => void openSample()}>
        Look around in a sample practice
      </OperationButton>
    </div>
  );
}

export function FirstRun() {
  const [beginning, setBeginning] = useState<Beginning | null>(null);
  return (
    <Page title="Welcome to Causebook">
      <DropZone />
      <Text>How would you like to begin? Everything stays on this computer.</Text>
      <Stack gap="xl">
        <ul className={classes.doors}>
          <Door
            icon={<TodayIcon size={28} />}
            title="Start with an empty diary"
            action={<Button onClick={() => setBeginning('today')}>Start empty</Button>}
          >
            Enter your first case, and its next hearing stands on the page of its day.
          </Door>
          <Door
            icon={<ImportIcon size={28} />}
            title="Import a list of cases"
            action={<Button onClick={() => setBeginning('import')}>Import a list…</Button>}
          >
            Bring your cases from a spreadsheet: a workbook or a CSV file. You see what becomes of every line
            first, and an import can be taken back as a whole.
          </Door>
          <Door
            icon={<ArchiveFileIcon size={28} />}
            title="Restore from a backup"
            action={
              <OperationButton onClick={() => void pickArchive()}>Choose the ZIP file…</OperationButton>
            }
          >
            From a ZIP file that Causebook made on this or on another computer. Choose it or drop it here; you
            see what is in it before anything happens.
          </Door>
        </ul>
        <Sample />
      </Stack>
      <BeginDialog beginning={beginning} onClose={() => setBeginning(null)} />
    </Page>
  );
}
