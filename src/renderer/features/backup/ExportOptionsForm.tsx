/** What goes into the backup, how small it becomes, and its name. */
import type { ExportOptions } from '@causebook/contracts';
import { Checkbox, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { OperationButton } from '../../components/OperationButton.tsx';
import { Notice } from '../../components/Notice.tsx';
import { compressionWords } from '../../words.ts';
import { IncrementChoice } from './IncrementChoice.tsx';
import { objectionTo, shortcomingsOf } from './export-options.ts';
import classes from './backup.module.css';

interface Props {
  readonly options: ExportOptions;
  readonly onChange: (options: ExportOptions) => void;
  readonly onTry: () => void;
}

const contents = [
  {
    key: 'includeDatabase',
    label: 'Case diary',
    description: 'Cases, hearings, tasks and orders (the database).',
  },
  { key: 'includeFiles', label: 'Documents', description: 'The stored files.' },
  {
    key: 'includeMetadata',
    label: 'Description',
    description: 'When and where the backup was made (metadata).',
  },
] as const;

export function ExportOptionsForm({ options, onChange, onTry }: Props) {
  const objection = objectionTo(options);
  const shortcomings = shortcomingsOf(options);
  return (
    <Stack gap="md" className={classes.options}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <fieldset className={classes.fieldset}>
          <legend>What goes into the backup</legend>
          <Stack gap="sm" pt="xs">
            {contents.map(({ key, label, description }) => (
              <Checkbox
                key={key}
                label={label}
                description={description}
                checked={options[key]}
                onChange={(event) => onChange({ ...options, [key]: event.currentTarget.checked })}
              />
            ))}
          </Stack>
        </fieldset>
        <Stack gap="sm">
          <NativeSelect
            label="Compression"
            data={compressionWords.map((label, level) => ({ label, value: String(level) }))}
            value={String(options.compressionLevel)}
            onChange={(event) =>
              onChange({ ...options, compressionLevel: Number(event.currentTarget.value) })
            }
          />
          <TextInput
            label="Name"
            description="To find it again, for example “Before the office moves”. It may stay empty."
            maxLength={255}
            value={options.name}
            onChange={(event) => onChange({ ...options, name: event.currentTarget.value })}
          />
          <Checkbox
            label="Protect this backup"
            description="It stays until you stop protecting it."
            checked={options.protect}
            onChange={(event) => onChange({ ...options, protect: event.currentTarget.checked })}
          />
        </Stack>
      </SimpleGrid>
      <IncrementChoice base={options.base} onChange={(base) => onChange({ ...options, base })} />
      {objection && <Notice tone="danger">{objection}</Notice>}
      {!objection && shortcomings.length > 0 && (
        <Notice tone="attention">
          {shortcomings.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
      <Group gap="sm">
        <OperationButton variant="default" size="xs" unavailable={objection} onClick={onTry}>
          Make a test backup
        </OperationButton>
        <Text size="sm" c="dimmed">
          Writes this backup, reads it back and deletes it again, to see that everything works.
          {options.base !== 'none' && ' A test backup is always a full one.'}
        </Text>
      </Group>
    </Stack>
  );
}
