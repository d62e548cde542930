/** Stands in place of every screen of a practice that cannot be opened: what happened, and the ways out of it. */
import { Button, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { goToBackupTab } from '../../stores/navigation-store.ts';
import { beginRecovery, copyDetails, quit, showFolder, tryAgain } from '../../stores/recovery-actions.ts';
import { useRecovery } from '../../stores/recovery-store.ts';
import { useApp } from '../../stores/app-store.ts';
import { ProgressPanel } from '../backup/ProgressPanel.tsx';
import { BackupWay } from './BackupWay.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { ReindexWay, SalvageWay } from './RepairWays.tsx';
import { StatesWay } from './StatesWay.tsx';
import classes from './recovery.module.css';

const UNCHANGED = 'Nothing was changed.';

function WhatHappened() {
  const problem = useRecovery((state) => state.options?.problem ?? null);
  const examination = useRecovery((state) => state.examination);
  const isExamining = useRecovery((state) => state.isExamining);
  const failure = useRecovery((state) => state.examineFailure);
  const finding = examination?.damage;
  const isSound = finding?.kind === 'none' && problem === null;
  return (
    <Notice tone={isSound ? 'safe' : problem === null ? 'info' : 'attention'}>
      <Stack gap={4}>
        {problem && (
          <Text size="sm" fw={600}>
            {problem.sentence} {problem.sentence.includes(UNCHANGED) ? '' : UNCHANGED}
          </Text>
        )}
        <Text size="sm" role="status">
          {isExamining && 'Looking at what can still be read. This writes nothing…'}
          {finding?.sentence}
          {!isExamining && failure && `What can still be read was not found out: ${failure.message}`}
        </Text>
        {finding?.journal === 'unreadable' && (
          <Text size="sm">
            What was entered last may be missing: the place where it is kept first is damaged, too.
          </Text>
        )}
        {finding && finding.unreadableBytes > 0 && (
          <Text size="sm">
            The disk could not read a part of the file. Copy everything from this disk soon.
          </Text>
        )}
      </Stack>
    </Notice>
  );
}

function Ways() {
  const damage = useRecovery((state) => state.examination?.damage.kind ?? null);
  const problem = useRecovery((state) => state.options?.problem ?? null);
  return (
    <ol className={classes.ways} aria-label="Ways out, the one that loses least first">
      {damage === 'index' && <ReindexWay />}
      <BackupWay />
      {problem !== null && <StatesWay />}
      {damage !== null && damage !== 'none' && damage !== 'index' && <SalvageWay />}
    </ol>
  );
}

function OtherWays() {
  return (
    <div className={classes.foot}>
      <Button variant="default" onClick={tryAgain}>
        Try again
      </Button>
      <Button variant="default" onClick={() => goToBackupTab('backups')}>
        Restore a backup
      </Button>
      <Button variant="default" onClick={() => goToBackupTab('restore-points')}>
        Show the restore points
      </Button>
      <Button variant="default" onClick={() => void showFolder()}>
        Show the folder
      </Button>
      <Button variant="default" onClick={() => void copyDetails()}>
        Copy details for support
      </Button>
      <Button variant="default" onClick={() => void quit()}>
        Quit
      </Button>
    </div>
  );
}

export function RecoveryScreen() {
  const failure = useRecovery((state) => state.failure);
  const isOpen = useApp((state) => state.failure === null);
  const problem = useRecovery((state) => state.options?.problem);
  // The dialog shows it then.
  const isMerging = useRecovery((state) => state.merging.kind !== 'closed');
  useEffect(() => void beginRecovery(), []);
  const title =
    problem === null || (problem === undefined && isOpen) ? 'Repair' : 'Your practice cannot be opened';
  return (
    <Page title={title}>
      {failure ? <FailureNotice failure={failure} onRetry={tryAgain} /> : <WhatHappened />}
      <Ways />
      <OtherWays />
      <ProgressPanel isShownElsewhere={isMerging} />
      <MergeDialog />
    </Page>
  );
}
