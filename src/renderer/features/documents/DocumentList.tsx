/** A list of documents with its filters, its empty states, and what is being added to it. */
import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { SearchIcon } from '../../icons.tsx';
import type { DocumentsActions } from '../../stores/documents-actions.ts';
import { selectIsFiltered, type DocumentsStore } from '../../stores/documents-store.ts';
import { AddingPanel } from './AddingPanel.tsx';
import { DocumentFilters } from './DocumentFilters.tsx';
import { DocumentTable } from './DocumentTable.tsx';

interface Props {
  readonly store: DocumentsStore;
  readonly actions: DocumentsActions;
  readonly showCase: boolean;
  /** Stands where no document is yet. */
  readonly empty: ReactNode;
}

/** From so many documents on, looking through them wants filters. */
const FEW = 8;

function NoMatches({ store, actions }: Pick<Props, 'store' | 'actions'>) {
  const search = useStore(store, (state) => state.shownSearch);
  return (
    <EmptyState
      icon={<SearchIcon size={32} />}
      action={
        <Button variant="default" onClick={actions.showAll}>
          Show all documents
        </Button>
      }
    >
      {search === ''
        ? 'No document is of this kind and has this tag.'
        : `No document has the words “${search}”.`}
    </EmptyState>
  );
}

function Content({ store, actions, showCase, empty }: Props) {
  const loaded = useStore(store, (state) => state.loaded);
  const failure = useStore(store, (state) => state.failure);
  const none = useStore(store, (state) => state.total === 0);
  const filtered = useStore(store, selectIsFiltered);
  if (failure) return <FailureNotice failure={failure} onRetry={() => void actions.refresh()} />;
  if (!loaded) return <Text c="dimmed">Looking for documents…</Text>;
  if (!none) return <DocumentTable store={store} actions={actions} showCase={showCase} />;
  return filtered ? <NoMatches store={store} actions={actions} /> : empty;
}

export function DocumentList(props: Props) {
  const { store, actions } = props;
  const filtered = useStore(store, selectIsFiltered);
  const many = useStore(store, (state) => state.total > FEW);
  const failed = useStore(store, (state) => state.failure !== null);
  return (
    <Stack gap="md">
      <AddingPanel />
      {!failed && (filtered || many) && <DocumentFilters store={store} actions={actions} />}
      <Content {...props} />
    </Stack>
  );
}
