/** What is new since a backup: how many entries, which documents, and how much would be written. */
import type { DocumentChange, EntryChange, IncrementChanges } from '@causebook/contracts';
import { Button, Group, Loader, SimpleGrid, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Tag, type TagTone } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { lookAtChanges } from '../../stores/changes-actions.ts';
import { useChanges } from '../../stores/changes-store.ts';
import {
  besideEntries,
  entryKinds,
  estimateInWords,
  isUntouched,
  travelsInWords,
} from './increment-words.ts';
import classes from './backup.module.css';

const badges: readonly { readonly key: keyof EntryChange; readonly word: string; readonly tone: TagTone }[] =
  [
    { key: 'added', word: 'added', tone: 'safe' },
    { key: 'changed', word: 'changed', tone: 'accent' },
    { key: 'removed', word: 'removed', tone: 'attention' },
  ];

function EntryBadges({ change }: { readonly change: EntryChange }) {
  if (isUntouched(change)) {
    return (
      <Text size="sm" c="dimmed">
        As before
      </Text>
    );
  }
  return (
    <Group gap={6}>
      {badges
        .filter(({ key }) => change[key] > 0)
        .map(({ key, word, tone }) => (
          <Tag key={key} tone={tone}>
            {format.integer(change[key])} {word}
          </Tag>
        ))}
    </Group>
  );
}

function DocumentList({ title, change }: { readonly title: string; readonly change: DocumentChange }) {
  const headingId = useId();
  if (change.count === 0) return null;
  const more = change.count - change.named.length;
  return (
    <section aria-labelledby={headingId}>
      <Title order={4} fz="sm" id={headingId} mb={4}>
        {title}: {format.integer(change.count)} ({format.bytes(change.bytes)})
      </Title>
      <ul className={classes.named}>
        {change.named.map(({ name, caseNumber, size }, place) => (
          // Two documents can read the same, and the list never changes.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={place}>
            <span dir="auto">{name}</span>
            {caseNumber && `, ${caseNumber}`}, {format.bytes(size)}
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Text size="sm" c="dimmed">
          And {format.integer(more)} more.
        </Text>
      )}
    </section>
  );
}

function Changes({ changes }: { readonly changes: IncrementChanges }) {
  const headingId = useId();
  const { entries, documents, needs, createdAt } = changes;
  const beside = besideEntries(changes);
  return (
    <section aria-labelledby={headingId} className={classes.whatIsNew}>
      <Title order={3} id={headingId} mb="xs">
        New since {format.dateTime(createdAt)}
      </Title>
      <dl className={classes.entryChanges}>
        {entryKinds.map(({ key, heading }) => (
          <div key={key}>
            <dt>{heading}</dt>
            <dd>
              <EntryBadges change={entries[key]} />
            </dd>
          </div>
        ))}
      </dl>
      {beside && (
        <Text size="sm" mt="xs">
          {beside}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} mt="sm">
        <DocumentList title="New documents" change={documents.added} />
        <DocumentList title="Replaced documents" change={documents.replaced} />
        <DocumentList title="Documents that are gone" change={documents.removed} />
      </SimpleGrid>
      <Text size="sm" mt="sm">
        Goes into the backup: {travelsInWords(changes)}
      </Text>
      <Text size="sm">{estimateInWords(changes)}</Text>
      <Text size="sm">To restore it, {format.count(needs, 'other file', 'other files')} will be needed.</Text>
    </section>
  );
}

export function ChangesView() {
  const look = useChanges((state) => state.look);
  switch (look.kind) {
    case 'none':
      return null;
    case 'looking':
      return (
        <Group gap="sm" role="status">
          <Loader size="sm" aria-hidden="true" />
          <Text size="sm">Looking at what is new… You can back up without waiting for it.</Text>
        </Group>
      );
    case 'stopped':
      return (
        <Group gap="sm">
          <Text size="sm">It was stopped before everything was compared.</Text>
          <Button size="xs" variant="default" onClick={() => void lookAtChanges(look.base)}>
            Look again
          </Button>
        </Group>
      );
    case 'failed':
      return <FailureNotice failure={look.failure} onRetry={() => void lookAtChanges(look.base)} />;
    case 'ready':
      return <Changes changes={look.changes} />;
  }
}
