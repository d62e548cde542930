/** What has been done, by hand and by itself, and how it ended. */
import { errorWords, type HistoryEntry } from '@causebook/contracts';
import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { Card } from '../../components/Card.tsx';
import { Cell, DataTable, Row, type Column } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { ClockIcon } from '../../icons.tsx';
import { useClock } from '../../stores/clock-store.ts';
import { filterHistoryKind, filterHistoryOutcome, refreshHistory } from '../../stores/history-actions.ts';
import { outcomeOf, outcomeWords } from '../../stores/history-outcome.ts';
import { filterHistory, useHistory } from '../../stores/history-store.ts';
import { historyKinds } from '../../words.ts';

const columns: readonly Column[] = [
  { label: 'When', width: '24%' },
  { label: 'Action', width: '16%' },
  { label: 'Outcome', width: '16%' },
  { label: 'What happened' },
  { label: 'Took', align: 'end', width: '13%' },
];

const sources: Readonly<Record<HistoryEntry['source'], string>> = {
  manual: 'By hand',
  scheduled: 'By the schedule',
  system: 'By Causebook',
};

const keysOf = <K extends string>(words: Readonly<Record<K, string>>): readonly K[] =>
  Object.keys(words) as K[];

/** The options of a filter, with "all" first. */
const optionsOf = (all: string, words: Readonly<Record<string, string>>) => [
  { value: '', label: all },
  ...Object.entries(words).map(([value, label]) => ({ value, label })),
];

function Filters() {
  const kind = useHistory((state) => state.kind);
  const outcome = useHistory((state) => state.outcome);
  return (
    <Group gap="sm">
      <NativeSelect
        label="Action"
        data={optionsOf('All actions', historyKinds)}
        value={kind ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          filterHistoryKind(keysOf(historyKinds).find((each) => each === value) ?? null);
        }}
      />
      <NativeSelect
        label="Outcome"
        data={optionsOf('All outcomes', outcomeWords)}
        value={outcome ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          filterHistoryOutcome(keysOf(outcomeWords).find((each) => each === value) ?? null);
        }}
      />
    </Group>
  );
}

function HistoryRow({ entry }: { readonly entry: HistoryEntry }) {
  const now = useClock((state) => state.now);
  const { tone, word } = outcomeOf(entry);
  return (
    <Row>
      <Cell>
        {format.dateTime(entry.startedAt)}
        <Text size="xs" c="dimmed">
          {format.ago(entry.startedAt, now)}
        </Text>
      </Cell>
      <Cell>
        {historyKinds[entry.kind]}
        <Text size="xs" c="dimmed">
          {sources[entry.source]}
        </Text>
      </Cell>
      <Cell>
        <Tag tone={tone}>{word}</Tag>
      </Cell>
      <Cell>
        {entry.message}
        {entry.code && entry.code !== 'CANCELLED' && (
          <Text size="xs" c="dimmed">
            {errorWords[entry.code].remedy}
          </Text>
        )}
      </Cell>
      <Cell label="Took" align="end">
        {entry.durationMs === null ? '–' : format.duration(entry.durationMs)}
      </Cell>
    </Row>
  );
}

function Entries() {
  const entries = useHistory((state) => state.entries);
  const kind = useHistory((state) => state.kind);
  const outcome = useHistory((state) => state.outcome);
  const loaded = useHistory((state) => state.loaded);
  const failure = useHistory((state) => state.failure);
  if (failure) return <FailureNotice failure={failure} onRetry={() => void refreshHistory()} />;
  if (!loaded) return <Text c="dimmed">Reading the history…</Text>;
  const shown = filterHistory(entries, { kind, outcome });
  if (shown.length === 0) {
    return (
      <EmptyState icon={<ClockIcon size={32} />}>
        {entries.length === 0 ? 'Nothing has been done yet.' : 'Nothing in the history passes these filters.'}
      </EmptyState>
    );
  }
  return (
    <DataTable label="History" columns={columns}>
      {shown.map((entry) => (
        <HistoryRow key={entry.id} entry={entry} />
      ))}
    </DataTable>
  );
}

export function HistoryCard() {
  return (
    <Card title="History" description="What was done with backups, and how it ended.">
      <Stack gap="md">
        <Filters />
        <Entries />
      </Stack>
    </Card>
  );
}
