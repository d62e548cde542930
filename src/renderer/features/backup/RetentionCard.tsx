/** Which backups are kept: the rules, what they do with those that are there, and when old ones were removed. */
import { Stack, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { Facts } from '../../components/Facts.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useClock } from '../../stores/clock-store.ts';
import { refreshRetention } from '../../stores/retention-actions.ts';
import { useRetention } from '../../stores/retention-store.ts';
import { RemoveNow } from './RemoveNow.tsx';
import { RetentionEffect } from './RetentionEffect.tsx';
import { RetentionForm } from './RetentionForm.tsx';
import { lastPruneInWords } from './retention-draft.ts';

function Content() {
  const retention = useRetention((state) => state.retention);
  const preview = useRetention((state) => state.preview);
  const failure = useRetention((state) => state.failure);
  const now = useClock((state) => state.now);
  if (failure) return <FailureNotice failure={failure} onRetry={() => void refreshRetention()} />;
  if (retention === null) return <Text c="dimmed">Reading the rules…</Text>;
  return (
    <Stack gap="lg">
      <Facts layout="rows" facts={[{ label: 'Removed last', value: lastPruneInWords(retention, now) }]} />
      {retention.held.length > 0 && (
        <Notice tone="info" title="Nothing is removed at the moment.">
          {retention.held.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
      <RetentionForm policy={retention.policy} />
      <RetentionEffect retention={preview?.retention ?? retention} isSaved={preview === null} />
    </Stack>
  );
}

export function RetentionCard() {
  return (
    <Card
      title="What is kept"
      description="An old backup is removed only after a newer one was proven restorable, and never while something looks wrong."
      actions={<RemoveNow />}
    >
      <Content />
    </Card>
  );
}
