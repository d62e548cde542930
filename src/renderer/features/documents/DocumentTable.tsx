/** The rows of a list of documents. */
import type { DocumentSummary } from '@causebook/contracts';
import { Anchor, Button, Group, Text } from '@mantine/core';
import { memo } from 'react';
import { useStore } from 'zustand';
import { Cell, DataTable, Row, type Column } from '../../components/DataTable.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import type { DocumentsActions } from '../../stores/documents-actions.ts';
import { selectHasMore, type DocumentsStore } from '../../stores/documents-store.ts';
import { openCase, openDocument } from '../../stores/navigation-store.ts';
import { kindWord } from './kind-words.ts';
import classes from './documents.module.css';

const columnsWith = (showCase: boolean): readonly Column[] => [
  { label: 'Name', width: showCase ? '32%' : '44%' },
  ...(showCase ? [{ label: 'Case', width: '26%' }] : []),
  { label: 'Kind' },
  { label: 'Size', align: 'end' },
  { label: 'Added' },
];

interface RowProps {
  readonly document: DocumentSummary;
  readonly showCase: boolean;
}

function Name({ document }: { readonly document: DocumentSummary }) {
  return (
    <>
      <Anchor
        component="button"
        type="button"
        size="sm"
        fw={600}
        ta="start"
        className={classes.name}
        onClick={() => openDocument(document.id)}
      >
        <bdi>{document.name}</bdi>
      </Anchor>
      {document.tags.length > 0 && (
        <span className={classes.tags}>
          {document.tags.map((tag) => (
            <Tag key={tag} tone="neutral">
              {tag}
            </Tag>
          ))}
        </span>
      )}
    </>
  );
}

function CaseCell({ owner }: { readonly owner: DocumentSummary['case'] }) {
  if (owner === null) {
    return (
      <Text span size="sm" c="dimmed">
        No case
      </Text>
    );
  }
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      ta="start"
      className={classes.name}
      onClick={() => openCase(owner.id, 'documents')}
    >
      {[owner.number, owner.title].filter(Boolean).join(' · ')}
    </Anchor>
  );
}

/** Drawn once: hundreds of rows stand still while more are added. */
const DocumentRow = memo(function DocumentRow({ document, showCase }: RowProps) {
  return (
    <Row>
      <Cell header>
        <Name document={document} />
      </Cell>
      {showCase && (
        <Cell label="Case">
          <CaseCell owner={document.case} />
        </Cell>
      )}
      <Cell label="Kind">{kindWord(document.mediaType)}</Cell>
      <Cell label="Size" align="end">
        <span className={classes.together}>{format.bytes(document.size)}</span>
      </Cell>
      <Cell label="Added">
        <span className={classes.together}>{format.dateTime(document.addedAt)}</span>
      </Cell>
    </Row>
  );
});

interface Props {
  readonly store: DocumentsStore;
  readonly actions: DocumentsActions;
  readonly showCase: boolean;
}

export function DocumentTable({ store, actions, showCase }: Props) {
  const documents = useStore(store, (state) => state.documents);
  const total = useStore(store, (state) => state.total);
  const hasMore = useStore(store, selectHasMore);
  const loadingMore = useStore(store, (state) => state.loadingMore);
  return (
    <>
      <DataTable label="Documents" columns={columnsWith(showCase)}>
        {documents.map((document) => (
          <DocumentRow key={document.id} document={document} showCase={showCase} />
        ))}
      </DataTable>
      {hasMore && (
        <Group justify="center" gap="md">
          <Text size="sm" c="dimmed">
            {format.integer(documents.length)} of {format.integer(total)} are shown.
          </Text>
          <Button variant="default" loading={loadingMore} onClick={() => void actions.showMore()}>
            Show more documents
          </Button>
        </Group>
      )}
    </>
  );
}
