/** What the case list is narrowed by: words, and one choice of each kind. */
import type { CaseStatus, NextHearingFilter } from '@causebook/contracts';
import { Select, TextInput, type SelectProps } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { SearchIcon } from '../../icons.tsx';
import { filterCases, searchCases, selectRow } from '../../stores/cases-actions.ts';
import { caseAt, useCases } from '../../stores/cases-store.ts';
import { openCase } from '../../stores/navigation-store.ts';
import { useUsers } from '../../stores/users-store.ts';
import { caseStatusWords } from '../../words.ts';
import classes from './cases.module.css';
import { hearingFilterWords } from './list-words.ts';

export const SEARCH_ID = 'case-search';

const NO_LAWYER = 'none';

const options = <Value extends string>(words: Readonly<Record<Value, string>>) =>
  Object.entries<string>(words).map(([value, label]) => ({ value, label }));

/** A choice of one, or none, found by typing. */
function Choice({ label, ...rest }: SelectProps & { readonly label: string }) {
  return (
    <Select
      {...rest}
      aria-label={label}
      placeholder={label}
      size="sm"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}` }}
      nothingFoundMessage="Nothing here has these letters."
      limit={100}
      className={classes.choice!}
      // The list of choices scrolls itself and stays in the content, where assistive technology looks for it.
      withScrollArea={false}
      classNames={{ options: classes.choices! }}
      comboboxProps={{ width: 'max-content', position: 'bottom-start', withinPortal: false }}
    />
  );
}

/** The chosen word stays in the list, even where no case has it any more. */
const withChosen = (words: readonly string[], chosen: string | null): string[] =>
  chosen === null || words.includes(chosen) ? [...words] : [chosen, ...words];

function LawyerChoice() {
  const lawyerId = useCases((state) => state.filter.lawyerId);
  const users = useUsers((state) => state.users);
  if (users.length === 0 && lawyerId === null) return null;
  return (
    <Choice
      label="Lawyer"
      data={[
        ...users
          .filter((user) => user.role !== 'clerk' || user.id === lawyerId)
          .map(({ id, name }) => ({ value: id, label: name })),
        { value: NO_LAWYER, label: 'No lawyer' },
      ]}
      value={lawyerId === '' ? NO_LAWYER : lawyerId}
      onChange={(value) => filterCases({ lawyerId: value === NO_LAWYER ? '' : value })}
    />
  );
}

/** From the words straight into the list. */
function moveByKey(event: KeyboardEvent): void {
  const state = useCases.getState();
  const { selected } = state;
  switch (event.key) {
    case 'ArrowDown':
      selectRow(selected === null ? 0 : selected + 1);
      break;
    case 'ArrowUp':
      selectRow(selected === null ? 0 : selected - 1);
      break;
    case 'Enter': {
      const found = caseAt(state, selected ?? 0);
      if (found && (selected !== null || state.total === 1)) openCase(found.id);
      break;
    }
    case 'Escape':
      if (state.filter.search === '') return;
      searchCases('');
      break;
    default:
      return;
  }
  event.preventDefault();
}

function SearchField() {
  const search = useCases((state) => state.filter.search);
  return (
    <TextInput
      id={SEARCH_ID}
      type="search"
      aria-label="Search cases"
      aria-keyshortcuts="/"
      placeholder="Number, title, party, court or notes"
      leftSection={<SearchIcon />}
      value={search}
      maxLength={200}
      onChange={(event) => searchCases(event.currentTarget.value)}
      onKeyDown={moveByKey}
      className={classes.search!}
    />
  );
}

export function CaseFilters() {
  const filter = useCases((state) => state.filter);
  const vocabulary = useCases((state) => state.vocabulary);
  return (
    <div className={classes.filters} role="search" aria-label="Cases">
      <SearchField />
      <Choice
        label="Status"
        data={options(caseStatusWords)}
        value={filter.status}
        onChange={(status) => filterCases({ status: status as CaseStatus | null })}
      />
      <Choice
        label="Court"
        data={withChosen(vocabulary.courts, filter.court)}
        value={filter.court}
        onChange={(court) => filterCases({ court })}
      />
      <Choice
        label="Kind of matter"
        data={withChosen(vocabulary.kinds, filter.kind)}
        value={filter.kind}
        onChange={(kind) => filterCases({ kind })}
      />
      <LawyerChoice />
      <Choice
        label="Next hearing"
        data={options(hearingFilterWords)}
        value={filter.nextHearing}
        onChange={(nextHearing) => filterCases({ nextHearing: nextHearing as NextHearingFilter | null })}
      />
    </div>
  );
}
