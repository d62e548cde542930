/** The health of the practice in a few words, with how long ago that was. */
import { Text } from '@mantine/core';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { useApp } from '../../stores/app-store.ts';
import { useClock } from '../../stores/clock-store.ts';
import { chipOf, useIntegrity } from '../../stores/integrity-store.ts';

export function HealthChip() {
  const report = useIntegrity((state) => state.report);
  const now = useClock((state) => state.now);
  const readable = useApp((state) => state.failure === null);
  if (!readable) return <Tag tone="danger">Cannot be opened</Tag>;
  const { tone, word } = chipOf(report);
  return (
    <>
      <Tag tone={tone}>{word}</Tag>
      {/* A line also before the first check, which comes by itself. */}
      <Text size="xs" c="dimmed" mt={2}>
        {report ? format.ago(report.checkedAt, now) : 'Checked by itself every day'}
      </Text>
    </>
  );
}
