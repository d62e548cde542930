/** Chooses a case by typing parts of its number, title or parties. */
import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { invoke } from '../bridge.ts';

/** A case as a choice names it. */
export interface CaseChoice {
  readonly id: string;
  readonly number: string;
  readonly title: string;
}

interface Props extends Omit<SelectProps, 'value' | 'onChange' | 'data'> {
  readonly value: CaseChoice | null;
  readonly onChange: (choice: CaseChoice | null) => void;
}

const labelOf = ({ number, title }: CaseChoice): string => (number === '' ? title : `${number} – ${title}`);
const TYPING_PAUSE = 80;

export function CaseInput({ value, onChange, ...rest }: Props) {
  const [search, setSearch] = useState('');
  const [words] = useDebouncedValue(search, TYPING_PAUSE);
  const [found, setFound] = useState<readonly CaseChoice[]>([]);

  useEffect(() => {
    let isNewest = true;
    // The label of what is chosen stands in the field; that is no search.
    const asked = value !== null && words === labelOf(value) ? '' : words;
    void invoke('cases:find', { search: asked.slice(0, 200) }).then((result) => {
      if (isNewest && result.success) setFound(result.cases);
    });
    return () => {
      isNewest = false;
    };
  }, [words, value]);

  const choices = value !== null && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;
  return (
    <Select
      label="Case"
      placeholder="Type a number, a title or a name"
      clearable
      searchable
      nothingFoundMessage="No case has these words."
      {...rest}
      data={choices.map((choice) => ({ value: choice.id, label: labelOf(choice) }))}
      // Main has searched already.
      filter={({ options }) => options}
      value={value?.id ?? null}
      onChange={(id) => onChange(choices.find((choice) => choice.id === id) ?? null)}
      searchValue={search}
      onSearchChange={setSearch}
    />
  );
}
