/** Settings > Users: who works in the practice, what they may do, and their PINs. */
import type { User } from '@causebook/contracts';
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../components/Card.tsx';
import { Cell, DataTable, Row, type Column } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { Tag } from '../../components/Tag.tsx';
import { PeopleIcon, PlusIcon } from '../../icons.tsx';
import { useFresh } from '../../stores/use-fresh.ts';
import { refreshUsers } from '../../stores/users-actions.ts';
import { selectIsOwner, useUsers } from '../../stores/users-store.ts';
import { PinDialog } from './PinDialog.tsx';
import { roleWords } from './role-words.ts';
import { UserForm } from './UserForm.tsx';

const columns: readonly Column[] = [
  { label: 'Name', width: '34%' },
  { label: 'Role' },
  { label: 'PIN' },
  { label: 'Actions', hidden: true },
];

/** What is being edited; the number makes every form a new one. */
type Editing =
  | { readonly kind: 'user'; readonly user: User | null }
  | { readonly kind: 'pin'; readonly user: User }
  | null;

interface RowProps {
  readonly user: User;
  readonly onEdit: (editing: Editing) => void;
}

function UserRow({ user, onEdit }: RowProps) {
  const isOwner = useUsers(selectIsOwner);
  const isMe = useUsers(({ signIn }) => signIn?.actor?.userId === user.id);
  return (
    <Row>
      <Cell header>
        <Group gap={6}>
          <Text size="sm" fw={650}>
            {user.name}
          </Text>
          {isMe && <Tag tone="accent">You</Tag>}
          {!user.active && <Tag tone="neutral">Not here any more</Tag>}
        </Group>
        {user.email !== '' && (
          <Text size="sm" c="dimmed">
            {user.email}
          </Text>
        )}
      </Cell>
      <Cell label="Role">{roleWords[user.role].name}</Cell>
      <Cell label="PIN">{user.hasPin ? 'Set' : 'None'}</Cell>
      <Cell>
        <Group gap={6} justify="flex-end">
          {isOwner && (
            <Button
              size="xs"
              variant="light"
              aria-label={`Edit… ${user.name}`}
              onClick={() => onEdit({ kind: 'user', user })}
            >
              Edit…
            </Button>
          )}
          {user.active && (isOwner || isMe) && (
            <Button
              size="xs"
              variant="default"
              aria-label={`PIN… of ${user.name}`}
              onClick={() => onEdit({ kind: 'pin', user })}
            >
              PIN…
            </Button>
          )}
        </Group>
      </Cell>
    </Row>
  );
}

function Content({ onEdit }: Pick<RowProps, 'onEdit'>) {
  const users = useUsers((state) => state.users);
  const loaded = useUsers((state) => state.loaded);
  const failure = useUsers((state) => state.failure);
  const isOwner = useUsers(selectIsOwner);
  if (failure) return <FailureNotice failure={failure} onRetry={() => void refreshUsers()} />;
  if (!loaded) return <Text c="dimmed">Looking who works here…</Text>;
  if (users.length === 0) {
    return (
      <EmptyState
        icon={<PeopleIcon size={32} />}
        action={
          isOwner && (
            <Button onClick={() => onEdit({ kind: 'user', user: null })}>Add the first person</Button>
          )
        }
      >
        You work alone here, and nobody is asked who they are. If several people use this practice, enter
        them, yourself first: then it is kept who did what.
      </EmptyState>
    );
  }
  return (
    <DataTable label="Users" columns={columns}>
      {users.map((user) => (
        <UserRow key={user.id} user={user} onEdit={onEdit} />
      ))}
    </DataTable>
  );
}

export function UsersScreen() {
  const [editing, setEditing] = useState<Editing>(null);
  const [forms, setForms] = useState(0);
  const isOwner = useUsers(selectIsOwner);
  const nobody = useUsers((state) => state.users.length === 0);
  useFresh(['user'], () => void refreshUsers());
  const edit = (next: Editing): void => {
    setForms((count) => count + 1);
    setEditing(next);
  };
  const add = isOwner && !nobody && (
    <Button leftSection={<PlusIcon size={16} />} onClick={() => edit({ kind: 'user', user: null })}>
      Add somebody
    </Button>
  );
  return (
    <Page title="Users" above="Settings" aside={add}>
      <Card
        title="Who works here"
        description="With two people or more, or with a PIN, Causebook asks at its start who is at work."
      >
        <Content onEdit={edit} />
      </Card>
      <Notice tone="info" title="What a PIN is, and what it is not">
        <p>
          A PIN keeps colleagues apart, so that entries stand under the right name. It does not encrypt
          anything: whoever can use this account of the computer can read the files of the practice. Protect
          the account with a password, and the disk with the encryption that the system offers.
        </p>
      </Notice>
      {editing?.kind === 'user' && (
        <UserForm key={forms} opened user={editing.user} isFirst={nobody} onClose={() => setEditing(null)} />
      )}
      {editing?.kind === 'pin' && (
        <PinDialog key={forms} opened user={editing.user} onClose={() => setEditing(null)} />
      )}
    </Page>
  );
}
