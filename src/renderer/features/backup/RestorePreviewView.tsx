/** What a backup holds and what restoring it would change, and the button that does it. */
import type { RestorePreview } from '@causebook/contracts';
import { Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Facts, type Fact } from '../../components/Facts.tsx';
import { Notice } from '../../components/Notice.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { format } from '../../format.ts';
import { useApp } from '../../stores/app-store.ts';
import { useClock } from '../../stores/clock-store.ts';
import { closeRestore, confirmRestore } from '../../stores/restore-actions.ts';
import { contentsInWords, originWords } from '../../words.ts';
import { ChangeTable } from './ChangeTable.tsx';
import { NamedChanges } from './NamedChanges.tsx';
import { needsTick, sumUp } from './preview-words.ts';
import classes from './backup.module.css';

function originOf({ origin, metadata }: RestorePreview): string {
  const words = originWords[origin];
  return origin === 'another-practice' && metadata
    ? `${words} Its name is “${metadata.practiceName}”.`
    : words;
}

function factsOf(preview: RestorePreview, now: number): readonly Fact[] {
  const { createdAt, metadata } = preview;
  return [
    { label: 'File', value: `${preview.fileName} (${format.bytes(preview.size)})` },
    {
      label: 'Made',
      value: createdAt
        ? `${format.dateTime(createdAt)}, ${format.ago(createdAt, now)}`
        : 'The file does not say when it was made.',
    },
    ...(metadata && !(metadata.includeDatabase && metadata.includeFiles)
      ? [{ label: 'Contents', value: contentsInWords(metadata) }]
      : []),
    ...(preview.origin === 'another-practice' ? [] : [{ label: 'Practice', value: originOf(preview) }]),
  ];
}

function Warnings({ preview }: { readonly preview: RestorePreview }) {
  return (
    <>
      {preview.origin === 'another-practice' && <Notice tone="danger" title={originOf(preview)} />}
      {preview.warnings.length > 0 && (
        <Notice tone="attention" title="Please note">
          <ul>
            {preview.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

function Decision({ preview }: { readonly preview: RestorePreview }) {
  const [understood, setUnderstood] = useState(false);
  const tick = needsTick(preview);
  return (
    <Stack gap="md" className={classes.decision}>
      {tick && (
        <Checkbox
          label="I understand what this restore replaces."
          checked={understood}
          onChange={(event) => setUnderstood(event.currentTarget.checked)}
        />
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={closeRestore} data-autofocus>
          Cancel
        </Button>
        <OperationButton
          unavailable={
            tick && !understood ? 'Please tick that you understand what this restore replaces.' : null
          }
          onClick={() => void confirmRestore()}
        >
          Replace the practice with this backup
        </OperationButton>
      </Group>
    </Stack>
  );
}

export function RestorePreviewView({ preview }: { readonly preview: RestorePreview }) {
  const now = useClock((state) => state.now);
  const readable = useApp((state) => state.failure === null);
  return (
    <Stack gap="md">
      <Warnings preview={preview} />
      <Facts layout="rows" facts={factsOf(preview, now)} />
      <section aria-labelledby="what-will-change">
        <Title order={3} id="what-will-change" mb={4}>
          What will change
        </Title>
        {sumUp(preview.changes).map((sentence) => (
          <Text key={sentence} size="sm">
            {sentence}
          </Text>
        ))}
        <ChangeTable changes={preview.changes} />
      </section>
      <NamedChanges preview={preview} />
      <Notice tone="safe">
        {readable
          ? 'Your practice as it is now is kept as a restore point. “Undo last restore” brings it back.'
          : 'What is there now is kept as it is.'}{' '}
        {format.bytes(preview.bytesToWrite)} will be written.
      </Notice>
      <Decision preview={preview} />
    </Stack>
  );
}
