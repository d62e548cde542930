/** Removes at once what the saved rules do not keep, after asking. */
import { Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { NotForClerks } from '../../components/NotForClerks.tsx';
import { OperationButton } from '../../components/OperationButton.tsx';
import { format } from '../../format.ts';
import { pruneNow } from '../../stores/retention-actions.ts';
import { useRetention } from '../../stores/retention-store.ts';

export function RemoveNow() {
  const retention = useRetention((state) => state.retention);
  const hasDraft = useRetention((state) => state.preview !== null);
  const [opened, { open, close }] = useDisclosure(false);
  if (retention === null || retention.removable.count === 0) return null;
  const { removable, held } = retention;
  const which = format.count(removable.count, 'old backup', 'old backups');
  const reason = held[0] ?? (hasDraft ? 'Save the rules first.' : null);
  return (
    <NotForClerks>
      <OperationButton variant="default" size="sm" unavailable={reason} onClick={open}>
        Remove {which} now…
      </OperationButton>
      <ConfirmDialog
        opened={opened}
        onClose={close}
        title={`Remove ${which}?`}
        confirmLabel={`Remove ${which}`}
        danger
        onConfirm={() => void pruneNow()}
      >
        <Text size="sm">
          No rule keeps {removable.count === 1 ? 'it' : 'them'} any more. The files are deleted from the disk,
          which frees {format.bytes(removable.bytes)}. This cannot be undone.
        </Text>
      </ConfirmDialog>
    </NotForClerks>
  );
}
