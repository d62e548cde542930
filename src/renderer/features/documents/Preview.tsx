/** Shows what a document holds, if the window can, and if the store still has it as it was stored. */
import type { ContentState, DocumentSummary } from '@causebook/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Notice } from '../../components/Notice.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { DocumentIcon } from '../../icons.tsx';
import { saveCopy } from '../../stores/documents-open-actions.ts';
import { healDocument } from '../../stores/integrity-actions.ts';
import { goToBackupTab } from '../../stores/navigation-store.ts';
import { ImagePreview } from './ImagePreview.tsx';
import { kindWord } from './kind-words.ts';
import { PdfPreview } from './PdfPreview.tsx';
import { TextPreview } from './TextPreview.tsx';
import classes from './documents.module.css';

interface Props {
  readonly document: DocumentSummary;
  readonly content: ContentState;
}

function Lost({ document, content }: Props) {
  return (
    <Notice
      tone="danger"
      title={
        content === 'missing'
          ? 'The file of this document is missing on this computer.'
          : 'The file of this document is not what was stored.'
      }
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {content === 'missing'
            ? 'Its entry is here, but its content is gone from the store.'
            : 'It was changed or is damaged, so it is neither shown nor copied.'}{' '}
          Causebook can bring it back from any backup that holds it. Nothing else of the practice is changed
          by that.
        </Text>
        <Group gap="xs">
          <OperationButton size="xs" onClick={() => void healDocument(document.id)}>
            Bring it back from a backup
          </OperationButton>
          <Button size="xs" variant="default" onClick={() => goToBackupTab('health')}>
            Look at the others
          </Button>
        </Group>
      </Stack>
    </Notice>
  );
}

function NotShown({ document }: { readonly document: DocumentSummary }) {
  return (
    <div className={classes.frame}>
      <EmptyState
        icon={<DocumentIcon size={40} />}
        action={<Button onClick={() => void saveCopy(document)}>Save a copy…</Button>}
      >
        {document.mediaType === 'application/octet-stream'
          ? 'Causebook does not know this kind of file, so it is not shown here.'
          : `A file of this kind (${kindWord(document.mediaType)}) is not shown here.`}{' '}
        Save a copy and open it with the program that it is made for.
      </EmptyState>
    </div>
  );
}

export function Preview({ document, content }: Props) {
  if (content !== 'unchanged') return <Lost document={document} content={content} />;
  switch (document.preview) {
    case 'pdf':
      return <PdfPreview document={document} />;
    case 'image':
      return <ImagePreview document={document} />;
    case 'text':
      return <TextPreview document={document} />;
    case 'none':
      return <NotShown document={document} />;
    default:
      return document.preview satisfies never;
  }
}
