/** The backups, newest first, and the ways to bring in another one. */
import type { BackupEntry } from '@causebook/contracts';
import { Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { DataTable, type Column } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { useTarget } from '../../components/use-target.ts';
import { ArchiveFileIcon, BackupIcon, RefreshIcon } from '../../icons.tsx';
import { exportNow, rebuildCatalog, refreshBackups, verifyAllBackups } from '../../stores/backups-actions.ts';
import { useBackups } from '../../stores/backups-store.ts';
import { pickArchive } from '../../stores/restore-actions.ts';
import { BackupDetails } from './BackupDetails.tsx';
import { BackupRow } from './BackupRow.tsx';

const columns: readonly Column[] = [
  { label: 'Backup', width: '29%' },
  { label: 'Size and contents', width: '20%' },
  // Its words change by themselves, and must not take room from the others then.
  { label: 'Proof', width: '20%' },
  { label: 'Actions', hidden: true },
];

function ListActions() {
  return (
    <>
      <OperationButton
        variant="default"
        size="sm"
        leftSection={<ArchiveFileIcon size={16} />}
        onClick={() => void pickArchive()}
      >
        Restore from a ZIP file…
      </OperationButton>
      <OperationButton variant="subtle" size="sm" onClick={() => void verifyAllBackups()}>
        Check all files
      </OperationButton>
      <OperationButton
        variant="subtle"
        size="sm"
        leftSection={<RefreshIcon size={16} />}
        onClick={() => void rebuildCatalog()}
      >
        Look for backups again
      </OperationButton>
    </>
  );
}

function Content() {
  const backups = useBackups((state) => state.backups);
  const loaded = useBackups((state) => state.loaded);
  const failure = useBackups((state) => state.failure);
  const details = useTarget<BackupEntry>();
  if (failure) return <FailureNotice failure={failure} onRetry={() => void refreshBackups()} />;
  if (!loaded) return <Text c="dimmed">Looking for backups…</Text>;
  return (
    <>
      {backups.length === 0 ? (
        <EmptyState
          icon={<BackupIcon size={36} />}
          action={
            <OperationButton onClick={() => void exportNow({})}>Create your first backup</OperationButton>
          }
        >
          No backups available. Create your first backup…
        </EmptyState>
      ) : (
        <DataTable label="Backups" columns={columns}>
          {backups.map((backup) => (
            <BackupRow key={backup.backupId} backup={backup} onDetails={details.open} />
          ))}
        </DataTable>
      )}
      <BackupDetails {...details} />
    </>
  );
}

export function BackupList() {
  return (
    <Card
      title="Backups"
      description="You can also drop a ZIP file anywhere on this screen to restore from it."
      actions={<ListActions />}
    >
      <Content />
    </Card>
  );
}
