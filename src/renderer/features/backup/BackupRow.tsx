/** One backup in the list. */
import type { BackupEntry } from '@causebook/contracts';
import { Button, Group, Text } from '@mantine/core';
import { Cell, Row } from '../../components/DataTable.tsx';
import { MoreMenu, type MenuAction } from '../../components/MoreMenu.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { LockIcon } from '../../icons.tsx';
import { deleteBackup, proveBackup, showInFolder, verifyBackup } from '../../stores/backups-actions.ts';
import { useClock } from '../../stores/clock-store.ts';
import { previewBackup } from '../../stores/restore-actions.ts';
import { protectBackup, unprotectBackup } from '../../stores/retention-actions.ts';
import { useBackups } from '../../stores/backups-store.ts';
import { selectIsClerk, useUsers } from '../../stores/users-store.ts';
import { fileStateWords, heldInWords, proofActions, sourceWords } from '../../words.ts';
import { Checksum } from './Checksum.tsx';
import { baseNamed, neededInWords, newInWords } from './increment-words.ts';
import { VerificationTag } from './VerificationTag.tsx';
import classes from './backup.module.css';

interface Props {
  readonly backup: BackupEntry;
  readonly onDetails: (backup: BackupEntry) => void;
}

const PROTECTED = 'It is protected. Stop protecting it first.';

function ProtectedTag({ backup }: { readonly backup: BackupEntry }) {
  if (backup.protection === null) return null;
  const { by, reason } = backup.protection;
  return (
    <Tag tone="accent" {...(by === 'guard' ? { title: reason } : {})}>
      <LockIcon size={12} /> {by === 'guard' ? 'Protected by Causebook' : 'Protected'}
    </Tag>
  );
}

/** What keeps its place apart from the two things that most people come for. */
function More({ backup }: { readonly backup: BackupEntry }) {
  const isClerk = useUsers(selectIsClerk);
  const unavailable = backup.fileState === 'missing' ? fileStateWords.missing : null;
  const protect: MenuAction =
    backup.protection === null
      ? {
          label: 'Protect',
          about: 'It stays until you stop protecting it.',
          onChoose: () => void protectBackup(backup),
        }
      : { label: 'Stop protecting', onChoose: () => void unprotectBackup(backup) };
  return (
    <MoreMenu
      what={backup.fileName}
      groups={[
        [
          {
            ...proofActions.verify,
            isOperation: true,
            unavailable,
            onChoose: () => void verifyBackup(backup),
          },
          { ...proofActions.drill, isOperation: true, unavailable, onChoose: () => void proveBackup(backup) },
        ],
        [
          { label: 'Show in folder', unavailable, onChoose: () => void showInFolder(backup) },
          ...(isClerk && backup.protection !== null ? [] : [protect]),
        ],
        [
          {
            label: 'Delete…',
            isOperation: true,
            isDanger: true,
            unavailable: neededInWords(backup) ?? (backup.protection === null ? null : PROTECTED),
            onChoose: () => void deleteBackup(backup),
          },
        ],
      ]}
    />
  );
}

/** What a backup needs of others, and how many need it. */
function DependenceTags({ backup }: { readonly backup: BackupEntry }) {
  const { increment, neededBy } = backup;
  if (!increment && neededBy === 0) return null;
  return (
    <Group gap={6} mt={4}>
      {increment && <Tag tone="accent">Increment</Tag>}
      {increment && <Tag tone="neutral">needs {format.count(increment.needs, 'file', 'files')}</Tag>}
      {neededBy > 0 && (
        <Tag tone="neutral" title={neededInWords(backup) ?? ''}>
          needed by {format.integer(neededBy)}
        </Tag>
      )}
    </Group>
  );
}

/** What an increment holds by itself. */
function NewInIt({ backup }: { readonly backup: BackupEntry }) {
  const backups = useBackups((state) => state.backups);
  const { increment } = backup;
  if (!increment) return null;
  return (
    <Text size="xs">
      New since {baseNamed(backup, backups)}: {newInWords(increment)}.
    </Text>
  );
}

export function BackupRow({ backup, onDetails }: Props) {
  const now = useClock((state) => state.now);
  const missing = backup.fileState === 'missing' ? fileStateWords.missing : null;
  return (
    <Row>
      <Cell header>
        {backup.name && (
          <Text size="sm" fw={650} dir="auto" className={classes.name}>
            {backup.name}
          </Text>
        )}
        <Text size="sm" fw={backup.name ? 400 : 650}>
          <span className={classes.together}>{format.dateTime(backup.createdAt)}</span>{' '}
          <Text span size="sm" c="dimmed" fw={400} className={classes.together}>
            {format.ago(backup.createdAt, now)}
          </Text>
        </Text>
        <Text size="xs" className={classes.fileName}>
          {backup.fileName}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {sourceWords[backup.source]}. <Checksum backup={backup} />
        </Text>
        <DependenceTags backup={backup} />
        <ProtectedTag backup={backup} />
      </Cell>
      <Cell label="Size and contents">
        {format.bytes(backup.size)}
        <NewInIt backup={backup} />
        <Text size="xs" c="dimmed">
          {backup.increment && 'Together with what it needs: '}
          {heldInWords(backup)}
        </Text>
      </Cell>
      <Cell label="Proof">
        <VerificationTag backup={backup} />
      </Cell>
      <Cell>
        <div className={classes.rowActions}>
          <OperationButton
            size="xs"
            variant="light"
            aria-label={`Restore… ${backup.fileName}`}
            unavailable={missing}
            onClick={() => void previewBackup(backup)}
          >
            Restore…
          </OperationButton>
          <Button
            size="xs"
            variant="default"
            aria-label={`Details of ${backup.fileName}`}
            onClick={() => onDetails(backup)}
          >
            Details
          </Button>
          <More backup={backup} />
        </div>
      </Cell>
    </Row>
  );
}
