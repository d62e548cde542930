/** One document: what it holds, what is known about it, and what can be done with it. */
import type { DocumentSummary } from '@causebook/contracts';
import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ErrorBoundary } from '../../components/ErrorBoundary.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { NotForClerks } from '../../components/NotForClerks.tsx';
import { Page } from '../../components/Page.tsx';
import { BackIcon, EditIcon, ImportIcon, TrashIcon } from '../../icons.tsx';
import {
  deleteDocument,
  leaveDocument,
  openedDocument,
  saveCopy,
} from '../../stores/documents-open-actions.ts';
import { useOpenDocument } from '../../stores/documents-open-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { ChangeDocumentDialog } from './ChangeDocumentDialog.tsx';
import { DocumentFacts } from './DocumentFacts.tsx';
import { Preview } from './Preview.tsx';
import classes from './documents.module.css';

/** Escape goes back, unless it closes a dialog or ends typing. */
function useEscape(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, [role="listbox"]'))
        return;
      if (document.querySelector('[role="dialog"]') === null) leaveDocument();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function BackButton() {
  return (
    <Button variant="default" leftSection={<BackIcon size={16} />} onClick={leaveDocument}>
      Back
    </Button>
  );
}

function Actions({ document }: { readonly document: DocumentSummary }) {
  const [changing, change] = useDisclosure(false);
  const [deleting, remove] = useDisclosure(false);
  return (
    <Group gap="xs">
      <BackButton />
      <Button leftSection={<ImportIcon size={16} />} onClick={() => void saveCopy(document)}>
        Save a copy…
      </Button>
      <Button variant="default" leftSection={<EditIcon size={16} />} onClick={change.open}>
        Rename or move…
      </Button>
      <NotForClerks>
        <Button variant="default" leftSection={<TrashIcon size={16} />} onClick={remove.open}>
          Delete…
        </Button>
      </NotForClerks>
      {changing && <ChangeDocumentDialog document={document} opened onClose={change.close} />}
      <ConfirmDialog
        opened={deleting}
        title={`Delete ${document.name}?`}
        confirmLabel="Delete"
        danger
        onConfirm={() => void deleteDocument(document)}
        onClose={remove.close}
      >
        <Text>
          It leaves this list and its case. For 30 days it can be brought back from the deleted entries.
        </Text>
      </ConfirmDialog>
    </Group>
  );
}

export function DocumentView({ documentId }: { readonly documentId: string }) {
  useFresh(['document', 'case'], () => void openedDocument(documentId), documentId);
  useEscape();
  const document = useOpenDocument((state) => (state.document?.id === documentId ? state.document : null));
  const content = useOpenDocument((state) => state.content);
  const failure = useOpenDocument((state) => state.failure);
  if (failure) {
    return (
      <Page title="Document" above="Documents" aside={<BackButton />}>
        <FailureNotice failure={failure} onRetry={() => void openedDocument(documentId)} />
      </Page>
    );
  }
  if (document === null || content === null) {
    return (
      <Page title="Document" above="Documents" aside={<BackButton />}>
        <Text c="dimmed">Opening the document…</Text>
      </Page>
    );
  }
  return (
    <Page title={document.name} above="Documents" aside={<Actions document={document} />}>
      <div className={classes.view}>
        <ErrorBoundary what="this preview">
          <Preview key={document.sha256} document={document} content={content} />
        </ErrorBoundary>
        <DocumentFacts document={document} content={content} />
      </div>
    </Page>
  );
}
