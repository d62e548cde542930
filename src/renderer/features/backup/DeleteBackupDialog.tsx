/** Asks before a backup is deleted. */
import type { BackupEntry } from '@causebook/contracts';
import { Text } from '@mantine/core';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { Notice } from '../../components/Notice.tsx';
import type { Target } from '../../components/use-target.ts';
import { format } from '../../format.ts';
import { deleteBackup } from '../../stores/backups-actions.ts';
import { useBackups } from '../../stores/backups-store.ts';

export function DeleteBackupDialog({ target, opened, close }: Target<BackupEntry>) {
  const onlyOne = useBackups((state) => state.backups.length === 1);
  return (
    <ConfirmDialog
      opened={opened}
      onClose={close}
      title="Delete this backup?"
      confirmLabel="Delete backup"
      danger
      onConfirm={() => target && void deleteBackup(target)}
    >
      {target && (
        <Text size="sm">
          {target.fileState === 'missing'
            ? `The file “${target.fileName}” of ${format.dateTime(target.createdAt)} is not where it was. Only its line is taken off the list. If its disk is connected again, “Look for backups again” finds it.`
            : `The file “${target.fileName}” of ${format.dateTime(target.createdAt)} (${format.bytes(target.size)}) is deleted from the disk. This cannot be undone.`}
        </Text>
      )}
      {onlyOne && <Notice tone="danger">It is the only backup that you have.</Notice>}
    </ConfirmDialog>
  );
}
