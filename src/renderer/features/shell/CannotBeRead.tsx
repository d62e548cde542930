/** Stands in place of every screen of a practice that cannot be opened, and leads to the ways back to one that can. */
import type { Failure } from '@causebook/contracts';
import { Button } from '@mantine/core';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page } from '../../components/Page.tsx';
import { goToBackupTab } from '../../stores/navigation-store.ts';
import { refreshAll } from '../../stores/refresh.ts';

export function CannotBeRead({ failure }: { readonly failure: Failure }) {
  return (
    <Page title="Your practice cannot be opened">
      <FailureNotice failure={failure} onRetry={refreshAll}>
        <Button size="xs" onClick={() => goToBackupTab('backups')}>
          Restore a backup
        </Button>
        <Button size="xs" variant="default" onClick={() => goToBackupTab('restore-points')}>
          Show the restore points
        </Button>
      </FailureNotice>
    </Page>
  );
}
