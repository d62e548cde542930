/** Filters that were kept under a name, the order of the list, and how many cases there are. */
import type { SavedFilter } from '@causebook/contracts';
import { ActionIcon, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { failureOf } from '../../bridge.ts';
import { FormDialog } from '../../components/FormDialog.tsx';
import { format } from '../../format.ts';
import { CloseIcon, FilterIcon } from '../../icons.tsx';
import {
  applyFilter,
  clearCaseFilters,
  forgetFilter,
  keepFilter,
  orderCases,
} from '../../stores/cases-actions.ts';
import { selectApplied, selectIsFiltered, useCases } from '../../stores/cases-store.ts';
import classes from './cases.module.css';
import { beginsDescending, directionWords, orderWords } from './list-words.ts';

function Chip({ saved }: { readonly saved: SavedFilter }) {
  const isApplied = useCases((state) => selectApplied(state)?.name === saved.name);
  return (
    <span className={classes.chip} data-applied={isApplied || undefined}>
      <button
        type="button"
        className={classes.chipName}
        aria-pressed={isApplied}
        onClick={() => (isApplied ? clearCaseFilters() : applyFilter(saved))}
      >
        {saved.name}
      </button>
      <ActionIcon
        variant="transparent"
        size="sm"
        color="gray"
        aria-label={`Delete the filter ${saved.name}`}
        onClick={() => void forgetFilter(saved.name)}
      >
        <CloseIcon size={14} />
      </ActionIcon>
    </span>
  );
}

function SaveFilter() {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const isKnown = useCases(({ filters }) =>
    filters.some((saved) => saved.name.toLowerCase() === name.trim().toLowerCase()),
  );
  const save = async () => {
    if (name.trim() !== '') return keepFilter(name.trim());
    const message = 'The filter has no name.';
    return { ...failureOf('INVALID_INPUT'), error: message, message, remedy: 'Type a name for it.' };
  };
  return (
    <>
      <Button
        variant="subtle"
        size="xs"
        px={6}
        leftSection={<FilterIcon size={15} />}
        onClick={() => setOpened(true)}
      >
        Save this filter
      </Button>
      <FormDialog
        opened={opened}
        title="Save this filter"
        saveLabel={isKnown ? 'Replace the filter' : 'Save'}
        size="md"
        isChanged={name !== ''}
        onSave={save}
        onClose={() => {
          setOpened(false);
          setName('');
        }}
      >
        <TextInput
          label="Name"
          description={
            isKnown
              ? 'There is a filter of this name. It is replaced.'
              : 'Under this name it stands above the list.'
          }
          placeholder="Writs this week"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
      </FormDialog>
    </>
  );
}

function Order() {
  const order = useCases((state) => state.order);
  return (
    <Group gap={4} wrap="nowrap">
      <Select
        size="xs"
        aria-label="Order"
        allowDeselect={false}
        data={Object.entries(orderWords).map(([value, label]) => ({ value, label }))}
        value={order.by}
        onChange={(value) => {
          const by = value as keyof typeof orderWords;
          orderCases({ by, descending: beginsDescending(by) });
        }}
        className={classes.order!}
      />
      <Button
        variant="default"
        size="xs"
        onClick={() => orderCases({ ...order, descending: !order.descending })}
      >
        {directionWords(order)}
      </Button>
    </Group>
  );
}

function Count() {
  const total = useCases((state) => state.total);
  const all = useCases((state) => state.all);
  const loaded = useCases((state) => state.loaded);
  return (
    <Text size="sm" c="dimmed" role="status" className={classes.count!}>
      {loaded &&
        (total === all
          ? format.count(all, 'case', 'cases')
          : `${format.integer(total)} of ${format.count(all, 'case', 'cases')}`)}
    </Text>
  );
}

export function ListBar() {
  const filters = useCases((state) => state.filters);
  const isFiltered = useCases(selectIsFiltered);
  const canSave = useCases((state) => selectIsFiltered(state) && selectApplied(state) === undefined);
  return (
    <Group gap="xs" justify="space-between">
      <Group gap={6} flex="1 1 auto">
        <Count />
        {isFiltered && (
          <Button variant="subtle" size="xs" px={6} onClick={clearCaseFilters}>
            Clear filters
          </Button>
        )}
        {filters.length > 0 && (
          <Group gap={6} role="group" aria-label="Saved filters">
            {filters.map((saved) => (
              <Chip key={saved.name} saved={saved} />
            ))}
          </Group>
        )}
        {canSave && <SaveFilter />}
      </Group>
      <Order />
    </Group>
  );
}
