/** Who did what in a case, in a dialog. */
import type { AuditEntry, CaseDetails } from '@causebook/contracts';
import { Button, Modal, Stack, Text } from '@mantine/core';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { format } from '../../format.ts';
import { refreshCaseHistory, showEarlierHistory } from '../../stores/case-actions.ts';
import { useCaseHistory } from '../../stores/case-store.ts';
import { useFresh } from '../../stores/use-fresh.ts';
import classes from './cases.module.css';

const quoted = (words: string): string => (words === '' ? 'nothing' : `“${words}”`);

function Entry({ entry }: { readonly entry: AuditEntry }) {
  return (
    <li>
      <Text size="sm">{entry.what}</Text>
      <Text size="xs" c="dimmed">
        {[format.dateTime(entry.at), entry.userName].filter((part) => part !== '').join(', ')}
      </Text>
      {entry.changes.length > 0 && (
        <ul className={classes.changes}>
          {entry.changes.map(({ field, before, after }) => (
            <li key={field}>{`${field}: ${quoted(before)} became ${quoted(after)}`}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Entries({ caseId }: { readonly caseId: string }) {
  const entries = useCaseHistory((state) => state.entries);
  const hasMore = useCaseHistory((state) => state.hasMore);
  const loaded = useCaseHistory((state) => state.loaded);
  const failure = useCaseHistory((state) => state.failure);
  if (failure) return <FailureNotice failure={failure} onRetry={() => void refreshCaseHistory(caseId)} />;
  if (!loaded) return <Text c="dimmed">Reading the history…</Text>;
  if (entries.length === 0) return <Text>Nothing was changed in this case since the history is kept.</Text>;
  return (
    <Stack gap="sm">
      <ul className={classes.entries}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
      {hasMore && (
        <Button variant="default" onClick={() => void showEarlierHistory(caseId)}>
          Show earlier entries
        </Button>
      )}
    </Stack>
  );
}

interface Props {
  readonly details: CaseDetails;
  readonly onClose: () => void;
}

export function CaseHistory({ details, onClose }: Props) {
  const { id } = details;
  useFresh(['case', 'hearing', 'task', 'order', 'document'], () => void refreshCaseHistory(id), id);
  return (
    <Modal
      opened
      onClose={onClose}
      title={`History of ${details.title}`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Entries caseId={id} />
    </Modal>
  );
}
