/** What can be done with a case. */
import type { CaseDetails, CaseStatus } from '@causebook/contracts';
import { Button, Group, Menu, Text } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { NotForClerks } from '../../components/NotForClerks.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { ChevronIcon, EditIcon } from '../../icons.tsx';
import { deleteCase, setCaseStatus } from '../../stores/case-actions.ts';
import { editCase } from '../../stores/case-form-store.ts';
import { caseStatusWords } from '../../words.ts';
import { CaseHistory } from './CaseHistory.tsx';
import { useKeys } from './use-keys.ts';

/** What a case of that status can become. */
const turns: Readonly<Record<CaseStatus, readonly { readonly to: CaseStatus; readonly label: string }[]>> = {
  open: [
    { to: 'closed', label: 'Close the case' },
    { to: 'archived', label: 'Archive the case' },
  ],
  closed: [
    { to: 'open', label: 'Reopen the case' },
    { to: 'archived', label: 'Archive the case' },
  ],
  archived: [
    { to: 'open', label: 'Reopen the case' },
    { to: 'closed', label: 'Back to the closed cases' },
  ],
};

/** "12 hearings, 3 tasks and 8 documents"; null for nothing. */
function contentsInWords({ counts, parties }: CaseDetails): string | null {
  const parts = [
    [parties.length, 'further party', 'further parties'],
    [counts.hearings, 'hearing', 'hearings'],
    [counts.tasks, 'task', 'tasks'],
    [counts.orders, 'order', 'orders'],
    [counts.documents, 'document', 'documents'],
  ] as const;
  const words = parts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => format.count(count, one, many));
  return words.length === 0 ? null : format.list(words);
}

function DeleteDialog({
  details,
  opened,
  onClose,
}: {
  readonly details: CaseDetails;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const contents = contentsInWords(details);
  const name = [details.number, details.title].filter((part) => part !== '').join(' ');
  return (
    <ConfirmDialog
      opened={opened}
      title="Delete this case?"
      confirmLabel="Delete the case"
      danger
      onConfirm={() => void deleteCase(details.id)}
      onClose={onClose}
    >
      <Text>
        {contents === null
          ? `${name} is deleted. Nothing else is in it.`
          : `${name} is deleted, and with it ${contents}.`}
      </Text>
      <Text>
        For 30 days you can bring back all of it under “Deleted entries”. After that it is in your backups
        only.
      </Text>
      {details.status === 'open' && (
        <Text c="dimmed" size="sm">
          A case that is merely finished is better closed or archived: it then stays where you can find it.
        </Text>
      )}
    </ConfirmDialog>
  );
}

export function CaseActions({ details }: { readonly details: CaseDetails }) {
  const [deleting, setDeleting] = useState(false);
  const [showsHistory, setShowsHistory] = useState(false);
  useKeys({ e: () => editCase(details) });
  return (
    <Group gap="xs">
      <Tag tone={details.status === 'open' ? 'accent' : 'neutral'}>{caseStatusWords[details.status]}</Tag>
      <Button leftSection={<EditIcon />} aria-keyshortcuts="e" onClick={() => editCase(details)}>
        Edit
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<ChevronIcon size={15} />}>
            More actions
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {turns[details.status].map(({ to, label }) => (
            <Menu.Item key={to} onClick={() => void setCaseStatus(details.id, to)}>
              {label}
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => setShowsHistory(true)}>History</Menu.Item>
          <NotForClerks>
            <Menu.Divider />
            <Menu.Item color="var(--cb-danger)" onClick={() => setDeleting(true)}>
              Delete…
            </Menu.Item>
          </NotForClerks>
        </Menu.Dropdown>
      </Menu>
      <DeleteDialog details={details} opened={deleting} onClose={() => setDeleting(false)} />
      {showsHistory && <CaseHistory details={details} onClose={() => setShowsHistory(false)} />}
    </Group>
  );
}
