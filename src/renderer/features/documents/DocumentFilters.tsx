/** Narrows a list of documents: words, kind, tag. */
import { Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useStore } from 'zustand';
import { SearchIcon } from '../../icons.tsx';
import type { DocumentsActions } from '../../stores/documents-actions.ts';
import type { DocumentKind, DocumentsStore } from '../../stores/documents-store.ts';
import classes from './documents.module.css';

const kinds: readonly { readonly value: DocumentKind | ''; readonly label: string }[] = [
  { value: '', label: 'All' },
  { value: 'pdf', label: 'PDF' },
  { value: 'image', label: 'Images' },
  { value: 'text', label: 'Text' },
  { value: 'other', label: 'Other' },
];

interface Props {
  readonly store: DocumentsStore;
  readonly actions: DocumentsActions;
}

export function DocumentFilters({ store, actions }: Props) {
  const search = useStore(store, (state) => state.search);
  const kind = useStore(store, (state) => state.kind);
  const tag = useStore(store, (state) => state.tag);
  const tags = useStore(store, (state) => state.tags);
  const choices = tag === null || tags.includes(tag) ? tags : [tag, ...tags];
  return (
    <Group gap="sm" className={classes.filters}>
      <TextInput
        type="search"
        aria-label="Search documents"
        placeholder="Words of the name or a tag"
        leftSection={<SearchIcon />}
        value={search}
        maxLength={200}
        onChange={(event) => actions.search(event.currentTarget.value)}
        className={classes.search}
      />
      <SegmentedControl
        aria-label="Kind of file"
        data={[...kinds]}
        value={kind ?? ''}
        onChange={(value) => actions.filter({ kind: value === '' ? null : value })}
      />
      {choices.length > 0 && (
        <Select
          aria-label="Tag"
          placeholder="Any tag"
          data={[...choices]}
          value={tag}
          clearable
          searchable
          clearButtonProps={{ 'aria-label': 'Any tag' }}
          nothingFoundMessage="No tag is called like this."
          onChange={(value) => actions.filter({ tag: value })}
          className={classes.tagFilter}
        />
      )}
    </Group>
  );
}
