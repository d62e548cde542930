/** What is known about a document: where it belongs, its tags, and what proves it to be the very file. */
import type { ContentState, DocumentSummary } from '@causebook/contracts';
import { Anchor, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { openCase } from '../../stores/navigation-store.ts';
import { kindWord } from './kind-words.ts';
import { TagsField } from './TagsField.tsx';
import classes from './documents.module.css';

function Owner({ owner }: { readonly owner: DocumentSummary['case'] }) {
  if (owner === null) return <>No case</>;
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      ta="start"
      onClick={() => openCase(owner.id, 'documents')}
    >
      {[owner.number, owner.title].filter(Boolean).join(' · ')}
    </Anchor>
  );
}

function State({ content }: { readonly content: ContentState }) {
  switch (content) {
    case 'unchanged':
      return <Tag tone="safe">As it was stored</Tag>;
    case 'missing':
      return <Tag tone="danger">Missing</Tag>;
    case 'changed':
      return <Tag tone="danger">Not what was stored</Tag>;
    default:
      return content satisfies never;
  }
}

interface Props {
  readonly document: DocumentSummary;
  readonly content: ContentState;
}

export function DocumentFacts({ document, content }: Props) {
  const { mediaType, size, sha256, addedAt } = document;
  return (
    <Card title="About this document">
      <TagsField document={document} />
      <Facts
        layout="stacked"
        facts={[
          { label: 'Case', value: <Owner owner={document.case} /> },
          { label: 'Added', value: format.dateTime(addedAt) },
          { label: 'Kind', value: `${kindWord(mediaType)} (${mediaType})` },
          { label: 'Size', value: `${format.bytes(size)} (${format.count(size, 'byte', 'bytes')})` },
          { label: 'Content', value: <State content={content} /> },
          {
            label: 'SHA-256, the fingerprint of the file',
            value: (
              <>
                <code className={classes.hash}>{sha256}</code>{' '}
                <CopyButton value={sha256} label="Copy the fingerprint" />
              </>
            ),
          },
        ]}
      />
      <Text size="xs" c="dimmed" mt="sm">
        Two files with the same fingerprint are the same, to the last letter.
      </Text>
    </Card>
  );
}
