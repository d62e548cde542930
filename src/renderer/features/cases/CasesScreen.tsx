/** The cases of the practice, with search, filters and orders. */
import type { Failure } from '@causebook/contracts';
import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page } from '../../components/Page.tsx';
import { CasesIcon, PlusIcon } from '../../icons.tsx';
import { newCase } from '../../stores/case-form-store.ts';
import { refreshCases, refreshFilters, refreshVocabulary } from '../../stores/cases-actions.ts';
import { useCases } from '../../stores/cases-store.ts';
import { goTo, goToBackupTab } from '../../stores/navigation-store.ts';
import { refreshAll } from '../../stores/refresh.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { CaseFilters, SEARCH_ID } from './CaseFilters.tsx';
import { CaseFormDialog } from './CaseFormDialog.tsx';
import { CaseGrid } from './CaseGrid.tsx';
import { NoMatches } from './NoMatches.tsx';
import { ListBar } from './SavedFilters.tsx';
import classes from './cases.module.css';
import { useKeys } from './use-keys.ts';

/** The list cannot be read; the ways back to a practice that can are on the backup screen. */
function CannotBeRead({ failure }: { readonly failure: Failure }) {
  return (
    <FailureNotice
      failure={failure}
      onRetry={() => {
        refreshAll();
        refreshCases();
      }}
    >
      <Button size="xs" onClick={() => goToBackupTab('backups')}>
        Restore a backup
      </Button>
      <Button size="xs" variant="default" onClick={() => goToBackupTab('restore-points')}>
        Show the restore points
      </Button>
    </FailureNotice>
  );
}

function NoCases() {
  return (
    <EmptyState
      icon={<CasesIcon size={32} />}
      action={
        <Group gap="sm" justify="center">
          <Button leftSection={<PlusIcon />} onClick={newCase}>
            New case
          </Button>
          <Button variant="default" onClick={() => goTo('import')}>
            Import cases
          </Button>
        </Group>
      }
    >
      There are no cases yet. Enter the first one, or bring in the list that you keep in a spreadsheet.
    </EmptyState>
  );
}

function Content() {
  const loaded = useCases((state) => state.loaded);
  const none = useCases((state) => state.total === 0);
  if (!loaded) return <Text c="dimmed">Opening the practice…</Text>;
  return none ? <NoMatches /> : <CaseGrid />;
}

function List() {
  const failure = useCases((state) => state.failure);
  const isEmpty = useCases((state) => state.loaded && state.all === 0);
  if (failure) return <CannotBeRead failure={failure} />;
  if (isEmpty) return <NoCases />;
  return (
    <Paper
      component="section"
      aria-label="Case list"
      withBorder
      bg="var(--cb-card)"
      className={classes.list!}
    >
      <Stack gap="xs" className={classes.tools!}>
        <CaseFilters />
        <ListBar />
      </Stack>
      <Content />
    </Paper>
  );
}

function Actions() {
  const failed = useCases((state) => state.failure !== null);
  // The empty list has this button itself.
  const isEmpty = useCases((state) => state.loaded && state.all === 0);
  if (failed) return null;
  return (
    <Group gap="md">
      <Anchor component="button" size="sm" onClick={() => goTo('deleted')}>
        Deleted entries
      </Anchor>
      {!isEmpty && (
        <Button leftSection={<PlusIcon />} aria-keyshortcuts="n" onClick={newCase}>
          New case
        </Button>
      )}
    </Group>
  );
}

export function CasesScreen() {
  useFresh(['case', 'hearing', 'user', 'import'], refreshCases);
  useFresh(['case', 'import'], refreshVocabulary);
  useFresh([], () => void refreshFilters());
  useKeys({ n: newCase, '/': () => document.getElementById(SEARCH_ID)?.focus() });
  return (
    <Page title="Cases" aside={<Actions />}>
      <List />
      <CaseFormDialog />
    </Page>
  );
}
