/** What a backup holds and what restoring it would change, and the button that does it. */
import { signatureInWords, type RestorePreview } from '@causebook/contracts';
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
    ...(preview.signature.verdict === 'changed'
      ? []
      : [{ label: 'Signature', value: signatureInWords(preview.signature) }]),
    ...(preview.origin === 'another-practice' ? [] : [{ label: 'Practice', value: originOf(preview) }]),
  ];
}

function Warnings({ preview }: { readonly preview: RestorePreview }) {
  return (
    <>
      {preview.signature.verdict === 'changed' && (
        <Notice tone="danger" title="This backup was changed since it was made.">
          Its signature does not fit. Damage by accident looks different: somebody has changed what is in it,
          or taken the signature away. Restore it only if you know who did that and why, and look at what
          would appear and disappear.
        </Notice>
      )}
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

function missingTick({ tick, accept }: { readonly tick: boolean; readonly accept: boolean }): string | null {
  if (accept) return 'Please tick that you want it although it was changed since it was made.';
  return tick ? 'Please tick that you understand what this restore replaces.' : null;
}

function Decision({ preview }: { readonly preview: RestorePreview }) {
  const [understood, setUnderstood] = useState(false);
  const [accepted, setAccepted] = useState(false);
  const tick = needsTick(preview);
  const isChanged = preview.signature.verdict === 'changed';
  const why = missingTick({ tick: tick && !understood, accept: isChanged && !accepted });
  return (
    <Stack gap="md" className={classes.decision}>
      {tick && (
        <Checkbox
          label="I understand what this restore replaces."
          checked={understood}
          onChange={(event) => setUnderstood(event.currentTarget.checked)}
        />
      )}
      {isChanged && (
        <Checkbox
          label="I want to restore it although it was changed since it was made."
          checked={accepted}
          onChange={(event) => setAccepted(event.currentTarget.checked)}
        />
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={closeRestore} data-autofocus>
          Cancel
        </Button>
        <OperationButton
          unavailable={why}
          onClick={() => void confirmRestore({ acceptsChanged: isChanged && accepted })}
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
