/** One backup in the list. */
import type { BackupEntry } from '@causebook/contracts';
import { Button, Group, Text } from '@mantine/core';
import { Cell, Row } from '../../components/DataTable.tsx';
import { NotForClerks } from '../../components/NotForClerks.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { Tag } from '../../components/Tag.tsx';
import { format } from '../../format.ts';
import { LockIcon } from '../../icons.tsx';
import { deleteBackup, proveBackup, showInFolder, verifyBackup } from '../../stores/backups-actions.ts';
import { useClock } from '../../stores/clock-store.ts';
import { previewBackup } from '../../stores/restore-actions.ts';
import { protectBackup, unprotectBackup } from '../../stores/retention-actions.ts';
import { fileStateWords, heldInWords, sourceWords } from '../../words.ts';
import { useBackups } from '../../stores/backups-store.ts';
import { Checksum } from './Checksum.tsx';
import { baseNamed, neededInWords, newInWords } from './increment-words.ts';
import { VerificationTag } from './VerificationTag.tsx';
import classes from './backup.module.css';

interface Props {
  readonly backup: BackupEntry;
  readonly onDetails: (backup: BackupEntry) => void;
}

const PROTECTED = 'It is protected. Stop protecting it first.';

function ProtectButton({ backup }: { readonly backup: BackupEntry }) {
  const quiet = { size: 'compact-xs', variant: 'subtle' } as const;
  if (backup.protection === null)
    return (
      <Button {...quiet} aria-label={`Protect ${backup.fileName}`} onClick={() => void protectBackup(backup)}>
        Protect
      </Button>
    );
  return (
    <NotForClerks>
      <Button
        {...quiet}
        aria-label={`Stop protecting ${backup.fileName}`}
        onClick={() => void unprotectBackup(backup)}
      >
        Stop protecting
      </Button>
    </NotForClerks>
  );
}

function ProtectedTag({ backup }: { readonly backup: BackupEntry }) {
  if (backup.protection === null) return null;
  const { by, reason } = backup.protection;
  return (
    <Tag tone="accent" {...(by === 'guard' ? { title: reason } : {})}>
      <LockIcon size={12} /> {by === 'guard' ? 'Protected by Causebook' : 'Protected'}
    </Tag>
  );
}

function QuietActions({ backup, onDetails }: Props) {
  const missing = backup.fileState === 'missing' ? fileStateWords.missing : null;
  return (
    <Group gap={2} justify="flex-end" maw="20rem" ml="auto" className={classes.quietActions}>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={`Details of ${backup.fileName}`}
        onClick={() => onDetails(backup)}
      >
        Details
      </Button>
      <OperationButton
        size="compact-xs"
        variant="subtle"
        aria-label={`Prove ${backup.fileName}`}
        unavailable={missing}
        onClick={() => void proveBackup(backup)}
      >
        Prove
      </OperationButton>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={`Show in folder ${backup.fileName}`}
        {...(missing === null ? {} : { 'data-disabled': true, 'aria-disabled': true, title: missing })}
        onClick={() => missing === null && void showInFolder(backup)}
      >
        Show in folder
      </Button>
      <ProtectButton backup={backup} />
      <OperationButton
        size="compact-xs"
        variant="subtle"
        color="var(--cb-danger)"
        unavailable={neededInWords(backup) ?? (backup.protection === null ? null : PROTECTED)}
        aria-label={`Delete… ${backup.fileName}`}
        onClick={() => void deleteBackup(backup)}
      >
        Delete…
      </OperationButton>
    </Group>
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
        <Group gap={6} wrap="nowrap" justify="flex-end">
          <OperationButton
            size="xs"
            variant="light"
            aria-label={`Restore… ${backup.fileName}`}
            unavailable={missing}
            onClick={() => void previewBackup(backup)}
          >
            Restore…
          </OperationButton>
          <OperationButton
            size="xs"
            variant="default"
            aria-label={`Verify ${backup.fileName}`}
            unavailable={missing}
            onClick={() => void verifyBackup(backup)}
          >
            Verify
          </OperationButton>
        </Group>
        <QuietActions backup={backup} onDetails={onDetails} />
      </Cell>
    </Row>
  );
}
