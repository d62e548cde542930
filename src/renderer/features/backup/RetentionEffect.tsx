/** What rules do with the backups that are there, one by one and with the reason, and what the backups grow to. */
import type { BackupEntry, RetentionDecision, RetentionStatus } from '@causebook/contracts';
import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Cell, DataTable, Row, type Column } from '../../components/DataTable.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { useBackups } from '../../stores/backups-store.ts';
import { reasonsInWords } from './retention-words.ts';
import { effectInWords, forecastInWords, outgrowsDisk } from './retention-draft.ts';

interface Props {
  readonly retention: RetentionStatus;
  /** Whether these are the rules in force. */
  readonly isSaved: boolean;
}

const columns: readonly Column[] = [
  { label: 'Backup', width: '32%' },
  { label: 'Size', width: '14%' },
  { label: 'What happens', width: '14%' },
  { label: 'Why' },
];
/** Of those that stay. */
const SHOWN = 5;
/** Of the reasons why one stays. */
const NAMED = 2;

function DecisionRow({ backup, decision }: { backup: BackupEntry; decision: RetentionDecision }) {
  return (
    <Row>
      <Cell header>
        <Text size="sm">{format.dateTime(backup.createdAt)}</Text>
        {backup.name && (
          <Text size="xs" c="dimmed" dir="auto">
            {backup.name}
          </Text>
        )}
      </Cell>
      <Cell label="Size">{format.bytes(backup.size)}</Cell>
      <Cell label="What happens">
        <Tag tone={decision.keep ? 'safe' : 'attention'}>{decision.keep ? 'Stays' : 'Goes'}</Tag>
      </Cell>
      <Cell label="Why">{reasonsInWords(decision.reasons, NAMED)}</Cell>
    </Row>
  );
}

function Decisions({ decisions }: { readonly decisions: readonly RetentionDecision[] }) {
  const backups = useBackups((state) => state.backups);
  const [all, setAll] = useState(false);
  const goes = decisions.filter(({ keep }) => !keep);
  const stays = decisions.filter(({ keep }) => keep);
  const shown = [...goes, ...(all ? stays : stays.slice(0, SHOWN))];
  const more = decisions.length - shown.length;
  return (
    <Stack gap="xs" align="stretch">
      <DataTable label="What happens to the backups" columns={columns}>
        {shown.map((decision) => {
          const backup = backups.find(({ backupId }) => backupId === decision.backupId);
          return backup && <DecisionRow key={decision.backupId} backup={backup} decision={decision} />;
        })}
      </DataTable>
      {more > 0 && (
        <div>
          <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
            Show {format.integer(more)} more that stay
          </Button>
        </div>
      )}
    </Stack>
  );
}

export function RetentionEffect({ retention, isSaved }: Props) {
  const { decisions, forecast } = retention;
  return (
    <Stack gap="sm" component="section" aria-label="What the rules do">
      <Text fw={650}>
        {isSaved ? 'What these rules do now' : 'What these rules would do. They are not saved yet.'}
      </Text>
      <Text size="sm" aria-live="polite">
        {effectInWords(retention)}
      </Text>
      {forecast !== null && outgrowsDisk(forecast) && (
        <Notice tone="attention" title="That is more than the disk has room for.">
          <p>{forecastInWords(forecast)}</p>
          <p>Keep fewer, set a limit for all backups together, or keep backups on a larger disk.</p>
        </Notice>
      )}
      {forecast !== null && !outgrowsDisk(forecast) && <Text size="sm">{forecastInWords(forecast)}</Text>}
      {decisions.length > 0 && <Decisions decisions={decisions} />}
    </Stack>
  );
}
