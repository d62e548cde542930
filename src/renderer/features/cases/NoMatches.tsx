/** No case passes the search and the filter. */
import { Button } from '@mantine/core';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SearchIcon } from '../../icons.tsx';
import { clearCaseFilters } from '../../stores/cases-actions.ts';
import { useCases } from '../../stores/cases-store.ts';
import { caseStatusWords } from '../../words.ts';

export function NoMatches() {
  const search = useCases((state) => state.shownSearch);
  const status = useCases((state) => state.status);
  const kind = status === null ? 'case' : `${caseStatusWords[status].toLowerCase()} case`;
  return (
    <EmptyState
      icon={<SearchIcon size={32} />}
      action={
        <Button variant="default" onClick={clearCaseFilters}>
          Show all cases
        </Button>
      }
    >
      {search === '' ? `There is no ${kind}.` : `No ${kind} has the words “${search}”.`}
    </EmptyState>
  );
}
