/** No case passes the search and the filters. */
import { Button } from '@mantine/core';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SearchIcon } from '../../icons.tsx';
import { clearCaseFilters } from '../../stores/cases-actions.ts';
import { useCases } from '../../stores/cases-store.ts';
import { useUsers } from '../../stores/users-store.ts';
import { filterInWords } from './list-words.ts';

export function NoMatches() {
  const filter = useCases((state) => state.shownFilter);
  const lawyer = useUsers(({ users }) => users.find(({ id }) => id === filter.lawyerId)?.name ?? null);
  return (
    <EmptyState
      icon={<SearchIcon size={32} />}
      action={
        <Button variant="default" onClick={clearCaseFilters}>
          Show all cases
        </Button>
      }
    >
      {`There are no ${filterInWords(filter, lawyer)}.`}
    </EmptyState>
  );
}
