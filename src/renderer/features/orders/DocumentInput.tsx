/** Chooses a document of a case by typing parts of its name. */
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { invoke } from '../../bridge.ts';

export interface DocumentChoice {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly caseId: string;
  readonly value: DocumentChoice | null;
  readonly onChange: (choice: DocumentChoice | null) => void;
}

const TYPING_PAUSE = 80;
const OFFERED = 50;

export function DocumentInput({ caseId, value, onChange }: Props) {
  const [search, setSearch] = useState('');
  const [words] = useDebouncedValue(search, TYPING_PAUSE);
  const [found, setFound] = useState<readonly DocumentChoice[]>([]);
  const chosen = value?.name ?? null;

  useEffect(() => {
    let isNewest = true;
    // The name of what is chosen stands in the field; that is no search.
    const asked = words === chosen ? '' : words.slice(0, 200);
    void invoke('documents:list', { caseId, search: asked, limit: OFFERED }).then((result) => {
      if (isNewest && result.success) setFound(result.documents);
    });
    return () => {
      isNewest = false;
    };
  }, [words, chosen, caseId]);

  const choices = value !== null && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;
  return (
    <Select
      label="Document"
      description="The document of this case that holds the order."
      placeholder="None"
      clearable
      searchable
      nothingFoundMessage="No document of this case has these words."
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
      // Main has searched already.
      filter={({ options }) => options}
      value={value?.id ?? null}
      onChange={(id) => onChange(choices.find((choice) => choice.id === id) ?? null)}
      searchValue={search}
      onSearchChange={setSearch}
    />
  );
}
