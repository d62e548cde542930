/** The cases of the practice, with search and filter. */
import type { Failure } from '@causebook/contracts';
import { Button, Group, Paper, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page } from '../../components/Page.tsx';
import { format } from '../../format.ts';
import { SearchIcon } from '../../icons.tsx';
import { useApp } from '../../stores/app-store.ts';
import { filterCases, searchCases } from '../../stores/cases-actions.ts';
import { selectIsFiltered, useCases } from '../../stores/cases-store.ts';
import { goToBackupTab } from '../../stores/navigation-store.ts';
import { refreshAll } from '../../stores/refresh.ts';
import { CaseTable } from './CaseTable.tsx';
import { EmptyPractice } from './EmptyPractice.tsx';
import { NoMatches } from './NoMatches.tsx';
import classes from './cases.module.css';

const statuses = [
  { value: '', label: 'All' },
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Closed' },
  { value: 'archived', label: 'Archived' },
] as const;

function CaseFilters() {
  const search = useCases((state) => state.search);
  const status = useCases((state) => state.status);
  return (
    <Group gap="sm" className={classes.filters}>
      <TextInput
        type="search"
        aria-label="Search cases"
        placeholder="Number, title, court or client"
        leftSection={<SearchIcon />}
        value={search}
        maxLength={200}
        onChange={(event) => searchCases(event.currentTarget.value)}
        className={classes.search}
      />
      <SegmentedControl
        aria-label="Status"
        data={[...statuses]}
        value={status ?? ''}
        onChange={(value) => filterCases(value === '' ? null : value)}
      />
    </Group>
  );
}

function Total() {
  const total = useCases((state) => state.total);
  const loaded = useCases((state) => state.loaded);
  const filtered = useCases(selectIsFiltered);
  const failed = useCases((state) => state.failure !== null);
  return (
    <Text size="sm" c="dimmed" aria-live="polite">
      {loaded &&
        !failed &&
        (filtered ? `${format.count(total, 'case', 'cases')} found` : format.count(total, 'case', 'cases'))}
    </Text>
  );
}

/** The list cannot be read; the ways back to a practice that can are on the backup screen. */
function CannotBeRead({ failure }: { readonly failure: Failure }) {
  return (
    <FailureNotice failure={failure} onRetry={refreshAll}>
      <Button size="xs" onClick={() => goToBackupTab('backups')}>
        Restore a backup
      </Button>
      <Button size="xs" variant="default" onClick={() => goToBackupTab('restore-points')}>
        Show the restore points
      </Button>
    </FailureNotice>
  );
}

function Content() {
  const loaded = useCases((state) => state.loaded);
  const failure = useCases((state) => state.failure);
  const none = useCases((state) => state.total === 0);
  if (failure) return <CannotBeRead failure={failure} />;
  if (!loaded) return <Text c="dimmed">Opening the practice…</Text>;
  return none ? <NoMatches /> : <CaseTable />;
}

export function CasesScreen() {
  const failed = useCases((state) => state.failure !== null);
  const empty = useApp((state) => state.info?.counts.cases === 0);
  const unfiltered = useCases((state) => !selectIsFiltered(state));
  const none = useCases((state) => state.loaded && state.failure === null && state.total === 0);
  if (empty && none && unfiltered) {
    return (
      <Page title="Cases">
        <EmptyPractice />
      </Page>
    );
  }
  return (
    <Page title="Cases" aside={<Total />}>
      <Paper component="section" aria-label="Case list" withBorder p="lg" bg="var(--cb-card)">
        <Stack gap="md">
          {!failed && <CaseFilters />}
          <Content />
        </Stack>
      </Paper>
    </Page>
  );
}
