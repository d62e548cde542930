/** The hearings and cases that would disappear or appear, by name, so that a person recognises them. */
import type { NamedChange, RestorePreview } from '@causebook/contracts';
import { SimpleGrid, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { format } from '../../format.ts';
import { unnamed } from './preview-words.ts';
import classes from './backup.module.css';

const words = ({ kind, label, day }: NamedChange): string =>
  `${kind === 'hearing' ? 'Hearing' : 'Case'}: ${label}${day === null ? '' : `, ${format.calendarDay(day)}`}`;

interface ListProps {
  readonly title: string;
  readonly entries: readonly NamedChange[];
  readonly more: number;
}

function NamedList({ title, entries, more }: ListProps) {
  const headingId = useId();
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby={headingId}>
      <Title order={3} id={headingId} mb={4}>
        {title}
      </Title>
      <ul className={classes.named}>
        {entries.map((entry, place) => (
          // Two entries can read the same, and the list never changes.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={place}>{words(entry)}</li>
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

export function NamedChanges({
  preview,
}: {
  readonly preview: Pick<RestorePreview, 'changes' | 'disappearing' | 'appearing'>;
}) {
  const { changes, disappearing, appearing } = preview;
  if (disappearing.length + appearing.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 1, sm: disappearing.length > 0 && appearing.length > 0 ? 2 : 1 }}>
      <NamedList
        title="These would disappear"
        entries={disappearing}
        more={unnamed(changes, 'disappear', disappearing.length)}
      />
      <NamedList
        title="These would appear"
        entries={appearing}
        more={unnamed(changes, 'appear', appearing.length)}
      />
    </SimpleGrid>
  );
}
