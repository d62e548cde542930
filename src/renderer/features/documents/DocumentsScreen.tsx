/** All documents of the practice, or the one that is open. */
import { Group, Paper, Text } from '@mantine/core';
import { useStore } from 'zustand';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { format } from '../../format.ts';
import { DocumentIcon } from '../../icons.tsx';
import { allDocuments } from '../../stores/documents-actions.ts';
import { selectIsFiltered, allDocumentsStore } from '../../stores/documents-store.ts';
import { useNavigation } from '../../stores/navigation-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { AddButton } from './AddButton.tsx';
import { DocumentList } from './DocumentList.tsx';
import { DocumentView } from './DocumentView.tsx';
import { DropGround } from './DropGround.tsx';

function Total() {
  const total = useStore(allDocumentsStore, (state) => state.total);
  const isShown = useStore(allDocumentsStore, (state) => state.loaded && state.failure === null);
  const filtered = useStore(allDocumentsStore, selectIsFiltered);
  return (
    <Text size="sm" c="dimmed" aria-live="polite">
      {isShown && format.count(total, 'document', 'documents') + (filtered ? ' found' : '')}
    </Text>
  );
}

function AllDocuments() {
  useFresh(['document', 'case'], () => void allDocuments.refresh());
  return (
    <Page
      title="Documents"
      aside={
        <Group gap="md">
          <Total />
          <AddButton caseId={null} />
        </Group>
      }
    >
      <Paper component="section" aria-label="Document list" withBorder p="lg" bg="var(--cb-card)">
        <DocumentList
          store={allDocumentsStore}
          actions={allDocuments}
          showCase
          empty={
            <EmptyState
              icon={<DocumentIcon size={32} />}
              action={<AddButton caseId={null} variant="default" />}
            >
              There are no documents yet. Drop files on this window, or choose them. Files that belong to a
              case are best dropped on the page of that case.
            </EmptyState>
          }
        />
      </Paper>
      <DropGround caseId={null}>Drop the files to add them. They belong to no case yet.</DropGround>
    </Page>
  );
}

export function DocumentsScreen() {
  const documentId = useNavigation(({ place }) => (place.screen === 'documents' ? place.documentId : null));
  return documentId === null ? <AllDocuments /> : <DocumentView key={documentId} documentId={documentId} />;
}
