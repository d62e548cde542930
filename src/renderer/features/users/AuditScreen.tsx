/** Settings > Activity: who did what, newest first. */
import type { AuditEntry } from '@causebook/contracts';
import { Button, Group, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Page } from '../../components/Page.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { LogIcon } from '../../icons.tsx';
import { refreshAudit, showAuditOf, showMoreAudit } from '../../stores/audit-actions.ts';
import { useAudit } from '../../stores/audit-store.ts';
import { openCase } from '../../stores/navigation-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import { useUsers } from '../../stores/users-store.ts';
import { byDay, changeInWords, subjectWords } from './audit-words.ts';
import classes from './users.module.css';

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const { at, userName, what, subject, caseId, changes } = entry;
  return (
    <li className={classes.entry}>
      <time dateTime={at} className={classes.entryTime}>
        {format.clockTime(at)}
      </time>
      <div className={classes.entryBody}>
        <p>
          <span className={classes.entryWhat}>{what}</span> <Tag tone="neutral">{subjectWords[subject]}</Tag>
        </p>
        {userName !== '' && <p className={classes.entryWho}>{userName}</p>}
        {changes.length > 0 && (
          <ul className={classes.changes}>
            {changes.map((change) => (
              <li key={change.field}>{changeInWords(change)}</li>
            ))}
          </ul>
        )}
      </div>
      {caseId !== null && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Open the case: ${what}`}
          onClick={() => openCase(caseId)}
        >
          Open the case
        </Button>
      )}
    </li>
  );
}

function Days() {
  const entries = useAudit((state) => state.entries);
  const hasMore = useAudit((state) => state.hasMore);
  const loadingMore = useAudit((state) => state.loadingMore);
  return (
    <Stack gap="lg">
      {byDay(entries, format.dayOf).map(({ day, entries: ofDay }) => (
        <section key={day}>
          <Title order={2} size="h3" mb="xs">
            {day}
          </Title>
          <ol className={classes.entries}>
            {ofDay.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
      {hasMore && (
        <Group justify="center">
          <Button variant="default" loading={loadingMore} onClick={() => void showMoreAudit()}>
            Show earlier entries
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Content() {
  const none = useAudit((state) => state.entries.length === 0);
  const loaded = useAudit((state) => state.loaded);
  const failure = useAudit((state) => state.failure);
  if (failure) return <FailureNotice failure={failure} onRetry={() => void refreshAudit()} />;
  if (!loaded) return <Text c="dimmed">Reading what was done…</Text>;
  if (none) {
    return (
      <EmptyState icon={<LogIcon size={32} />}>
        Nothing was written down yet. Every entry that is added, changed or deleted appears here, with the
        name of whoever did it.
      </EmptyState>
    );
  }
  return <Days />;
}

function WhoFilter() {
  const users = useUsers((state) => state.users);
  const userId = useAudit((state) => state.userId);
  if (users.length < 2) return null;
  return (
    <Select
      label="Whose entries"
      placeholder="Everybody’s"
      clearable
      data={users.map(({ id, name }) => ({ value: id, label: name }))}
      value={userId}
      onChange={(id) => void showAuditOf(id)}
    />
  );
}

export function AuditScreen() {
  useFresh(
    ['case', 'hearing', 'task', 'order', 'document', 'user', 'import', 'practice', 'backup'],
    () => void refreshAudit(),
  );
  return (
    <Page title="Activity" above="Settings" aside={<WhoFilter />}>
      <Text size="sm" c="dimmed">
        Who did what, the newest first. It is kept apart from the practice: no restore changes it.
      </Text>
      <Paper component="section" aria-label="Activity" withBorder p="lg" bg="var(--cb-card)">
        <Content />
      </Paper>
    </Page>
  );
}
